"""Rules and algorithms of screening: plain Python."""

"""Rules and algorithms of investigations: plain Python."""

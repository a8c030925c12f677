"""Rules and algorithms of customs_data: plain Python."""

"""Rules and algorithms of exposure: plain Python, no Django, no clock."""

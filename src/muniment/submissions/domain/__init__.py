"""Rules and algorithms of submissions: plain Python, no Django, no clock."""

"""Rules and algorithms of warning: plain Python, no Django, no clock."""

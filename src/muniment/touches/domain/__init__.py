"""Rules and algorithms of touches: plain Python, no Django, no clock."""

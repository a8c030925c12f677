"""Rules and algorithms of handover: plain Python, no Django, no clock."""

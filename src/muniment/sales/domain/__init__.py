"""Rules and algorithms of the sales room: plain Python, no Django, no clock, no I/O."""

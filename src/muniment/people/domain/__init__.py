"""Rules and algorithms of the people room: plain Python, no Django, no clock, no I/O."""

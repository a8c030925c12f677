"""Rules and algorithms of the intake room: plain Python, no Django, no clock, no I/O."""

"""Rules and algorithms of the key ring: plain Python, no Django, no clock, no I/O."""

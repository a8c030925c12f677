"""Rules and algorithms of the vault room: plain Python, no Django, no clock, no I/O."""

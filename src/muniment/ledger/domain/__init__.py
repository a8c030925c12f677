"""Rules and algorithms of the ledger room: plain Python, no Django, no clock, no I/O."""

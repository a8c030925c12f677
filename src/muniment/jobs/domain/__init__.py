"""Rules of background work: when to try again, when to run, what may be handed over."""

"""Tables of the room; private to it."""

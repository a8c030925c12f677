"""Keys: the key ring, data keys and their destruction, blind-index keys."""

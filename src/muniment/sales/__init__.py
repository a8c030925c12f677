"""Orders: what consultations refer to and later capabilities read."""

"""Sign-in, second factors and one's own account."""

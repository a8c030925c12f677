"""The demonstration company, made by the real verbs."""

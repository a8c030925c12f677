"""Staff, teams, outsiders, sign-in, tokens."""

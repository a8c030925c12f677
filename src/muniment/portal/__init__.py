"""The door for outsiders: one-time pages for those who have no account."""

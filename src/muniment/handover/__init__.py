"""Custody changing hands: the leaver, the board, the customer's word, the exit."""

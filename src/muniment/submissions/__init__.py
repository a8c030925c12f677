"""What salespeople hand in on a rhythm, how fresh it is, and who found and grew each customer."""

"""What the demonstration company is made of; see README.md."""

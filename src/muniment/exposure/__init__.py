"""What a person could read, has read, and what money hangs on her."""

"""Today: what waits for the reader."""

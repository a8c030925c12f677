"""Are these two names, addresses, numbers the same? Plain Python for every room that asks."""

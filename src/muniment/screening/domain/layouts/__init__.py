"""One parser for each form in which a government publishes its list."""

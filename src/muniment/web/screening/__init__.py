"""Pages of the lists of denied parties: how old they are, who is on them, the house's own."""

"""Pages of exposure: the map, a person, a customer, two people, the weights."""

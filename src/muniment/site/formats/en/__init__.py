"""English of a house that trades with everybody: no month can be taken for a day."""

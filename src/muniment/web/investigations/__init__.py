"""Pages of background investigations: the list of cases, opening one, and the case itself."""

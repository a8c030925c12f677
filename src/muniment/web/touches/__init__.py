"""Pages of contact: touches of a customer, coverage, one's own duties, the tray, imports."""

"""Early warning: customers going quiet, customers taken, and winning them back."""

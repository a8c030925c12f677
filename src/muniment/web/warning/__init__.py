"""Pages about customers going quiet, and winning them back."""

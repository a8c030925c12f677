"""The supervisor and its child processes: start, watch, restart, stop."""

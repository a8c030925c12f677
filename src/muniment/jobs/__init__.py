"""Background jobs: lease, retry, schedule, heartbeat."""

"""Settings: how the house fares, its keys, the check of the ledger."""

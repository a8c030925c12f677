"""The ledger: what happened, proof of it, and how the log fares."""

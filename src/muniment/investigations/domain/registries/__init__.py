"""What registers and other sources answer, as rows of ours; only `Malformed` gets out."""

"""Who is this customer really? Cases, checks, evidence, findings, verdicts."""

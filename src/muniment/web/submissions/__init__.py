"""Pages of submissions: handing in, freshness and lateness, origin and credit, pasted cards."""

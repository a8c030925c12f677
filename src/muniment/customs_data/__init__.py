"""Import and export records bought from providers, in whatever layout; Parquet, asked by Ibis."""

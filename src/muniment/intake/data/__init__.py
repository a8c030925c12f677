"""Words that real files use; see headings.toml."""

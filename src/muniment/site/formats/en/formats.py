"""Days in English: 5 March 2026. Columns and lists write 2026-03-05 in every language."""

DATE_FORMAT = "j F Y"

"""The address book, the org chart, teams, guests' companies, and the verbs on accounts."""

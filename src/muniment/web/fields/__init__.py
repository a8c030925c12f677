"""The company's fields and compartments: what a dossier can hold, and under which names."""

"""Customers, dossiers, and everything a person does there."""

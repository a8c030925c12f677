"""Dossiers, compartments, custody, grants, consultations; the gate."""

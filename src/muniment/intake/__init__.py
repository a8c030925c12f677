"""Intake: customers and orders from real files, checked before anything is loaded."""

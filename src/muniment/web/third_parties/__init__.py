"""Asking third parties from the page of a case; what they see themselves is the portal."""

"""Simplified Chinese, where a page of this house differs from Django's own."""

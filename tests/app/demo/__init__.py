"""The demonstration, planted once for all tests of this package."""

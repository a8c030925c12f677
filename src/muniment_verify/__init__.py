"""Checks Muniment evidence without Muniment: imports nothing else of ours."""

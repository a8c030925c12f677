"""The access table as a sheet: reading it, drafting a change, two people adopting it, Explain.

The addresses begin with `access/`; the package cannot be called so, because `web/access.py` says
who may call a view.
"""

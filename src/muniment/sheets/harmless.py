"""Cells that no sheet program takes for a formula."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula: an apostrophe goes in front.

    Source: OWASP, "CSV Injection".
    """
    return "'" + cell if cell.startswith(_FORMULA) else cell

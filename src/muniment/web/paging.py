"""Which page of a numbered list an address asks for; `parts/pages.html` draws the way on."""

from django.http import QueryDict


def page_in(asked: QueryDict) -> int:
    """Read `page`; what is no page is the first one."""
    text = asked.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1

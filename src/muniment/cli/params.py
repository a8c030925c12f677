"""What options of several commands take: refused with the remedy, before a file is read."""

import codecs
from typing import Any

import click


class CountryParam(click.ParamType[str]):
    """A country, however it is written; gives its two letters."""

    name = "country"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Find the code of a country; "" stays."""
        from muniment.matching.countries import code_of  # slow, seldom wanted

        code = code_of(value) if value else ""
        if value and not code:
            self.fail(f"“{value}” is no country. Write it like KE, Kenya or 肯尼亚.", param, ctx)
        return code


class CurrencyParam(click.ParamType[str]):
    """A currency in use, by its three letters."""

    name = "currency"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the code; "" stays."""
        from muniment.matching.countries import countries  # slow, seldom wanted

        code = str(value).strip().upper()
        if code and code not in {one.currency for one in countries().values()}:
            self.fail(f"“{value}” is no currency. Write three letters, like USD.", param, ctx)
        return code


class EncodingParam(click.ParamType[str]):
    """A way to write letters as bytes that Python knows."""

    name = "encoding"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the name; "" stays."""
        try:
            return codecs.lookup(value).name if value else ""
        except LookupError:
            self.fail(f"“{value}” is no encoding. Write it like utf-8 or gb18030.", param, ctx)


class NumberParam(click.ParamType[str]):
    """A plain number above nothing; kept as it was written."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check that it can be counted with."""
        try:
            counts = 0 < float(str(value).replace(",", "")) < float("inf")
        except ValueError:
            counts = False
        if not counts:
            self.fail(f"“{value}” is no number above 0. Write it like 48000.", param, ctx)
        return str(value)

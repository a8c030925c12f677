"""Files of providers read, understood and brought into the one shape, with the engine's speed."""

from muniment.customs_data.loading.sources import NoHeader, Source, examine, open_source

__all__ = ["NoHeader", "Source", "examine", "open_source"]

"""The warning room as Django sees it."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.apps import AppConfig


class WarningConfig(AppConfig):
    """Tables live under the label `warning`."""

    name = "muniment.warning"
    label = "warning"
    verbose_name = "Warning"

    def ready(self) -> None:
        """Die with an erased dossier; tell what customers are expected to bring."""
        from muniment.investigations import worth
        from muniment.vault import erasure, joining
        from muniment.warning.erasing import on_erased  # models are ready only now
        from muniment.warning.joining import on_merged

        erasure.on_erased(on_erased)
        joining.on_merged(on_merged)
        worth.told_by(_expected)


def _expected(dossier_ids: Collection[UUID], on: date) -> dict[UUID, float]:
    """Give the money of the next twelve months, in US dollars."""
    from muniment.warning.queries import expected_money

    return {one: told.usd for one, told in expected_money(dossier_ids, on=on).items()}

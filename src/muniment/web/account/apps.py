"""The sign-in pages, as Django knows them."""

from django.apps import AppConfig


class AccountDoorConfig(AppConfig):
    """Listens to sign-ins and puts them on record."""

    name = "muniment.web.account"
    label = "web_account"

    def ready(self) -> None:
        """Connect the listeners once the models are there."""
        from muniment.web.account import records

        records.connect()

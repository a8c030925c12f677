"""How allauth behaves in this house: no sign-up, our mail, our words, our idea of fresh."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy

from muniment.web.place import address_of

_NOWHERE = "0.0.0.0"  # noqa: S104 - no address bound: stands for "not known" in a session list
_SENTENCES = {
    "mfa/messages/totp_activated.txt": gettext_lazy("Your authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("Your authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("New recovery codes are made."),
    "account/messages/password_changed.txt": gettext_lazy("Your password is changed."),
}


def display_name(user: Any) -> str:
    """Name a person where allauth wants a name."""
    return str(user.name)


def is_fresh(request: HttpRequest) -> bool:
    """Say whether the person proved who she is within the last quarter of an hour."""
    records = get_authentication_records(request, request.user)
    newest = max((float(record.get("at", 0)) for record in records), default=0.0)
    return bool(time.time() - newest < app_settings.REAUTHENTICATION_TIMEOUT)


class DoorAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """The account side of allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth asks so
        """Nobody signs up: people come in by invitation."""
        return False

    def is_reauthentication_required(self, **_: Any) -> bool:
        """Ask again after a quarter of an hour; a sign-in just done counts."""
        return not is_fresh(self.request)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Name the caller's address the way the rest of the house does."""
        return address_of(request, settings.CONFIG.trusted_proxies) or _NOWHERE

    def get_from_email(self) -> str:
        """Name the sender of the house's mail."""
        return settings.DEFAULT_FROM_EMAIL

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language of the person, as plain text."""
        user = context.get("user")
        language = getattr(user, "language", None) or translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person about a change of her account, at the address she signs in with."""
        told = {"user": user, **(context or {})}
        super().send_notification_mail(template_prefix, user, told, email or user.email)

    def add_message(  # noqa: PLR0917 - allauth asks so
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002 - as above
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words; what the page shows anyway ("you are signed in") is left out."""
        sentence = message or _SENTENCES.get(message_template or "")
        if sentence:
            messages.add_message(request, level, str(sentence), extra_tags=extra_tags)

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("E-mail address and password do not fit together."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait a quarter of an hour."),
    }

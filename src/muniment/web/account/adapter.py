"""How allauth behaves in this house: no sign-up, our mail, our words, our idea of fresh."""

import time
from typing import Any
from urllib.parse import quote

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy

from muniment.web.account import post
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

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Write the address that users type, whatever host the request claimed to be for."""
        path = reverse(
            "account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}
        ).replace("UID-KEY", quote(key))
        return f"{settings.CONFIG.url}{path}"

    def send_password_reset_mail(
        self,
        user: Any,
        email: str,  # noqa: ARG002 - allauth asks so; it is user.email
        context: dict[str, Any],
    ) -> None:
        """Send the link after the answer: a slow mail server must not tell who has an account."""
        message = self.mail("account/email/password_reset_key", user, context)
        post.later(message)

    def mail(self, prefix: str, user: Any, context: dict[str, Any]) -> EmailMessage:
        """Write one letter to a person, in her language, as plain text."""
        told = {"user": user, "request": self.request, **context}
        with translation.override(user.language):
            written: EmailMessage = self.render_mail(prefix, user.email, told)
        return written

    def send_mail(
        self,
        template_prefix: str,
        email: str,  # noqa: ARG002 - allauth asks so; it is user.email
        context: dict[str, Any],
    ) -> None:
        """Send what allauth itself wants sent; all of it is about a person of ours."""
        user = context.get("user")
        if user is not None:
            post.now(self.mail(template_prefix, user, context))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person about a change of her account, at the address she signs in with.

        A mail server that does not answer is logged and stops nothing: the change is made.
        """
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

"""The letter that tells a customer who looks after it now, in the customer's language.

The page that its link opens is the portal's, known here by the name of its address.
"""

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage as PlainMessage
from email.policy import SMTP
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from muniment.handover.domain.states import Kind
from muniment.handover.services.confirmations import HandedLink
from muniment.handover.wording import Words, words_of

PLACE = "[ … ]"
"""Where the one-time link of each customer will stand; it is made when the letter leaves."""


def written(link: HandedLink, *, reminder: int = 0) -> tuple[str, str]:
    """Subject and text of a letter; it names people of ours, and the customer nowhere."""
    words, facts = words_of(link.language), _facts(link.told, link.language, link.expires_at)
    key = "subject_again" if reminder else "subject"
    parts = _parts(words, link.kind, facts, address_of(link), is_again=bool(reminder))
    return _subject(words, key, facts), "\n\n".join(parts) + "\n"


def as_prepared(told: Mapping[str, Any], *, language: str, expires_at: datetime) -> tuple[str, str]:
    """Subject and text of a letter before it is sent: `PLACE` stands where the link will be."""
    words, facts = words_of(language), _facts(told, language, expires_at)
    parts = _parts(words, Kind(told["kind"]), facts, PLACE, is_again=False)
    return _subject(words, "subject", facts), "\n\n".join(parts) + "\n"


def as_eml(link: HandedLink) -> bytes:
    """The letter as a file that a mail program opens as a draft; whoever sends it addresses it."""
    subject, text = written(link)
    message = PlainMessage(policy=SMTP)
    message["Subject"] = subject
    message["X-Unsent"] = "1"
    message.set_content(text)
    return message.as_bytes()


def address_of(link: HandedLink) -> str:
    """The whole address of a one-time link."""
    path = reverse("portal:contact", args=[link.token])
    return f"{settings.CONFIG.url}{path}?{urlencode({'lang': link.language})}"


def post_of(words: Words, role: str) -> str:
    """A role of the house as customers know it."""
    posts = words.texts["posts"]
    return posts.get(role, posts["salesperson"])


def _subject(words: Words, key: str, facts: Mapping[str, str]) -> str:
    return " ".join(words.say("letter", key, **facts).split())


def _parts(
    words: Words, kind: Kind, facts: Mapping[str, str], address: str, *, is_again: bool
) -> list[str]:
    def say(key: str) -> str:
        return words.say("letter", key, **facts)

    opening = [say("greeting")] + ([say("again")] if is_again else [])
    why = say("leaver" if kind is Kind.LEAVER else "moving")
    closing = "\n".join(words.kept_apart(facts[name]) for name in ("heir", "company"))
    return [
        *opening, f"{why} {say('reach')}", say("ask"), address, say("until"), say("safety"),
        closing,
    ]  # fmt: skip


def _facts(told: Mapping[str, Any], language: str, expires_at: datetime) -> dict[str, str]:
    plain = {name: " ".join(str(value).split()) for name, value in told.items()}
    post = post_of(words_of(language), plain["post"])
    return plain | {"post": post, "day": timezone.localdate(expires_at).isoformat()}

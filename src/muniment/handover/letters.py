"""The letter that tells a customer who looks after it now, in the customer's language.

The page that its link opens is the portal's, known here by the name of its address.
"""

from collections.abc import Mapping
from email.message import EmailMessage as PlainMessage
from email.policy import SMTP
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from muniment.handover.domain.states import Kind
from muniment.handover.services.confirmations import HandedLink
from muniment.handover.wording import Words, words_of


def written(link: HandedLink, *, reminder: int = 0) -> tuple[str, str]:
    """Subject and text of a letter; it names people of ours, and the customer nowhere."""
    words, facts = words_of(link.language), _facts(link)
    subject = words.say("letter", "subject_again" if reminder else "subject", **facts)
    return " ".join(subject.split()), "\n\n".join(_parts(words, link, facts, reminder)) + "\n"


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


def _parts(words: Words, link: HandedLink, facts: Mapping[str, str], reminder: int) -> list[str]:
    def say(key: str) -> str:
        return words.say("letter", key, **facts)

    opening = [say("greeting")] + ([say("again")] if reminder else [])
    why = say("leaver" if link.kind is Kind.LEAVER else "moving")
    closing = f"{facts['heir']}\n{facts['company']}"
    return [
        *opening, f"{why} {say('reach')}", say("ask"), address_of(link), say("until"),
        say("safety"), closing,
    ]  # fmt: skip


def _facts(link: HandedLink) -> dict[str, str]:
    told = {name: " ".join(str(value).split()) for name, value in link.told.items()}
    post = post_of(words_of(link.language), told["post"])
    return told | {"post": post, "day": timezone.localdate(link.expires_at).isoformat()}

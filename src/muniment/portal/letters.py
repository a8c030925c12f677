"""Writing the letter that carries a one-time link, in the language of who is asked."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from muniment.investigations.domain.questionnaires import form_of, say
from muniment.investigations.services import Letter


def letter_of(told: Letter) -> EmailMessage:
    """Write one letter; it says what the sender confirmed, and nothing else of the house."""
    form = form_of(told.form)
    content = {
        "letter": told,
        "asks": say(form.asks, told.language),
        "minutes": form.minutes,
        "link": link_of(told.token, told.language),
    }
    with translation.override(told.language):
        subject = render_to_string("portal/mail/subject.txt", content)
        text = render_to_string("portal/mail/request.txt", content)
    return EmailMessage(
        " ".join(subject.split()), text.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [told.to]
    )


def link_of(token: str, language: str) -> str:
    """The whole address of a one-time link."""
    path = reverse("portal:answer", args=[token])
    return f"{settings.CONFIG.url}{path}?{urlencode({'lang': language})}"

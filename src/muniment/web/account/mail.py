"""Mail of the house about accounts: invitations and resets, in the reader's language."""

from dataclasses import dataclass
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.urls import reverse

from muniment.people import queries
from muniment.people.services import Invited
from muniment.web.account import post


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of an invitation.

    Attributes:
        link: the one-time link when mail could not take it and somebody must hand it over; else "".
    """

    person_id: UUID
    name: str
    email: str
    link: str


def invite_by_mail(request: HttpRequest, invited: Invited) -> Handed:
    """Send the one-time link; when no mail server takes it, give it back to be handed over."""
    user = get_user_model().objects.get(pk=invited.person_id)
    link = settings.CONFIG.url + reverse("entrance:invitation", args=[invited.token])
    content = {"user": user, "company": queries.company().name, "link": link}
    letter = get_adapter(request).mail("account/email/invitation", user, content)
    arrived = post.now(letter) and bool(settings.CONFIG.mail_url)
    shown = "" if arrived else link
    return Handed(person_id=user.pk, name=user.name, email=user.email, link=shown)


def tell_of_factor_reset(request: HttpRequest, person_id: UUID) -> None:
    """Tell somebody that her second factors are gone, in case it was not her wish."""
    user = get_user_model().objects.get(pk=person_id)
    post.now(get_adapter(request).mail("account/email/factor_reset", user, {}))

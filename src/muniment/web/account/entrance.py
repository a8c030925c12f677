"""Ways in for people without an account: the first run and the invitation."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from muniment.core import clock
from muniment.core.actor import Actor
from muniment.people import queries, services
from muniment.people.services.errors import FirstRunClosed, InvitationClosed
from muniment.web.access import open_to_all
from muniment.web.account.attempt import attempt
from muniment.web.account.forms import AcceptForm, FirstRunForm
from muniment.web.place import place_of
from muniment.web.words import role_name


@open_to_all
@sensitive_post_parameters("password")
@never_cache
def first_run(request: HttpRequest, token: str) -> HttpResponse:
    """Found the company and its first owner, and lead her to her second factor.

    Raises: FirstRunClosed.
    """
    if not queries.is_first_run(token):
        raise FirstRunClosed
    form = FirstRunForm(request.POST or None, auto_id="first-%s")
    owner_id = attempt(form, lambda: _found(request, token, form.cleaned_data))
    if owner_id:
        return _come_in(request, owner_id)
    status = 422 if form.is_bound else 200
    return render(request, "account/first_run.html", {"form": form}, status=status)


def _found(request: HttpRequest, token: str, told: dict[str, Any]) -> Any:
    return services.found_company(
        token=token,
        company_name=told["company"],
        owner_name=told["name"],
        owner_email=told["email"],
        password=told["password"],
        language=get_language() or "en",
        by=Actor(person_id=None, place=place_of(request)),
        at=clock.now(),
    )


@open_to_all
@sensitive_post_parameters("password")
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose a password, and lead her to her second factor.

    Raises: InvitationClosed.
    """
    at = clock.now()
    invited = queries.invitation(token, at=at)
    if invited is None:
        raise InvitationClosed
    form = AcceptForm(request.POST or None)
    by = Actor(person_id=invited.person_id, place=place_of(request))
    accepted = attempt(
        form,
        lambda: services.accept_invitation(
            token=token, password=form.cleaned_data["password"], by=by, at=at
        ),
    )
    if accepted:
        return _come_in(request, accepted)
    content = {"form": form, "invited": invited, "role": role_name(invited.role)}
    status = 422 if form.is_bound else 200
    return render(request, "account/invitation.html", content, status=status)


def _come_in(request: HttpRequest, person_id: Any) -> HttpResponse:
    user = get_user_model().objects.get(pk=person_id)
    signing_in = Login(user=user, redirect_url=reverse("account:second_factor"))
    answer: HttpResponse = perform_password_login(request, {"email": user.email}, signing_in)
    return answer

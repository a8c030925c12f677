"""My account: language, second factors, sessions, API tokens."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from muniment.core import clock
from muniment.people import queries, services
from muniment.web.access import StaffRequest, signed_in
from muniment.web.account.attempt import attempt
from muniment.web.account.forms import LanguageForm, TokenForm
from muniment.web.account.fresh import fresh_sign_in
from muniment.web.account.words import device_name, factor_name

MAIN_FACTORS = {"totp", "webauthn"}


@signed_in
@require_GET
@never_cache
def index(request: StaffRequest) -> HttpResponse:
    """Show one's own account."""
    return render(request, "account/index.html", _account(request))


def _account(request: StaffRequest) -> dict[str, Any]:
    me, at = request.reader, clock.now()
    factors = queries.factors_of(me.id)
    return {
        "person": queries.person(me.id),
        "language_form": LanguageForm(initial={"language": me.language}),
        "app": next((factor for factor in factors if factor.kind == "totp"), None),
        "passkeys": [factor for factor in factors if factor.kind == "webauthn"],
        "has_recovery_codes": any(factor.kind == "recovery_codes" for factor in factors),
        "factor_names": {factor.kind: factor_name(factor.kind) for factor in factors},
        "sessions": _sessions(request),
        "tokens": queries.tokens_of(me.id, at=at),
        "token_form": _token_form(),
    }


def _sessions(request: StaffRequest) -> list[dict[str, Any]]:
    rows = queries.sessions_of(request.reader.id)
    here = queries.session_id(request.session.session_key or "")
    return [{"row": row, "device": device_name(row.device), "here": row.id == here} for row in rows]


def _token_form(data: Any = None) -> TokenForm:
    in_a_quarter = timezone.localdate(clock.now() + timedelta(days=90))
    return TokenForm(data, initial={"last_day": in_a_quarter}, prefix="token")


@signed_in
@require_GET
def second_factor(request: StaffRequest) -> HttpResponse:
    """Let a person without a second factor choose one."""
    if any(factor.kind in MAIN_FACTORS for factor in queries.factors_of(request.reader.id)):
        return redirect("account:index")
    return render(request, "account/second_factor.html")


@signed_in
@require_POST
def set_language(request: StaffRequest) -> HttpResponse:
    """Keep the language of the account."""
    form = LanguageForm(request.POST)
    if form.is_valid():
        services.choose_language(
            person_id=request.reader.id,
            language=form.cleaned_data["language"],
            by=request.actor,
            at=clock.now(),
        )
    answer = redirect("account:index")
    answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)  # this browser's own choice ends
    return answer


@signed_in
@require_POST
def end_session(request: StaffRequest, session_id: int) -> HttpResponse:
    """Sign one of one's own browsers out."""
    me = request.reader.id
    services.end_session(session_id=session_id, person_id=me, by=request.actor, at=clock.now())
    messages.success(request, gettext("That browser is signed out."))
    return redirect("account:index")


@signed_in
@require_POST
def end_other_sessions(request: StaffRequest) -> HttpResponse:
    """Sign all one's other browsers out."""
    services.end_sessions(
        person_id=request.reader.id,
        by=request.actor,
        at=clock.now(),
        except_key=request.session.session_key,
    )
    messages.success(request, gettext("All other browsers are signed out."))
    return redirect("account:index")


@signed_in
@fresh_sign_in
@require_POST
@never_cache
def issue_token(request: StaffRequest) -> HttpResponse:
    """Make an API token and show its secret, this once."""
    form = _token_form(request.POST)
    at = clock.now()
    issued = attempt(
        form,
        lambda: services.issue_token(
            person_id=request.reader.id,
            name=form.cleaned_data["name"],
            scopes=form.cleaned_data["scopes"],
            expires_at=datetime.combine(form.cleaned_data["last_day"], time.max, UTC),
            by=request.actor,
            at=at,
        ),
    )
    if issued:
        return render(request, "account/token.html", {"issued": issued})
    content = _account(request) | {"token_form": form}
    return render(request, "account/index.html", content, status=422)


@signed_in
@require_POST
def revoke_token(request: StaffRequest, token_id: Any) -> HttpResponse:
    """End one of one's own API tokens."""
    services.revoke_token(token_id=token_id, by=request.actor, at=clock.now())
    messages.success(request, gettext("The token has ended."))
    return redirect("account:index")


class RemovePasskeyView(RemoveWebAuthnView):  # type: ignore[misc]  # allauth carries no types
    """Remove a passkey, but never the last second factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Refuse when nothing would be left to sign in with."""
        held = queries.factors_of(self.request.user.pk)
        if sum(factor.kind in MAIN_FACTORS for factor in held) > 1:
            answer: HttpResponse = super().form_valid(form)
            return answer
        messages.error(self.request, gettext("Set up another second factor first."))
        return HttpResponseRedirect(reverse("account:index"))


def to_account(_request: HttpRequest) -> HttpResponse:
    """Lead allauth's own list pages to the one account page."""
    return redirect("account:index")

"""Take a locked copy of the keys out of the house: without one, a lost disk loses everything."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from muniment.core import clock
from muniment.keys import backup
from muniment.people import queries, services
from muniment.people.domain.roles import Role
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt
from muniment.web.account.forms import KeysForm
from muniment.web.account.fresh import fresh_sign_in


@for_roles(Role.OWNER, Role.ADMINISTRATOR)
@fresh_sign_in
@sensitive_post_parameters("passphrase", "again")
@never_cache
def keep_keys(request: StaffRequest) -> HttpResponse:
    """Ask for a passphrase and hand out the copy that it locks."""
    form = KeysForm(request.POST or None)
    made = attempt(form, lambda: _copy(request, form.cleaned_data["passphrase"]))
    if made:
        return made
    content = {"form": form, "kept_at": queries.company().keys_kept_at}
    return render(request, "account/keys.html", content, status=422 if form.is_bound else 200)


def _copy(request: StaffRequest, passphrase: str) -> HttpResponse:
    at = clock.now()
    copy = backup.bundle(settings.DATA_DIR, passphrase, at=at)
    services.note_keys_kept(by=request.actor, at=at)
    answer = HttpResponse(copy, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="muniment-keys-{at:%Y-%m-%d}.json"'
    return answer

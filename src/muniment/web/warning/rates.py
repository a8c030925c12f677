"""Rates of the European Central Bank, from its file or fetched."""

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from muniment.core import clock
from muniment.customs_data.domain.ecb import LARGEST
from muniment.customs_data.rates import SETTERS, Entered
from muniment.warning import services
from muniment.web.access import StaffRequest, for_roles
from muniment.web.account.attempt import attempt

_SETTERS = tuple(sorted(SETTERS, key=lambda role: role.value))


class BankFileForm(forms.Form):
    """The bank's file."""

    file = forms.FileField(
        label=gettext_lazy("File of the European Central Bank"),
        help_text=gettext_lazy("Daily, 90 days or all since 1999; XML, or CSV unpacked."),
        widget=forms.FileInput(attrs={"accept": ".xml,.csv,text/xml,text/csv"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse a file that is too large before it is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(gettext("The file is too large."))
        return file


@for_roles(*_SETTERS)
@never_cache
@require_http_methods(["GET", "POST"])
def take(request: StaffRequest) -> HttpResponse:
    """Bring a file of the bank in."""
    form = BankFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        entered = attempt(
            form,
            lambda: services.take_rates(
                content=form.cleaned_data["file"].read(), by=request.actor, at=clock.now()
            ),
        )
        if entered is not None:
            return _entered(request, entered)
    status = 422 if request.method == "POST" else 200
    return render(request, "warning/bank_rates.html", {"form": form}, status=status)


@for_roles(*_SETTERS)
@require_POST
def fetch(request: StaffRequest) -> HttpResponse:
    """Ask the bank for its newest file."""
    return _entered(request, services.fetch_rates(by=request.actor, at=clock.now()))


def _entered(request: StaffRequest, entered: Entered) -> HttpResponse:
    told = gettext("Money is counted by the rates of %(day)s now.")
    messages.success(request, told % {"day": entered.newest_on.isoformat()})
    return redirect("warning:settings")

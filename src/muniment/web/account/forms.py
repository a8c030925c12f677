"""Forms of sign-in, of one's own account, of the invitation and of the first run."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.base import forms as code_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from muniment.core import clock
from muniment.people.domain.scopes import SCOPES
from muniment.people.factors import spend_code
from muniment.web.account.lockout import count_wrong_code, is_locked
from muniment.web.account.words import SCOPE_WORDS

EMAIL = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
NEW = {"autocomplete": "new-password"}
PASSWORD_HELP = gettext_lazy("At least 12 letters; a few words in a row are good.")


def _plain(field: forms.Field, label: Any, **attrs: Any) -> None:
    """Give one of allauth's fields our words and take its placeholder away."""
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class SignInForm(account_forms.LoginForm):  # type: ignore[misc]  # allauth carries no types
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["login"], gettext("E-mail address"), **EMAIL, autofocus=True)
        _plain(self.fields["password"], gettext("Password"), autocomplete="current-password")
        self.fields["password"].help_text = ""


class FreshPasswordForm(account_forms.ReauthenticateForm):  # type: ignore[misc]  # untyped
    """The password once more, before a step that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["password"], gettext("Password"), autocomplete="current-password")
        self.fields["password"].help_text = ""

    def clean_password(self) -> Any:
        """Count wrong passwords here too: an open page must not become a way to guess."""
        if is_locked(context.request, self.user.email):
            raise forms.ValidationError(gettext("Too many tries. Wait a quarter of an hour."))
        try:
            return super().clean_password()
        except forms.ValidationError:
            count_wrong_code(context.request, self.user.email)
            raise


class ForgottenForm(account_forms.ResetPasswordForm):  # type: ignore[misc]  # untyped
    """Where to send the link for a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["email"], gettext("E-mail address"), **EMAIL)


class NewPasswordForm(account_forms.ResetPasswordKeyForm):  # type: ignore[misc]  # untyped
    """The new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["password1"], gettext("New password"), **NEW)
        _plain(self.fields["password2"], gettext("New password once more"), **NEW)
        self.fields["password1"].help_text = PASSWORD_HELP


class ChangePasswordForm(account_forms.ChangePasswordForm):  # type: ignore[misc]  # untyped
    """The old password and the new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = {"autocomplete": "current-password"}
        _plain(self.fields["oldpassword"], gettext("Present password"), **old)
        self.fields["oldpassword"].help_text = ""
        _plain(self.fields["password1"], gettext("New password"), **NEW)
        _plain(self.fields["password2"], gettext("New password once more"), **NEW)
        self.fields["password1"].help_text = PASSWORD_HELP


class _OneUse:
    """Codes of an authenticator app work once, and wrong ones are counted."""

    user: Any
    fields: dict[str, forms.Field]
    authenticator: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], gettext("Code"), **CODE)

    def clean_code(self) -> str:
        """Refuse locked accounts, wrong codes, and codes that were used before."""
        if is_locked(context.request, self.user.email):
            raise forms.ValidationError(gettext("Too many tries. Wait a quarter of an hour."))
        code: str = super().clean_code()  # type: ignore[misc]  # the mixin stands before a form
        if self.authenticator.type == Authenticator.Type.TOTP:
            self._spend(code)
        return code

    def _spend(self, code: str) -> None:
        secret = decrypt(self.authenticator.data["secret"])
        plain = "".join(code.split())
        if not spend_code(self.authenticator.pk, secret, plain, at=clock.now()):
            raise forms.ValidationError(gettext("This code was used already. Wait for the next."))


class CodeForm(_OneUse, code_forms.AuthenticateForm):  # type: ignore[misc]  # untyped
    """The second factor at sign-in."""


class FreshCodeForm(_OneUse, code_forms.ReauthenticateForm):  # type: ignore[misc]  # untyped
    """The second factor once more, before a step that matters."""


class ActivateAppForm(ActivateTOTPForm):  # type: ignore[misc]  # untyped
    """The first code of an authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], gettext("Code that the app shows now"), **CODE)


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # untyped
    """A passkey and the name its owner gives it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["name"], gettext("Name of this device"), autocomplete="off")
        self.fields["passwordless"].label = gettext("Let this passkey sign me in by itself")
        self.fields["passwordless"].help_text = gettext(
            "The device then asks for a finger, a face or a PIN, and no password is needed."
        )


class AcceptForm(forms.Form):
    """A password of one's own."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs=NEW),
        max_length=200,
        strip=False,
    )


class FirstRunForm(forms.Form):
    """The company and its first owner."""

    company = forms.CharField(label=gettext_lazy("Name of your company"), max_length=200)
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"), widget=forms.EmailInput(attrs=EMAIL)
    )
    password = AcceptForm.base_fields["password"]


class LanguageForm(forms.Form):
    """The language in which one sees the house."""

    language = forms.ChoiceField(
        label=gettext_lazy("Show the house in"), choices=settings.LANGUAGES
    )


class TokenForm(forms.Form):
    """A key for programs."""

    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("It may"),
        choices=[(scope, SCOPE_WORDS[scope]) for scope in SCOPES],
        widget=forms.CheckboxSelectMultiple,
    )


class KeysForm(forms.Form):
    """The passphrase that locks a copy of the keys."""

    passphrase = forms.CharField(
        label=gettext_lazy("Passphrase for the copy"),
        help_text=gettext_lazy("At least 12 letters. Without it the copy is worth nothing."),
        widget=forms.PasswordInput(attrs=NEW),
        min_length=12,
        max_length=200,
        strip=False,
    )
    again = forms.CharField(
        label=gettext_lazy("Passphrase once more"),
        widget=forms.PasswordInput(attrs=NEW),
        max_length=200,
        strip=False,
    )

    def clean_again(self) -> str:
        """Hold the two against each other."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("passphrase"):
            raise forms.ValidationError(gettext("The two passphrases differ."))
        return again

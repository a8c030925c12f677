"""Second factors: secrets sealed by the key ring, codes that work once, a QR code in SVG."""

import io
from datetime import datetime
from typing import Any
from uuid import UUID

import segno
from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import transaction
from django.utils.translation import gettext

from muniment.core import canonical
from muniment.keys import ring

_OWNER = UUID("01937d2e-6c00-7000-8000-000000000002")
_COMPARTMENT = "_factors"
_BINDING = b"muniment/second-factor/v1"
ISSUER = "Muniment"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth carries no types
    """Keeps TOTP secrets and recovery seeds sealed: a copy of the database opens no door."""

    def encrypt(self, text: str) -> str:
        """Seal one secret under the key ring."""
        sealed = ring.seal(_OWNER, _COMPARTMENT, text.encode(), binding=_BINDING)
        return canonical.b64(sealed)

    def decrypt(self, encrypted_text: str) -> str:
        """Open one secret.

        Raises:
            SealBroken, KeyRingMissing, KeyRingLocked: as the names say.
        """
        key = ring.ensure_data_keys([(_OWNER, _COMPARTMENT)])[_OWNER, _COMPARTMENT]
        return key.open(canonical.unb64(encrypted_text), binding=_BINDING).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last second factor: another one must be there first."""
        main = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=main)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def get_totp_issuer(self) -> str:
        """Name the house in authenticator apps."""
        return ISSUER

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's
        """Propose a name for the next passkey."""
        held = Authenticator.objects.filter(user=user.pk, type=type).count()
        return gettext("Passkey") if not held else f"{gettext('Passkey')} {held + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the house to browsers; a passkey belongs to the host it was made on."""
        return {"id": context.request.get_host().partition(":")[0], "name": ISSUER}

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code without a style of its own, fit for a strict CSP."""
        out = io.BytesIO()
        segno.make(url, error="m").save(
            out, kind="svg", scale=4, border=2, xmldecl=False, svgns=True, nl=False
        )
        return out.getvalue().decode()


def spend_code(factor_id: int, secret: str, code: str, *, at: datetime) -> bool:
    """Use a TOTP code up; False when this code, or a later one, was used before.

    Source: RFC 6238, section 5.2: the verifier must not accept a code twice. Kept in the
    database, so it holds for any number of web workers.
    """
    period, tolerance = app_settings.TOTP_PERIOD, app_settings.TOTP_TOLERANCE
    now = int(at.timestamp()) // period
    steps = [
        counter
        for counter in range(now - tolerance, now + tolerance + 1)
        if format_hotp_value(hotp_value(secret, counter)) == code
    ]
    with transaction.atomic():
        factor: Any = Authenticator.objects.select_for_update().get(pk=factor_id)
        fresh = [counter for counter in steps if counter > factor.data.get("last_step", -1)]
        if not fresh:
            return False
        factor.data["last_step"] = min(fresh)
        factor.save(update_fields=["data"])
    return True

"""The clash check: "do we already know them?" – free, taken, or ask your manager."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.keys import ring
from muniment.ledger.services import append_entry
from muniment.vault.domain import blind
from muniment.vault.domain.blind import Index, Token
from muniment.vault.domain.catalogue import by_code
from muniment.vault.domain.clash import MatchFact, Verdict, verdict
from muniment.vault.domain.duties import Verb
from muniment.vault.domain.values import parse
from muniment.vault.models import BlindKey, ClashCheck
from muniment.vault.sealing import RECORD
from muniment.vault.services.common import by_role

CHECKED = "vault.clash.checked"
REFUSED = "vault.clash.refused"


class ClashChecksUsedUp(MunimentError):
    """The person has asked as often as the day allows; nothing was compared."""

    code = "vault.clash.used_up"
    kind = ErrorKind.LIMITED
    title = gettext_noop("You have made {limit} clash checks in the last 24 hours.")
    next_step = gettext_noop("Go on tomorrow, or ask your manager.")


class NothingToCheck(MunimentError):
    """Nothing in what was typed can be compared; nothing was counted."""

    code = "vault.clash.nothing_to_check"
    kind = ErrorKind.INVALID
    title = gettext_noop("There is nothing here that can be compared.")
    next_step = gettext_noop("Give an e-mail, a phone, a registration number or the full name.")


@dataclass(frozen=True, slots=True)
class ClashAnswer:
    """All that the asker learns; `left` is how many checks are left today."""

    verdict: Verdict
    left: int


def check_clash(
    *, name: str = "", email: str = "", phone: str = "", registration: str = "",
    website: str = "", by: Actor, at: datetime,
) -> ClashAnswer:  # fmt: skip
    """Compare what is known of a newcomer with all customers, former values included.

    The answer never says which dossier, whose it is, or by what it was found.

    Raises:
        NothingToCheck: nothing comparable was given.
        ClashChecksUsedUp: the day's checks are used up; that is on record too.
        NotYours: the role has no customers.
    """
    reader = by_role(by, Verb.CHECK_CLASH)
    given = {"name": name, "email": email, "phone": phone, "registration": registration,
             "website": website}  # fmt: skip
    tokens = _tokens(given)
    if not tokens:
        raise NothingToCheck
    answer = verdict(_match(tokens))
    limit = settings.CONFIG.clash_checks_per_day
    facts = {"verdict": answer.value, "by": sorted({token.index.value for token in tokens})}
    sealed = {part: text for part, text in given.items() if text.strip()}
    try:
        with transaction.atomic():
            # The entry comes first: it locks the person's chain, so two checks at once
            # cannot share the last one of the day.
            entry = append_entry(
                kind=CHECKED, subject=reader.id, by=by, at=at, facts=facts, sealed=sealed,
                seal_under=(reader.id, RECORD),
            )  # fmt: skip
            used = _used(reader.id, at)
            if used >= limit:
                raise ClashChecksUsedUp(limit=limit)
            ClashCheck.objects.create(
                person_id=reader.id, at=at, verdict=answer.value, entry=entry.id
            )
    except ClashChecksUsedUp:
        _record_refusal(reader.id, by, at)
        raise
    return ClashAnswer(answer, limit - used - 1)


def checks_left(person_id: UUID, *, at: datetime) -> int:
    """How many clash checks a person has left now; one query."""
    return max(0, settings.CONFIG.clash_checks_per_day - _used(person_id, at))


def _record_refusal(person_id: UUID, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        append_entry(kind=REFUSED, subject=person_id, by=by, at=at, facts={})


_FIELDS = {
    "email": "contacts.emails",
    "phone": "contacts.phones",
    "registration": "identity.registration_number",
    "website": "identity.website",
}


def _tokens(given: Mapping[str, str]) -> frozenset[Token]:
    """Read what was typed by the rules of the fields it would go to.

    Raises:
        ValueInvalid: with the field and an example.
    """
    specs = by_code()
    found = blind.tokens_of_name(given["name"]) if given["name"].strip() else frozenset()
    for part, code in _FIELDS.items():
        if given[part].strip():
            found |= blind.tokens_of(parse(given[part], specs[code]).text, specs[code])
    return found


def _used(person_id: UUID, at: datetime) -> int:
    day = ClashCheck.objects.filter(person=person_id, at__gt=at - timedelta(hours=24))
    return day.count()


def _match(tokens: frozenset[Token]) -> MatchFact:
    exact = {
        token.index
        for token in tokens
        if token.index is not Index.WORD
        and BlindKey.objects.filter(
            index=token.index.value, digest=ring.blind(token.index.value, token.text)
        ).exists()
    }
    words = [ring.blind(Index.WORD.value, t.text) for t in tokens if t.index is Index.WORD]
    return MatchFact(frozenset(exact), len(words), _best_overlap(words))


def _best_overlap(words: list[bytes]) -> int:
    """How many of the words the best-fitting single dossier shares."""
    if not words:
        return 0
    shared = BlindKey.objects.filter(index=Index.WORD.value, digest__in=words)
    best = (
        shared.values("dossier")
        .annotate(words=Count("digest", distinct=True))
        .order_by("-words")
        .first()
    )
    return best["words"] if best else 0

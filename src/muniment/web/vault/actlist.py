"""What can be done to a dossier: the words of each act, its form, and the verb behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from muniment.core.actor import Actor
from muniment.core.errors import gettext_noop
from muniment.vault import gate, queries, services
from muniment.vault.domain.duties import Verb
from muniment.vault.domain.states import Duty
from muniment.vault.services import (
    ErasureNotFound,
    GrantNotFound,
    MergeImpossible,
    SecretPointNotFound,
)
from muniment.web.errors import PageNotFound
from muniment.web.vault import actforms
from muniment.web.vault.actforms import ActForm
from muniment.web.vault.head import DossierPage


@dataclass(frozen=True, slots=True)
class Doing:
    """Everything a verb needs: the dossier, what the address names, the form, who and when."""

    page: DossierPage
    what: str
    form: Any
    by: Actor
    at: datetime

    @property
    def dossier(self) -> dict[str, Any]:
        """The dossier with who and when."""
        return {"dossier_id": self.page.head.id, **self.signed}

    @property
    def signed(self) -> dict[str, Any]:
        """Who and when."""
        return {"by": self.by, "at": self.at}

    @property
    def reason(self) -> str:
        """The reason that was given."""
        return str(self.form.cleaned_data["reason"])


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done to a dossier.

    Attributes:
        lead: what follows from it.
        verb: what the role and relation must allow.
        do: calls the one verb.
        back: the page to return to.
        danger: it cannot be undone, or takes something away.
        begin: what the form starts with, from what the address names.
    """

    title: str | Promise
    lead: str | Promise
    button: str | Promise
    done: str | Promise
    form: type[ActForm]
    verb: Verb
    do: Callable[[Doing], object]
    back: str = "rights"
    danger: bool = False
    icon: str = "check"
    begin: Callable[[DossierPage, str], Mapping[str, Any]] | None = None


def _id(text: str, missing: type[Exception]) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise missing from None


def _duty(text: str) -> Duty:
    if text not in set(Duty):
        raise PageNotFound
    return Duty(text)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise SecretPointNotFound
    return int(text)


def _end_grant(doing: Doing) -> None:
    grant = _id(doing.what, GrantNotFound)
    services.end_grant(grant_id=grant, reason=doing.reason, **doing.signed)


def _end_engagement(doing: Doing) -> None:
    services.end_engagement(engagement_id=_id(doing.what, GrantNotFound), **doing.signed)


def _erase(doing: Doing) -> None:
    services.erase_compartment(erasure_id=_id(doing.what, ErasureNotFound), **doing.signed)


def _withdraw_erasure(doing: Doing) -> None:
    services.withdraw_erasure(erasure_id=_id(doing.what, ErasureNotFound), **doing.signed)


def _merge(doing: Doing) -> None:
    other = queries.dossier_named(doing.form.cleaned_data["other"])
    if other is None:
        raise MergeImpossible(why=gettext_noop("there is no other dossier of that codename"))
    services.merge_dossiers(
        keep_id=doing.page.head.id, merge_id=other.id, reason=doing.reason, **doing.signed
    )


def _begin_secret(page: DossierPage, what: str) -> Mapping[str, Any]:
    """Start a new version of a point with the words of the present one."""
    rows = gate.secret_register(reader=page.request.actor, dossier_id=page.head.id, at=page.now)
    for row in rows:
        if row.number == _number(what) and row.closed_at is None:
            return {
                "point": row.point, "basis": row.basis, "bases": list(row.bases),
                "fields_covered": list(row.fields), "since": row.since,
            }  # fmt: skip
    raise SecretPointNotFound


def _begin_assign(_page: DossierPage, what: str) -> Mapping[str, Any]:
    return {"duty": what} if what in set(Duty) else {}


ACTS: Mapping[str, Act] = {
    "assign": Act(
        gettext_lazy("Name a keeper or deputy"),
        gettext_lazy(
            "The dossier passes to this person now; the one before is relieved, and the "
            "period stays on record."
        ),
        gettext_lazy("Hand over"),
        gettext_lazy("The dossier has a new keeper or deputy."),
        actforms.AssignForm,
        Verb.ASSIGN,
        lambda doing: services.assign_custody(**doing.form.told(), **doing.dossier),
        icon="user-check",
        begin=_begin_assign,
    ),
    "relieve": Act(
        gettext_lazy("End custody"),
        gettext_lazy(
            "Nobody is named in place: without a keeper the dossier waits for one on the "
            "managers’ Today page."
        ),
        gettext_lazy("End custody"),
        gettext_lazy("Custody has ended."),
        actforms.ReasonForm,
        Verb.ASSIGN,
        lambda doing: services.end_custody(
            duty=_duty(doing.what), reason=doing.reason, **doing.dossier
        ),
        danger=True,
        icon="user-off",
    ),
    "grant": Act(
        gettext_lazy("Give a grant"),
        gettext_lazy(
            "A standing need to know one compartment, until a last day. Every look is still "
            "on record; top-secret fields stay counted."
        ),
        gettext_lazy("Give grant"),
        gettext_lazy("The grant is given."),
        actforms.GrantForm,
        Verb.GRANT,
        lambda doing: services.give_grant(**doing.form.told(), **doing.dossier),
        icon="key",
    ),
    "end-grant": Act(
        gettext_lazy("End a grant"),
        gettext_lazy("The holder is refused from now on, open pages included."),
        gettext_lazy("End grant"),
        gettext_lazy("The grant has ended."),
        actforms.ReasonForm,
        Verb.GRANT,
        _end_grant,
        danger=True,
        icon="key",
    ),
    "allow-looks": Act(
        gettext_lazy("Allow further looks"),
        gettext_lazy("For somebody whose counted looks are used up."),
        gettext_lazy("Allow looks"),
        gettext_lazy("The further looks are allowed."),
        actforms.LooksForm,
        Verb.ALLOW_LOOKS,
        lambda doing: services.allow_looks(**doing.form.told(), **doing.dossier),
        icon="eye",
    ),
    "engage": Act(
        gettext_lazy("Engage an agent on an order"),
        gettext_lazy(
            "People of this company then see what the access table opens to agents on a live "
            "order, until you release them."
        ),
        gettext_lazy("Engage"),
        gettext_lazy("The agent works on this order now."),
        actforms.EngageForm,
        Verb.ENGAGE,
        lambda doing: services.engage_agent(**doing.form.told(), **doing.dossier),
        icon="briefcase",
    ),
    "release": Act(
        gettext_lazy("Release an agent"),
        gettext_lazy("The agent sees nothing of this customer any more by this order."),
        gettext_lazy("Release"),
        gettext_lazy("The agent is released."),
        actforms.PlainForm,
        Verb.ENGAGE,
        _end_engagement,
        danger=True,
        icon="door-exit",
    ),
    "file": Act(
        gettext_lazy("File the papers"),
        gettext_lazy(
            "You confirm with your name that the papers of this dossier are complete and in "
            "order today."
        ),
        pgettext_lazy("verb", "File"),
        gettext_lazy("The papers are filed under your name."),
        actforms.PlainForm,
        Verb.FILE,
        lambda doing: services.file_dossier(**doing.dossier),
        icon="file-check",
    ),
    "claim-secret": Act(
        gettext_lazy("Claim a secret"),
        gettext_lazy(
            "Courts ask, point by point, what is secret, since when, and why it is valuable. "
            "Written before the trouble, it counts."
        ),
        gettext_lazy("Register the point"),
        gettext_lazy("The point is in the register."),
        actforms.SecretForm,
        Verb.CLAIM_SECRET,
        lambda doing: services.claim_secret(**doing.form.told(), **doing.dossier),
        back="secrets",
        icon="certificate",
    ),
    "renew-secret": Act(
        gettext_lazy("Write a new version of a point"),
        gettext_lazy("The former version stays, so the register of any past day can be shown."),
        gettext_lazy("Register the version"),
        gettext_lazy("The new version is in the register."),
        actforms.SecretForm,
        Verb.CLAIM_SECRET,
        lambda doing: services.claim_secret(
            number=_number(doing.what), **doing.form.told(), **doing.dossier
        ),
        back="secrets",
        icon="versions",
        begin=_begin_secret,
    ),
    "close-secret": Act(
        gettext_lazy("Close a point"),
        gettext_lazy("From now on it is no longer claimed; its history stays."),
        gettext_lazy("Close the point"),
        gettext_lazy("The point is closed."),
        actforms.ReasonForm,
        Verb.CLAIM_SECRET,
        lambda doing: services.close_secret(
            number=_number(doing.what), reason=doing.reason, **doing.dossier
        ),
        back="secrets",
        danger=True,
        icon="x",
    ),
    "ask-erasure": Act(
        gettext_lazy("Ask to erase a compartment"),
        gettext_lazy(
            "A second person decides. Then its key is destroyed and its values are gone for "
            "good, backups included; the proofs of the past still hold."
        ),
        gettext_lazy("Ask for it"),
        gettext_lazy("The erasure waits for a second person."),
        actforms.AskErasureForm,
        Verb.ASK_ERASURE,
        lambda doing: services.ask_erasure(**doing.form.told(), **doing.dossier),
        back="closing",
        danger=True,
        icon="eraser",
    ),
    "erase": Act(
        gettext_lazy("Erase for good"),
        gettext_lazy(
            "You are the second person. The key of the compartment is destroyed now; nobody "
            "can bring its values back, from backups neither."
        ),
        gettext_lazy("Erase for good"),
        gettext_lazy("The compartment is erased."),
        actforms.TypedForm,
        Verb.ERASE,
        _erase,
        back="closing",
        danger=True,
        icon="eraser",
    ),
    "withdraw-erasure": Act(
        gettext_lazy("Turn the erasure down"),
        gettext_lazy("The wish is closed; nothing is erased."),
        gettext_lazy("Turn it down"),
        gettext_lazy("The erasure is turned down."),
        actforms.PlainForm,
        Verb.ASK_ERASURE,
        _withdraw_erasure,
        back="closing",
        icon="x",
    ),
    "merge": Act(
        gettext_lazy("Merge another dossier into this one"),
        gettext_lazy(
            "Two dossiers turned out to be one customer. The other closes and points here. "
            "Its values are not copied; searching finds both."
        ),
        gettext_lazy("Merge"),
        gettext_lazy("The two are one customer now."),
        actforms.MergeForm,
        Verb.MERGE,
        _merge,
        back="closing",
        danger=True,
        icon="arrow-merge",
    ),
    "retire": Act(
        gettext_lazy("Retire the dossier"),
        gettext_lazy(
            "It is no longer worked on. Only owner and compliance read it until somebody "
            "reopens it."
        ),
        gettext_lazy("Retire"),
        gettext_lazy("The dossier is retired."),
        actforms.ReasonForm,
        Verb.RETIRE,
        lambda doing: services.retire_dossier(reason=doing.reason, **doing.dossier),
        back="closing",
        danger=True,
        icon="archive",
    ),
    "reopen": Act(
        gettext_lazy("Reopen the dossier"),
        gettext_lazy("It goes back to work with its keeper, deputy and rights."),
        gettext_lazy("Reopen"),
        gettext_lazy("The dossier is open again."),
        actforms.ReasonForm,
        Verb.RETIRE,
        lambda doing: services.reopen_dossier(reason=doing.reason, **doing.dossier),
        back="closing",
        icon="arrow-back-up",
    ),
}

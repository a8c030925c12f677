"""What the loaded customs records say of a buyer, and whether an inquiry fits that history."""

from datetime import date
from typing import Annotated

from django.utils import timezone
from ninja import Router
from pydantic import Field, StringConstraints

from muniment.api.bearer import ApiRequest
from muniment.api.case_telling import sentence_of
from muniment.api.cases import Facts
from muniment.api.customs_data import READ, Codes
from muniment.api.operations import reads
from muniment.api.shapes import Asked, Shape, Text
from muniment.customs_data.domain.duties import READERS
from muniment.customs_data.domain.plausibility import Point
from muniment.customs_data.domain.profile import Profile
from muniment.investigations.domain.checks import Subject

router = Router(tags=["Customs profiles"])


class ProfileAsked(Asked):
    """Which buyer; `also` are other spellings that a person has accepted as the same.

    `country` is ISO alpha-2 to count only there; `our_codes` are HS codes of two digits or more;
    `near` looks for similar names too.
    """

    name: Text
    country: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = ""
    also: Annotated[list[Text], Field(max_length=50)] = []
    our_codes: Codes = []
    near: bool = True


class CustomsProfile(Shape):
    """A profile describes records, never trade: what is not on record may have happened.

    Values are US dollars, weights kilograms, shares lie between 0 and 1.
    """

    is_empty: bool
    is_habit: bool
    profile: Profile


class InquiryHeld(Asked):
    """An inquiry as the facts of a case have it: `company.name`, `deal.hs_code`, `deal.amount`…"""

    facts: Facts


class CustomsPoint(Shape):
    """One thing that the records say, in a sentence of the catalogue of signals."""

    signal: str
    direction: str
    key: str
    sentence: str
    facts: dict[str, str | int]
    excerpt: str
    confidence: int


class CustomsPoints(Shape):
    """What fits the history and what does not; nothing when there is no habit to hold it to."""

    rows: list[CustomsPoint]


@reads(
    router, "/customs-data/profiles", scope=READ, answer=CustomsProfile, roles=READERS, asks=True
)
def customs_profile(request: ApiRequest, told: ProfileAsked) -> object:  # noqa: ARG001
    """Profile one buyer over everything that is loaded, with what it rests on."""
    from muniment.customs_data.profile import customs_profile  # loads the analytic engine

    found = customs_profile(
        name=told.name, country=told.country, also=told.also, our_codes=told.our_codes,
        near=told.near,
    )  # fmt: skip
    return CustomsProfile(is_empty=found.is_empty, is_habit=found.is_habit, profile=found)


@reads(
    router, "/customs-data/plausibility", scope=READ, answer=CustomsPoints, roles=READERS,
    asks=True,
)  # fmt: skip
def customs_plausibility(request: ApiRequest, told: InquiryHeld) -> object:
    """Hold an inquiry against the history of its company; nothing is kept."""
    from muniment.customs_data.questions import plausibility_of  # loads the analytic engine

    subject = _subject(told, timezone.localdate(request.auth.at))
    return {"rows": [_point(one) for one in plausibility_of(subject=subject)]}


def _subject(told: InquiryHeld, today: date) -> Subject:
    facts = {code: tuple(value for value in some if value) for code, some in told.facts.items()}
    return Subject({code: values for code, values in facts.items() if values}, today)


def _point(one: Point) -> dict[str, object]:
    facts = dict(one.facts)
    return {
        "signal": one.signal, "direction": one.direction, "key": one.key,
        "sentence": sentence_of(one.signal, facts), "facts": facts, "excerpt": one.excerpt,
        "confidence": one.confidence,
    }  # fmt: skip

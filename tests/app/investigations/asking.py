"""What the tests of questionnaires share: who is asked, what is told, a full answer."""

from datetime import datetime
from uuid import UUID

from muniment.core.actor import Place
from muniment.investigations import services
from muniment.investigations.services import Receipt, Recipient, Sending, Telling
from tests.world import NOON, World

SUPPLIER = Recipient(name="Mr Osei", company="Volta Plastics", email="osei@volta-plastics.example")
ABOUT = Telling(
    about="Nordlicht Handels GmbH, Hamburg", reason="We are asked for goods on 60 days.",
    signed_as="Ada, export",
)  # fmt: skip
GOOD = {"sells": "yes", "payment": "on_time", "refused": "no"}
OUTSIDE = Place(address="203.0.113.9", device="Firefox")


def asked(
    world: World, case_id: UUID, form: str = "supplier", *, recipient: Recipient = SUPPLIER,
    sending: Sending | None = None, at: datetime = NOON,
) -> UUID:  # fmt: skip
    """Ask a third party, the link to be handed over unless told otherwise."""
    return services.ask_third_party(
        case_id=case_id, form=form, recipient=recipient, telling=ABOUT,
        sending=sending or Sending(by_mail=False), by=world.actor("ada"), at=at,
    )  # fmt: skip


def link(world: World, case_id: UUID, questionnaire_id: UUID, at: datetime = NOON) -> str:
    """A fresh link, as somebody hands it over."""
    made = services.hand_over_link(
        case_id=case_id, questionnaire_id=questionnaire_id, by=world.actor("ada"), at=at
    )
    return made.token


def answer(
    token: str, told: dict[str, str] | None = None, *, at: datetime = NOON, may_quote: bool = False
) -> Receipt:
    """Answer as the third party."""
    return services.take_answer(
        token=token, told=GOOD if told is None else told, answered_by="K. Osei, accounts",
        may_quote=may_quote, language="en", place=OUTSIDE, at=at,
    )  # fmt: skip

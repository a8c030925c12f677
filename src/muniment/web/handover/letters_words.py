"""Codes about a customer's word, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from muniment.handover.confirmations import ConfirmationRow
from muniment.handover.domain.states import Answer, AnswerWay, ConfirmationState, Obstacle

ANSWERS: dict[Answer, str | Promise] = {
    Answer.CONFIRMED: gettext_lazy("Agrees to the heir"),
    Answer.OTHER_CONTACT: gettext_lazy("Wants somebody else of ours"),
    Answer.REFUSED: gettext_lazy("Does not agree"),
}
WAYS: dict[AnswerWay, str | Promise] = {
    AnswerWay.LINK: gettext_lazy("By its one-time link"),
    AnswerWay.MAIL: gettext_lazy("In a mail"),
    AnswerWay.PAPER: gettext_lazy("On a signed sheet"),
}
OBSTACLES: dict[Obstacle, str | Promise] = {
    Obstacle.NO_ADDRESS: gettext_lazy("The dossier has no mail address."),
    Obstacle.OURS: gettext_lazy("The only mail address in the dossier is one of this house."),
    Obstacle.UNVERIFIED: gettext_lazy(
        "Only the leaver or the heir vouches for the address, so a yes would not count."
    ),
}
REMEDIES: dict[Obstacle, str | Promise] = {
    Obstacle.NO_ADDRESS: gettext_lazy(
        "Enter one under the contacts of the customer and send again, or hand the link over."
    ),
    Obstacle.OURS: gettext_lazy(
        "Correct it under the contacts of the customer and send again, or hand the link over."
    ),
    Obstacle.UNVERIFIED: gettext_lazy(
        "Have somebody else check the address on the dossier before you send."
    ),
}


def standing(row: ConfirmationRow | None) -> tuple[str | Promise, str]:
    """Where a question stands, in words and as the tone of a tag."""
    if row is None:
        return gettext_lazy("not asked"), ""
    if row.is_prepared:
        stops = row.obstacle is not None and row.obstacle.stops_mail
        return gettext_lazy("prepared, not sent"), "bad" if stops else ""
    if row.state is ConfirmationState.CLOSED:
        return gettext_lazy("stopped"), ""
    if row.answer is not None:
        tone = "good" if row.answer is Answer.CONFIRMED else "bad"
        return ANSWERS[row.answer], tone
    return _underway(row)


def _underway(row: ConfirmationRow) -> tuple[str | Promise, str]:
    if row.is_undelivered:
        return gettext_lazy("no mail server took the letter, or there is no address"), "bad"
    if row.opened_at is not None:
        return gettext_lazy("opened, not answered"), "warn"
    if row.mailed_at is not None:
        return gettext_lazy("mailed"), "warn"
    return (
        gettext_lazy("on its way") if row.by_mail else gettext_lazy("link to hand over")
    ), "warn"

"""The words of a report that a judge or a banker may not know."""

from django.utils.translation import gettext as _


def glossary() -> list[dict[str, str]]:
    """Words with their meaning, in the language in force."""
    return [
        {"word": _("Risk A to E"), "means": _(
            "What was found, weighed: findings that speak against the customer less those that "
            "speak for it. Within one subject the strongest counts fully, the next half, the next "
            "a quarter."
        )},
        {"word": _("Coverage"), "means": _(
            "The weighted share of the checks that apply and that reached an outcome."
        )},
        {"word": _("Finding"), "means": _(
            "One thing that was seen, with its source. A person confirms it, or dismisses it with "
            "a reason; without either it counts by how sure the check was."
        )},
        {"word": _("Same hands"), "means": _(
            "Companies behind which the same people stand, from shared details alone. A single "
            "weak tie is a lead and never a link."
        )},
        {"word": _("Evidence"), "means": _(
            "The bytes as they came, kept before anybody read them, with their SHA-256."
        )},
        {"word": _("Deposit"), "means": _(
            "What the customer pays before shipment. It should cover freight both ways, demurrage "
            "and the loss on selling to somebody else."
        )},
    ]  # fmt: skip

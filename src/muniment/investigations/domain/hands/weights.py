"""What a tie is worth: every constant of the same-hands question stands on this page.

The question for two companies a and b is the odds that the same people are behind both. Before
anything is known they are `PARTNERS / N` for N companies: less than one partner each, anywhere
among the others. A tie of kind k multiplies them by

    (chance that partners show this tie) / (chance that strangers show it)
    = REUSE[k] / (E / n)

where E is the number of *other* companies that would be expected to show the value without any
partnership. E is counted on the records at hand: a name that many have, an address that houses
forty firms, a template's analytics id get a large E and with it no weight, and a value that is
rare among 3,000 companies is rarer still among 100,000. In natural logarithms:

    weight of a tie = log(REUSE[k] * n / E)    n of the N show the kind; at least 0: a tie
                                               never speaks against
    weight of a link = sum over independent kinds - log(N / PARTNERS)

so a link at weight 0 is as likely as not.
"""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of tie. Each is one source of evidence; two ties of one kind count once."""

    PHONE = "phone"
    MAILBOX = "mailbox"
    PERSON = "person"
    ADDRESS = "address"
    BANK = "bank"
    ANALYTICS = "analytics"
    ICON = "icon"
    TEMPLATE = "template"
    NETWORK = "network"
    WEBSITE = "website"
    BRAND = "brand"


PARTNERS_OF_LONE = 0.3
PARTNERS_OF_MANY = 0.8
"""Direct partners that a company has on average among the others; more, when it is already
known to have one for certain: who runs two companies more often runs a third."""

CERTAIN_AT = 4.0
"""Weight of a link that counts as certain for that."""

REUSE = {
    Kind.PHONE: 0.5,
    Kind.MAILBOX: 0.4,
    Kind.PERSON: 0.4,
    Kind.ADDRESS: 0.4,
    Kind.BANK: 0.25,
    Kind.ANALYTICS: 0.25,
    Kind.ICON: 0.2,
    Kind.TEMPLATE: 0.2,
    Kind.NETWORK: 0.2,
    Kind.WEBSITE: 0.1,
    Kind.BRAND: 0.3,
}
"""Chance that two companies of the same hands share a value of this kind, when both show one."""

CHANCE = {
    Kind.PHONE: 0.02,
    Kind.MAILBOX: 0.01,
    Kind.PERSON: 0.15,
    Kind.ADDRESS: 0.02,
    Kind.BANK: 0.003,
    Kind.ANALYTICS: 0.02,
    Kind.ICON: 0.1,
    Kind.TEMPLATE: 1.0,
    Kind.NETWORK: 0.02,
    Kind.WEBSITE: 0.05,
    Kind.BRAND: 1.0,
}
"""Strangers expected to share a value that only two show: undetected agents, bought templates and
the icons that come with them, names chosen after somebody else's. A floor under E, in companies."""

ABROAD = 0.4
"""Chance that strangers of two countries share a telephone, against those of one country:
agents are local, and a number that is given out again stays in its country."""

LEAST_SHOWN = 0.33
"""A kind that fewer companies show than this share is weighed as if this share showed it: the
floors above were found where a third and more show a kind."""

ROLE_MAILBOX_CHANCE = 0.5
"""The same for a desk (`info@…`) that two companies show: often an agent's."""

UNIT_RATIO = {1.0: 40.0, 0.9: 1.0, 0.7: 6.0, 0.4: 0.08}
"""How much more often partners than strangers at one house number agree like this in the unit;
keys are the steps of `addresses.closeness`."""

STEM_CHANCE = 0.5
"""Strangers expected to call a mailbox by a stem that only two show, before the digits."""

MORE_DIGITS = 2
"""Digits that one mailbox name may have more than the other: `deepak67`, `deepak6701`."""

PERSONAL = frozenset({Kind.PHONE, Kind.MAILBOX, Kind.BANK})
PERSONAL_HUB = 0.15
"""Kinds of value that people keep to themselves: with n others that are tied by nothing else, E
grows by this times n squared (2 others: 0.6; 5 others: 4) instead of n."""

NAMESAKE_FORM = 0.5
"""Chance that two namesakes build a mailbox name from their name in the same way."""

CARE_OF_CHANCE = 1.0
"""Strangers expected behind a door that is somebody else's ("c/o")."""

DEPENDENT = 0.2
"""What is left of a tie that another tie already implies: a mailbox called after its owner."""

INITIAL_CHOICE = 8
"""People with one family name over this many are expected to share an initial."""

LINK_AT = 1.0
"""Weight at which two companies are linked: odds of nearly three to one. Joining strangers is the
dearer error; between 0 and 1.3 the F1 of pairs moves by two points only, the strangers by half."""

LEAD_AT = -1.5
"""Weight from which a tie is worth a look: odds of about one to four and a half."""

MEDIUM_SHARE = 0.5
WEAK_FROM = 1.0
"""A tie that links on its own is strong; one that reaches this share of what a link needs, so
that two of different kinds link, is medium; below `WEAK_FROM` it says nothing."""

NEVER_ALONE = frozenset({Kind.PERSON, Kind.BRAND, Kind.TEMPLATE})
"""Kinds of which one tie is a lead and never a link, however rare the value looks: a name can
be borne by two, a template bought by two, and rarity among few records is luck."""

UNDER = 0.1
"""How far below a link such a lead is held at least."""

GENERATES_UP_TO = {kind: 12 if kind in NEVER_ALONE else 40 for kind in Kind}
"""Companies that may share a value for it to propose pairs; a value of more proposes none, and
still counts for pairs that another value proposes."""

HOPELESS = 4.0
"""A pair this far below a lead, when every sharer still counts for itself, is not asked again."""

ROUNDS = 3
"""How often E is counted anew, each time with the links of the round before."""

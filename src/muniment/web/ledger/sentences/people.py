"""People, their accounts and how they sign in."""

from typing import Final

from muniment.core.errors import gettext_noop as _
from muniment.web.ledger.sentences.told import Group, Told

PEOPLE: Final = Group(
    "people",
    _("People and accounts"),
    {
        "people.person.invited": Told(_("{who} invited {person}."), "user-plus"),
        "people.person.invited_again": Told(_("{who} invited {person} again."), "user-plus"),
        "people.person.accepted": Told(_("{person} came in."), "user-check"),
        "people.person.post_changed": Told(
            _("{who} changed role, team or manager of {person}."), "user-cog"
        ),
        "people.person.notice_given": Told(_("{who} put {person} on notice."), "calendar-due"),
        "people.person.notice_withdrawn": Told(
            _("{who} withdrew the notice of {person}."), "calendar"
        ),
        "people.person.tokens_reopened": Told(
            _("{who} opened the API tokens of {person} again, who stays after all ({count})."),
            "key",
        ),
        "people.person.left": Told(
            _("{who} closed the account of {person}, who left."), "door-exit", "shut"
        ),
        "people.person.reinstated": Told(
            _("{who} opened the account of {person} again."), "user-check"
        ),
        "people.person.language_chosen": Told(_("{who} chose a language."), "language"),
        "people.company.founded": Told(_("{person} founded the company here."), "building"),
        "people.keys.kept": Told(_("{who} took a copy of the keys."), "key"),
        "people.team.made": Told(_("{who} made a team."), "users"),
        "people.team.renamed": Told(_("{who} renamed a team."), "users"),
        "people.outside.added": Told(_("{who} added an outside company."), "building-warehouse"),
    },
)

SIGN_INS: Final = Group(
    "sign_ins",
    _("Sign-ins"),
    {
        "people.session.started": Told(_("{who} signed in."), "login"),
        "people.session.ended": Told(
            _("{who} signed {person} out everywhere."), "logout", own=_("{who} signed out.")
        ),
        "people.sign_in.failed": Told(_("A sign-in as {person} failed."), "lock", "shut"),
        "people.sign_in.locked": Told(
            _("Sign-in as {person} was locked after wrong tries."), "lock", "shut"
        ),
        "people.password.changed": Told(_("{person} has a new password."), "password"),
        "people.factor.added": Told(_("{person} has a new second factor."), "fingerprint"),
        "people.factor.removed": Told(_("{person} removed a second factor."), "fingerprint"),
        "people.factor.renewed": Told(_("{person} has new recovery codes."), "fingerprint"),
        "people.factor.reset": Told(
            _("{who} took all second factors of {person}."), "fingerprint", "shut"
        ),
        "people.token.issued": Told(_("{person} made an API token."), "ticket"),
        "people.token.revoked": Told(_("{who} revoked an API token of {person}."), "ticket"),
    },
)

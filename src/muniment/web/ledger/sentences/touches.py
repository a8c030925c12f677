"""Being in touch with customers."""

from typing import Final

from muniment.core.errors import gettext_noop as _
from muniment.web.ledger.sentences.told import Group, Told

TOUCHES: Final = Group(
    "touches",
    _("Contact with customers"),
    {
        "touches.touch.logged": Told(_("{who} noted being in touch with {customer}."), "message"),
        "touches.touch.withdrawn": Told(
            _("{who} took back a note of being in touch with {customer}."), "x"
        ),
        "touches.mail.taken": Told(
            _("{who} took in a mail about {customer}, without its text."), "mail"
        ),
        "touches.mail.waiting": Told(
            _("{who} put a mail that fits no customer into somebody’s tray."), "mail"
        ),
        "touches.mail.passed_on": Told(
            _("{who} put a mail that came to {person} into the tray of whoever follows."), "mail"
        ),
        "touches.mail.assigned": Told(_("{who} assigned a mail to {customer}."), "mail"),
        "touches.mail.discarded": Told(_("{who} discarded a mail of the own tray."), "x"),
        "touches.tray.read": Told(_("{who} read the own tray of mails."), "eye", "open"),
        "touches.import.checked": Told(
            _("{who} had a mailbox or calendar of {person} read ({count} in it)."),
            "file-import",
        ),
        "touches.import.loaded": Told(
            _("{who} loaded contacts from a mailbox or calendar of {person} ({count})."),
            "file-import",
        ),
        "touches.import.given_up": Told(
            _("{who} gave up loading a mailbox or calendar of {person}."), "x"
        ),
        "touches.duty.set": Told(
            _("{who} set how often {customer} is to be contacted."), "settings"
        ),
        "touches.default.set": Told(
            _("{who} set how often customers are to be contacted."), "settings"
        ),
        "touches.duties.moved": Told(
            _("{who} moved contact duties for {customer} to somebody else."), "users"
        ),
        "touches.visit.planned": Told(_("{who} planned a visit to {customer}."), "clock"),
        "touches.visit.cancelled": Told(_("{who} called off a visit to {customer}."), "x"),
        "touches.promise.made": Told(_("{who} noted a promise to {customer}."), "message"),
        "touches.promise.closed": Told(_("{who} settled a promise to {customer}."), "circle-check"),
        "touches.contact.confirmed": Told(
            _("{customer} confirmed who its contact is."), "circle-check"
        ),
        "touches.words.read": Told(
            _("{who} read what was noted about contact with {customer}."), "eye", "open"
        ),
        "touches.words.erased": Told(
            _("{who} erased what was noted about contact with {customer}."), "trash", "shut"
        ),
        "touches.customer.joined": Told(
            _("{who} merged customers; {touches} touches stand with {customer} now."), "link"
        ),
        "touches.coverage.read": Told(
            _("{who} read how contact gathers on people ({rows} customers)."), "eye", "open"
        ),
        "touches.feed.made": Told(_("{who} made a secret address for the own calendar."), "link"),
        "touches.feed.ended": Told(_("{who} ended the secret address of the own calendar."), "x"),
    },
)

"""The four stories that show how customers are found out.

A boring good customer; one buyer behind three companies who refuses goods at the port; somebody
who borrows the name of a customer of ours; and an inquiry of today of which little is known yet.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from muniment.core import clock
from muniment.customs_data import services as customs
from muniment.customs_data.domain.layouts import Wishes
from muniment.customs_data.domain.roles import Direction
from muniment.demo.cases import DECLINE, Story, Verb, dollars, text_of
from muniment.demo.founding import Stage
from muniment.demo.script import Act
from muniment.demo.shipments import WARES, customs_file
from muniment.investigations.advising import Deal
from muniment.investigations.domain.deposit import Costs
from muniment.investigations.domain.search import Goal
from muniment.investigations.services import Occasion, Recipient, Trigger
from muniment.screening import services as screening
from muniment.screening.domain.lists import SourceFile

AUDITOR, MANAGER, SELLER, MATE = "tang.yue", "marcus.feld", "chen.jing", "anna.kowalska"
LISTS_LOADED = (117, 48, 9)
"""How many days ago the invented list came in; it comes once more today."""
DELIVERED = (115, 12)
"""How many days ago customs records came in."""
PHONE, MAILBOX = "+44 20 7946 0958", "trade.desk.hale@gmail.com"
ACCOUNT = "GB33BUKB20201555555555"
"""The account number that documentation of banks uses as its example."""
OFFICE = "Unit 9, Gatehouse Business Centre, 14 Wharf Lane, London"


def acts(stage: Stage) -> Iterator[Act]:
    """Write the stories, and the lists and records that they rest on."""
    yield from _sources(stage)
    yield from _honest(stage)
    yield from _three_companies(stage)
    yield from _borrowed_name(stage)
    yield from _fresh(stage)


def _sources(stage: Stage) -> Iterator[Act]:
    """Lists of denied parties now and then, and three years of customs records once."""
    story = Story(stage, AUDITOR)
    for days_ago in LISTS_LOADED:
        yield story.on(days_ago, 8, 30, lambda: _load_list(story))
    first, second = (stage.calendar.workday(days_ago) for days_ago in DELIVERED)
    yield story.on(
        DELIVERED[0], 9, 15, lambda: _load_records(story, first), lambda: _say_our_codes(story)
    )
    yield story.on(DELIVERED[1], 9, 15, lambda: _load_records(story, second, before=first))
    yield story.lately(420, lambda: _load_list(story))


def _load_list(story: Story) -> None:
    now = clock.now()
    day = (now - timedelta(days=1)).date().isoformat()
    file = SourceFile("invented-denied-parties.csv", text_of("denied.csv", day=day).encode())
    screening.load_list(files=[file], by=story.by(), at=now)


def _load_records(story: Story, bought_on: date, *, before: date | None = None) -> None:
    now = clock.now()
    today = story.stage.calendar.today
    with TemporaryDirectory() as folder:
        path = Path(folder) / "exports.csv"
        path.write_bytes(customs_file(today, bought_on=bought_on, before=before))
        customs.load(
            path=path, name=f"Exports of homeware {bought_on:%Y-%m} (invented).csv",
            wishes=Wishes(direction=Direction.EXPORT, reporting_country="CN"),
            provider="Invented records", as_of=bought_on, by=story.by(), at=now,
        )  # fmt: skip


def _say_our_codes(story: Story) -> None:
    codes = sorted({ware.hs for ware in WARES})
    customs.set_our_codes(codes=codes, by=story.by(), at=clock.now())


def _honest(stage: Stage) -> Iterator[Act]:
    """A buyer with a history, who answers the telephone and wants samples first."""
    story = Story(stage, SELLER)
    occasion = Occasion(at_risk=dollars("17760"), about="First order; met at the spring fair.")
    yield story.lately(380, lambda: story.open(mail="honest.eml", occasion=occasion), story.run)
    yield story.lately(350, *_called_back(story))
    yield story.lately(320, *_searched(story))
    yield story.lately(300, *_asked_others(story))
    yield story.lately(270, *_others_answer(story))
    costs = Costs(
        dollars("17760"), freight_out=dollars("1150"), freight_back=dollars("1900"),
        demurrage_a_day=dollars("65"), free_days=10, resale_loss_percent=10,
    )  # fmt: skip
    reason = "Long import history, known by telephone, insured: a first order on usual terms."
    deal = Deal(insured_limit=dollars("20000"), costs=costs)
    yield story.lately(240, story.run, lambda: story.decide(reason, deal=deal))


def _called_back(story: Story) -> tuple[Verb, ...]:
    """Five minutes on the telephone, on a number that the mail did not bring."""
    name = "Katrin Seidel"
    return (
        lambda: story.saw(
            "person.confirmed_by_call",
            "Switchboard from the trade register put me through; she knows her inquiry and named "
            "the glaze she saw at our stand.",
            source="Telephone, number of the register", name=name,
        ),
        lambda: story.settle("person.call_back", "Called the switchboard; she is the buyer."),
        lambda: story.saw(
            "person.confirmed_on_site", "Einkauf: Katrin Seidel, Durchwahl 912", kind="paste",
            source="https://www.nordwind-haushalt.example/kontakt", name=name,
        ),
        lambda: story.settle("person.on_site", "Named on the page of contacts."),
        lambda: story.saw(
            "identity.licence_matches",
            "Extract of the register of Hamburg: name, seat and managing director agree.",
            kind="upload", source="Sent by the buyer, held against the register",
        ),
        lambda: story.settle("basics.licence", "Register extract agrees in every line."),
    )  # fmt: skip


def _searched(story: Story) -> tuple[Verb, ...]:
    """Ten minutes with search engines."""
    site = "https://www.nordwind-haushalt.example"
    return (
        lambda: story.looked_for(
            Goal.OFFICIAL_SITE, Goal.REGISTRY, Goal.DECISION_MAKER, Goal.CONTACTS,
            found=f"Nordwind Haushaltswaren GmbH, {site}, +49 40 66969 912",
        ),
        lambda: story.saw(
            "search.official_site", "Imprint with register number and managing director",
            kind="paste", source=site, where=site,
        ),
        lambda: story.looked_for(Goal.COMPLAINTS, Goal.COURT, Goal.REPORTS),
        lambda: story.saw(
            "search.exhibitor", "Hall 9.1, stand C40: Nordwind Haushaltswaren GmbH", kind="paste",
            source="List of exhibitors of the spring fair", where="spring fair, hall 9.1",
        ),
        lambda: story.looked_for(
            Goal.SOCIAL, Goal.TRADE_DATA, Goal.EXHIBITIONS, Goal.MARKETPLACES, Goal.FILES
        ),
    )  # fmt: skip


def _asked_others(story: Story) -> tuple[Verb, ...]:
    """Questionnaires to the insurer, a supplier that stands in the records, and a reference."""
    insurer = Recipient("Zhao Lian", "Harbour Credit Insurance", "zhao.lian@insurer.example")
    supplier = Recipient("Export desk", "Yiwu Jade River Ceramics", "export@jade-river.example")
    named = Recipient("Order desk", "Elbe Tableware", "desk@elbe-tableware.example",
                      named_by_buyer=True)  # fmt: skip
    return (
        lambda: story.ask("insurer", insurer, "We ask for a limit of USD 20,000, 60 days."),
        lambda: story.ask("supplier", supplier, "They asked us for a first order."),
        lambda: story.ask("trade_reference", named, "They gave us your name as a reference."),
    )


def _others_answer(story: Story) -> tuple[Verb, ...]:
    """Two of the three answer; the third is still waited for."""
    until = (story.stage.calendar.today + timedelta(days=180)).isoformat()
    return (
        lambda: story.answered(
            "insurer", "Zhao Lian", gives_limit="yes", limit="20000", limit_currency="USD",
            limit_name="Nordwind Haushaltswaren GmbH", valid_until=until, claims="no",
        ),
        lambda: story.answered(
            "supplier", "Export desk", sells="yes", terms_days="0", payment="on_time",
            refused="no", remarks="Three years, always against documents.",
        ),
    )  # fmt: skip


def _three_companies(stage: Stage) -> Iterator[Act]:
    """Goods refused at the port, and the same people back under two more names."""
    entries: list[UUID] = []
    yield from _refused(stage, entries)
    yield from _second_name(stage)
    yield from _third_name(stage, entries)


def _refused(stage: Stage, entries: list[UUID]) -> Iterator[Act]:
    """The first company: what happened, and the lesson kept."""
    story = Story(stage, MATE)
    facts = {
        "company.name": ["Brightmoor Trading Ltd"], "company.country": ["GB"],
        "company.address": [OFFICE], "person.name": ["Martin Hale"], "contact.phone": [PHONE],
        "contact.email": ["sales@brightmoor-trading.example", MAILBOX],
        "bank.account": [ACCOUNT], "deal.hs_code": ["340600"], "deal.amount": ["31200"],
        "deal.currency": ["USD"], "deal.payment": ["10% deposit, balance against copy of B/L"],
        "deal.destination": ["Felixstowe"],
    }  # fmt: skip
    occasion = Occasion(
        Trigger.DISPUTE, at_risk=dollars("31200"),
        about="Candles refused at Felixstowe; the buyer wants half off or the deposit back.",
    )  # fmt: skip
    yield story.on(96, 10, 5, lambda: story.open(facts=facts, occasion=occasion), story.run_at_home)
    yield story.on(
        95, 11, 20,
        lambda: story.saw(
            "conduct.refused_at_port", "Consignee declines to take delivery of 2 x 40' HQ.",
            kind="letter", source="Notice of the carrier", times="1",
        ),
        lambda: story.saw(
            "conduct.refund_demand", "Reduce by 50 % or return our deposit today.", kind="paste",
            source="Mail of the buyer",
        ),
        lambda: story.confirm("conduct.refused_at_port", "Carrier's notice is here.", who=AUDITOR),
        lambda: story.confirm("conduct.refund_demand", "His own words.", who=AUDITOR),
    )  # fmt: skip
    yield story.on(
        94,
        15,
        10,
        lambda: story.decide("Goods sold on at a loss; no further order.", terms=DECLINE),
    )
    why = "Refused 2 containers at Felixstowe, then asked for half the price."
    yield story.on(
        94, 16, 40, lambda: story.approve("Agreed.", who=AUDITOR),
        lambda: entries.append(story.blacklist(why, who=AUDITOR)),
    )  # fmt: skip
    yield story.on(80, 16, 20, lambda: story.close("Goods sold to another buyer in Rotterdam."))


def _second_name(stage: Stage) -> Iterator[Act]:
    """The second company, found by telephone, mailbox and bank account."""
    story = Story(stage, MATE)
    occasion = Occasion(at_risk=dollars("38880"))
    yield story.on(
        47, 9, 40, lambda: story.open(mail="second.eml", occasion=occasion),
        lambda: story.know("proforma returned by the buyer", bank__account=ACCOUNT,
                           deal__consignee="Castlewick Imports Ltd"),
        story.run,
    )  # fmt: skip
    reason = "Same telephone, mailbox and account as the one who refused our candles."
    yield story.on(
        47, 14, 0, lambda: story.confirm_hands(reason, who=MANAGER),
        lambda: story.confirm("hands.blacklisted", reason, who=MANAGER),
        lambda: story.decide("No deposit covers this buyer.", terms=DECLINE),
    )  # fmt: skip
    yield story.on(
        46,
        10,
        30,
        lambda: story.approve("Looked at the ties myself.", who=AUDITOR),
        lambda: story.blacklist("Second name of the buyer of the refused candles.", who=AUDITOR),
    )


def _third_name(stage: Stage, entries: list[UUID]) -> Iterator[Act]:
    """The third company, under a domain that looks like a customer of ours."""
    story = Story(stage, MANAGER)
    occasion = Occasion(at_risk=dollars("40800"))
    yield story.on(
        5, 10, 10, lambda: story.open(mail="third.eml", occasion=occasion),
        lambda: story.know(
            "signature of the mail, and the proforma he sent back",
            company__name="Meridian Gate Retail Ltd", company__address=OFFICE,
            bank__account=ACCOUNT, deal__consignee="Meridian Gate Retail Ltd",
            deal__forwarder="Swift Arrow Logistics",
        ),
        story.run,
    )  # fmt: skip
    reason = "Third name: same telephone, mailbox, office and account."
    yield story.on(
        4, 9, 50, lambda: story.confirm_hands(reason, who=AUDITOR),
        lambda: story.confirm("hands.blacklisted", reason, who=AUDITOR),
    )  # fmt: skip
    yield story.on(4, 11, 5, lambda: story.decide("Decline; do not answer.", terms=DECLINE))
    yield story.on(
        4, 15, 45, lambda: story.approve("The ties are plain.", who=AUDITOR),
        lambda: story.blacklist("Third name of the buyer of the refused candles.", who=AUDITOR),
        lambda: screening.suspect_again(
            entry_id=entries[0], by=story.by(AUDITOR), at=clock.now()
        ),
    )  # fmt: skip


def _borrowed_name(stage: Stage) -> Iterator[Act]:
    """Somebody writes in the name of a customer of ours; it waits for a call back."""
    story = Story(stage, MATE)
    occasion = Occasion(
        Trigger.ORDER, at_risk=dollars("73800"),
        about="Larger than any order before, and to a country where they have no shop.",
    )  # fmt: skip
    yield story.lately(
        170, lambda: story.open(mail="stolen.eml", occasion=occasion),
        lambda: story.know(
            "order form in the annex", deal__consignee="Golden Palm General Stores Ltd"
        ),
        story.run,
    )  # fmt: skip


def _fresh(stage: Stage) -> Iterator[Act]:
    """An inquiry of today: much is still to be looked at, and the case says so."""
    story = Story(stage, SELLER)
    occasion = Occasion(at_risk=dollars("6600"))
    yield story.lately(65, lambda: story.open(mail="fresh.txt", occasion=occasion), story.run)

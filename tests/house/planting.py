"""A company with a marker in everything that is sealed, planted by the real verbs.

Six customers stand to the cast in every relation that the access table knows. Fields are
taken from the catalogue, so a new one joins by itself.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from muniment.core.actor import Actor
from muniment.core.ids import new_id
from muniment.intake import services as intake
from muniment.intake import spool
from muniment.intake.domain.plan import Kind
from muniment.ledger.services import drain
from muniment.people import services as people
from muniment.people.domain.roles import Role
from muniment.sales import services as sales
from muniment.sales.domain.facts import OrderFact
from muniment.sales.domain.states import OrderState
from muniment.vault import gate, services
from muniment.vault.catalogue import current
from muniment.vault.domain.cells import Relation
from muniment.vault.domain.fields import FieldSpec, FieldType, SecrecyLevel
from muniment.vault.domain.secrets import ValueBasis
from muniment.vault.domain.states import Duty
from muniment.vault.gate import ConsultationRefused, ListFilter
from muniment.vault.services import Basis
from tests.house.casework import investigate
from tests.house.handing import HANDED, LEAVER, hand_over, relations
from tests.house.hanging import survey
from tests.house.marks import Mark, Marks
from tests.house.touched import touch
from tests.house.warned import warn
from tests.world import NOON, World, world

GONE_BY = NOON - timedelta(days=30)
NEW, FORMER = 2, 1  # versions of every value
OWN_FIELDS = ("identity.house_bank", "tenders.next_tender")
CUSTOMERS = {
    "heron": ("ada", "dee"),
    "wren": ("olga", "mia"),
    "kite": ("mia", "ada"),
    "finch": ("jun", "oli"),
    "crane": ("ben", ""),
    HANDED: (LEAVER, ""),
}
"""Who keeps and who deputises; crane is retired, gull is handed over in the end."""
_ABOVE = {
    "heron": ("mia", "olga"),
    "kite": ("olga",),
    "finch": ("ada", "mia", "olga"),
    "crane": ("mia", "olga"),
}
RELATIONS = {
    **{(name, who): Relation.LINE_MANAGER for name, above in _ABOVE.items() for who in above},
    **{(name, keeper): Relation.KEEPER for name, (keeper, _) in CUSTOMERS.items()},
    **{(name, deputy): Relation.DEPUTY for name, (_, deputy) in CUSTOMERS.items() if deputy},
    ("heron", "eve"): Relation.ENGAGED,
    ("heron", "law"): Relation.ENGAGED,
    **relations(),
}
GRANTS = {("heron", "fin"): "supply"}
LEFT, ON_NOTICE = "lev", "nora"


@dataclass
class Planted:
    """The company, the markers, and the ids that stand in addresses."""

    world: World
    marks: Marks = field(default_factory=Marks)
    dossiers: dict[str, UUID] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)
    cases: dict[str, UUID] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    typed: dict[str, dict[str, str]] = field(default_factory=dict)
    at: datetime = NOON

    def actor(self, name: str) -> Actor:
        return self.world.actor(name)

    def relation(self, customer: str, name: str) -> Relation:
        """How somebody stands to a customer, as the cast was arranged."""
        outside = name in {"eve", "law", "ext", "lou"}
        return RELATIONS.get((customer, name), Relation.OUTSIDER if outside else Relation.COLLEAGUE)

    def word(self, kind: str, what: str = "", where: str = "heron") -> str:
        """A sentence with a marker in it."""
        return f"about {self.marks.text(Mark(what or kind, where, kind))} this spring"


def plant() -> Planted:
    """Found the company and fill it; about five seconds."""
    house = Planted(world())
    _hire(house)
    _add_fields(house)
    for name in CUSTOMERS:
        _open(house, name)
    _arrange(house)
    _order(house)
    _look(house)
    _claim(house)
    _ask(house)
    _import(house)
    investigate(house)
    warn(house)
    touch(house)
    _lose(house)
    survey(house)
    drain()
    return house


def _hire(house: Planted) -> None:
    made, olga = house.world, house.world.id("olga")
    made.joins("oli", Role.OWNER)
    made.joins("max", Role.SALES_MANAGER)
    made.joins("jun", Role.SALESPERSON, line_manager_id=made.id("ada"))
    made.joins("dee", Role.SALESPERSON, line_manager_id=olga)
    made.joins(ON_NOTICE, Role.SALESPERSON, line_manager_id=olga)
    made.joins(LEFT, Role.SALESPERSON, line_manager_id=olga)
    firm = _company(house, "Quay Chambers", "law_firm")
    made.joins("law", Role.LAWYER, outside_company_id=firm)
    made.joins("lou", Role.LAWYER, outside_company_id=_company(house, "Elm Chambers", "law_firm"))
    made.joins(
        "ext", Role.EXPORT_AGENT, outside_company_id=_company(house, "Delta", "export_agent")
    )
    house.ids["company_id"] = [str(firm), str(made.agency)]
    people.create_team(name="North", by=made.actor("olga"), at=NOON)


def _company(house: Planted, name: str, kind: str) -> UUID:
    by = house.actor("olga")
    return people.add_outside_company(name=name, kind=kind, country="CN", by=by, at=NOON)


def _add_fields(house: Planted) -> None:
    by = house.actor("olga")
    services.add_compartment(code="tenders", label_en="Tenders", label_zh="招标", by=by, at=NOON)
    for code in OWN_FIELDS:
        spec = FieldSpec(
            code, code.partition(".")[0], code.partition(".")[2], "自定义", FieldType.TEXT,
            SecrecyLevel.SECRET,
        )  # fmt: skip
        services.add_field(spec=spec, by=by, at=NOON)


def _open(house: Planted, name: str) -> None:
    keeper = house.actor(CUSTOMERS[name][0])
    house.dossiers[name] = services.open_dossier(by=keeper, at=GONE_BY)
    for version, at in ((FORMER, GONE_BY), (NEW, NOON)):
        for spec in current().compartments:
            services.submit_values(
                dossier_id=house.dossiers[name], compartment=spec.code, by=keeper, at=at,
                values=_values(house, name, spec.code, version),
                told=house.marks.text(Mark(spec.code, name, "told", version)),
            )  # fmt: skip


def _values(house: Planted, name: str, compartment: str, version: int) -> dict[str, str]:
    typed = {}
    for spec in current().of(compartment):
        if spec.type is FieldType.REGISTER or (version == FORMER and spec.choices):
            continue
        if version == FORMER and spec.type is FieldType.COUNTRY:
            continue
        typed[spec.code] = house.marks.value(spec, Mark(spec.code, name, "value", version))
    if version == NEW:
        house.typed.setdefault(name, {}).update(typed)
    return typed


def _arrange(house: Planted) -> None:
    made = house.world
    for name, (_, deputy) in CUSTOMERS.items():
        if deputy:
            services.assign_custody(
                dossier_id=house.dossiers[name], duty=Duty.DEPUTY, person_id=made.id(deputy),
                reason=house.word("reason", "custody", name), at=NOON,
                by=house.actor("olga" if deputy == "oli" else "oli"),
            )  # fmt: skip
    people.change_post(
        person_id=made.id("dee"), role=Role.DOCUMENT_CLERK, team_id=None,
        line_manager_id=made.id("olga"), by=house.actor("olga"), at=NOON,
    )  # fmt: skip
    heron = {"dossier_id": house.dossiers["heron"], "by": house.actor("olga"), "at": NOON}
    grant = services.give_grant(
        compartment="supply", holder_id=made.id("fin"), until=NOON + timedelta(days=360),
        reason=house.word("reason", "grant"), **heron,
    )  # fmt: skip
    services.allow_looks(
        compartment="pricing", person_id=made.id("cy"), looks=2,
        reason=house.word("reason", "looks"), **heron,
    )  # fmt: skip
    house.ids["grant_id"] = [str(grant)]


def _order(house: Planted) -> None:
    facts = []
    for name, dossier_id in house.dossiers.items():
        mark = Mark("product.order_history", name, "order")
        facts.append(
            OrderFact(
                number=f"PO-{house.marks.text(mark)}-1".upper(), dossier_id=dossier_id,
                ordered_on=NOON.date(), amount_minor=int(house.marks.digits(mark)),
                currency="USD", state=OrderState.BOOKED, handled_by=house.marks.text(mark),
            )
        )  # fmt: skip
    sales.record_orders(orders=facts, by=house.actor("mia"), at=NOON)
    heron = {"dossier_id": house.dossiers["heron"], "by": house.actor("ada"), "at": NOON}
    number, firm = _live_order(house), UUID(house.ids["company_id"][0])
    engaged = [
        services.engage_agent(company_id=company, order_number=number, **heron)
        for company in (house.world.agency, firm)
    ]
    house.ids["engagement_id"] = [str(one) for one in engaged]


def _live_order(house: Planted) -> str:
    """An order of heron's that outside companies work on."""
    mark = Mark("product.order_history", "heron", "engagement")
    fact = OrderFact(
        number=f"PO-{house.marks.text(mark)}-2".upper(), dossier_id=house.dossiers["heron"],
        ordered_on=NOON.date(), amount_minor=100, currency="USD", state=OrderState.BOOKED,
    )  # fmt: skip
    sales.record_orders(orders=[fact], by=house.actor("mia"), at=NOON)
    return fact.number


def _look(house: Planted) -> None:
    heron = house.dossiers["heron"]
    for who, compartment in (("ada", "identity"), ("kai", "identity"), ("eve", "pricing")):
        purpose = house.word("purpose", who)
        told = {
            "purpose": purpose,
            "reference": f"INQ-1 {house.marks.text(Mark(who, 'heron', 'purpose'))}",
        }
        try:
            house.world.look(who, heron, compartment, session="an-old-session", **told)
        except ConsultationRefused:
            assert who == "eve"
    search = house.marks.text(Mark("ben", "", "search"))
    gate.glance(reader=house.actor("ben"), filters=ListFilter(search=search), at=NOON)
    services.check_clash(
        name=f"{house.marks.text(Mark('ben', '', 'clash'))} Brothers",
        email=f"{house.marks.text(Mark('ben', '', 'clash'))}@newcomer.example",
        by=house.actor("ben"), at=NOON,
    )  # fmt: skip


def _claim(house: Planted) -> None:
    number = None
    for _ in range(2):
        number = services.claim_secret(
            dossier_id=house.dossiers["heron"], point=house.word("secret point"),
            fields=["contacts.people"], since=date(2026, 1, 5), bases=[ValueBasis.EFFORT],
            basis=house.word("secret point", "basis"), number=number, by=house.actor("olga"),
            at=NOON,
        )  # fmt: skip


def _ask(house: Planted) -> None:
    erasure = services.ask_erasure(
        dossier_id=house.dossiers["wren"], compartment="profile", basis=Basis.WRONG_DATA,
        reason=house.word("reason", "erasure", "wren"), by=house.actor("mia"), at=NOON,
    )  # fmt: skip
    services.retire_dossier(
        dossier_id=house.dossiers["crane"], reason=house.word("reason", "retired", "crane"),
        by=house.actor("olga"), at=NOON,
    )  # fmt: skip
    house.ids["erasure_id"] = [str(erasure)]


def _import(house: Planted) -> None:
    """Leave two files of Mia's in the house, checked and not loaded, with a row that is wrong."""

    def word() -> str:
        return house.marks.text(Mark("file", "mia", "import"))

    customers = "Customer Code,Company Name,Country,E-mail\n" + "".join(
        f"C{row},{word()} Ltd,{country},{word()}@{word()}.example\n"
        for row, country in enumerate(["Denmark", word(), "France"])
    )
    orders = "Order No,Customer Code,Order Date,Amount,Currency\n"
    number = house.marks.text(Mark("file", "mia", "order of a file"))
    orders += f"{number},{word()},2026-02-01,12.50,USD\n"
    runs = [
        _receive(house, Kind.CUSTOMERS, customers, f"{word()}.csv"),
        _receive(house, Kind.ORDERS, orders, f"{word()}.csv"),
    ]
    house.ids["run_id"] = [str(run) for run in runs]


def _receive(house: Planted, kind: Kind, text: str, name: str) -> UUID:
    by = house.actor("mia")
    with spool.Writer(new_id(), intake.FILE) as writer:
        writer.write(text.encode())
        spooled = writer.finish()
    run_id = intake.receive(kind=kind, spooled=spooled, name=name, by=by, at=NOON)
    intake.check(run_id=run_id, by=by, at=NOON)
    return run_id


def _lose(house: Planted) -> None:
    """Nora gives notice, and the customer that she keeps is handed over."""
    hand_over(house)

"""Words for the codes of a case, as English sources: pages, report and terminal translate them.

A code that has no words yet reads as itself, with spaces; a test holds the tables complete.
"""

from collections.abc import Mapping
from typing import Final

from muniment.core.errors import gettext_noop as _

FACTS: Final[Mapping[str, str]] = {
    "company.name": _("Company"),
    "company.trading_name": _("Trading name"),
    "company.country": _("Country"),
    "company.registration_number": _("Registration number"),
    "company.tax_number": _("Tax number"),
    "company.lei": _("LEI"),
    "company.address": _("Address"),
    "company.website": _("Website"),
    "company.founded_on": _("Founded on"),
    "company.officer": _("Director or owner"),
    "person.name": _("Contact person"),
    "person.title": _("Post"),
    "person.birth_date": _("Date of birth"),
    "contact.email": _("E-mail"),
    "contact.phone": _("Phone"),
    "contact.fax": _("Fax"),
    "bank.account": _("Bank account"),
    "bank.bic": _("Bank code (BIC)"),
    "bank.name": _("Bank"),
    "bank.country": _("Country of the bank"),
    "bank.holder": _("Account holder"),
    "mail.raw": _("Mail as received"),
    "mail.ip": _("Address the mail came from"),
    "deal.product": _("Product"),
    "deal.hs_code": _("HS code"),
    "deal.quantity": _("Quantity"),
    "deal.unit": _("Unit"),
    "deal.unit_price": _("Unit price"),
    "deal.amount": _("Amount"),
    "deal.currency": _("Currency"),
    "deal.incoterm": _("Incoterm"),
    "deal.port": _("Port"),
    "deal.origin": _("Origin"),
    "deal.destination": _("Destination"),
    "deal.consignee": _("Consignee"),
    "deal.notify": _("Notify party"),
    "deal.forwarder": _("Forwarder"),
    "deal.payer": _("Payer"),
    "deal.payment": _("Payment wish"),
    "deal.vessel": _("Vessel"),
    "deal.letter_of_credit": _("Letter of credit"),
    "web.whois": _("WHOIS answer"),
    "web.registrar": _("Registrar of the domain"),
    "web.registrant": _("Holder of the domain"),
    "web.registered_on": _("Domain registered on"),
    "web.nameserver": _("Name server"),
    "web.certificate_name": _("Other name on the certificate"),
    "web.analytics_id": _("Analytics number of the site"),
    "web.favicon": _("Icon of the site"),
    "web.template": _("Template of the site"),
    "search.captured": _("Looked for"),
}
"""Fact code → label, in the order in which a page shows them."""

REASONS: Final[Mapping[str, str]] = {
    "not_run": _("not asked yet"),
    "stale": _("the answer is too old"),
    "missing_input": _("something it needs is not known"),
    "offline": _("the house is switched to offline"),
    "timeout": _("no answer in time"),
    "rate_limited": _("the source asks for patience"),
    "used_up": _("compared with our customers as often as a day allows; go on tomorrow"),
    "no_key": _("the key for the source is missing or refused"),
    "server_error": _("the source is out of order"),
    "connection_failed": _("no connection"),
    "no_address": _("its address in the net was not found"),
    "closed_network": _("the name service here knows no public names; is it on the internet?"),
    "not_allowed": _("the address may not be asked"),
    "too_large": _("the answer was too large"),
    "too_many_redirects": _("sent on too often"),
    "tls_error": _("the certificate of the site does not hold"),
    "malformed": _("the answer makes no sense"),
    "malformed_request": _("the source did not understand the question"),
    "malformed_result": _("the check gave no proper answer"),
    "error": _("the check broke down"),
    "nobody_answers": _("nobody in the house can answer"),
    "no_data": _("there are no data to answer from"),
    "no_list": _("no list is loaded"),
    "list_too_old": _("a list is too old"),
    "no_headers": _("the mail came without its headers"),
    "no_rule": _("there is no rule for this country"),
    "other_country": _("it is for another country"),
    "no_own_domain": _("there is no domain of its own"),
    "by_person": _("a person said so"),
    "done": _("done"),
    "nothing_found": _("nothing found"),
    "not_applicable": _("does not apply"),
    "unavailable": _("not reached"),
    "needs_person": _("waits for a person"),
    "failed": _("failed"),
}
"""Why something is as it is: codes of `Result.reason`, of outcomes, of `Unchecked.why`."""

STEP_STATES: Final[Mapping[str, str]] = {
    "done": _("done"),
    "partly": _("partly done"),
    "waiting": _("waits for a person"),
    "answer_awaited": _("an answer is awaited"),
    "answer_overdue": _("the answer is overdue"),
    "not_reached": _("not reached"),
    "not_started": _("not started"),
    "not_applicable": _("does not apply"),
}

DIMENSIONS: Final[Mapping[str, str]] = {
    "identity": _("Identity"),
    "contact": _("Contact"),
    "trade_history": _("Trade history"),
    "sanctions": _("Lists"),
    "payment": _("Payment"),
    "network": _("Same hands"),
    "deal": _("The deal"),
}

READINGS: Final[Mapping[str, str]] = {
    "A": _("very low risk"),
    "B": _("low risk"),
    "C": _("medium risk"),
    "D": _("high risk"),
    "E": _("very high risk"),
    "insufficient": _("too little is known"),
}

DIRECTIONS: Final[Mapping[str, str]] = {
    "risk": _("speaks against"),
    "trust": _("speaks for"),
    "neutral": _("to know"),
}

FINDING_STATES: Final[Mapping[str, str]] = {
    "open": _("not yet judged"),
    "confirmed": _("confirmed"),
    "dismissed": _("dismissed"),
    "duplicate": _("said already"),
}

TRIGGERS: Final[Mapping[str, str]] = {
    "inquiry": _("an inquiry"),
    "dossier": _("a customer"),
    "order": _("an order"),
    "dispute": _("a dispute"),
    "schedule": _("the schedule"),
}

SCHEDULE_FIRST: Final[Mapping[str, str]] = {
    "money": _("those from whom most money is expected"),
    "newest": _("the newest customers"),
}
SCHEDULE_LEAD: Final[Mapping[str, str]] = {
    "keeper": _("the keeper of the customer"),
    "compliance": _("somebody of compliance"),
}

CASE_STATES: Final[Mapping[str, str]] = {
    "open": _("open"),
    "decided": _("decided"),
    "closed": _("closed"),
    "erased": _("erased"),
}

EVIDENCE_KINDS: Final[Mapping[str, str]] = {
    "http": _("answer over the network"),
    "dns": _("answer of the name service"),
    "whois": _("answer of a WHOIS server"),
    "mail": _("mail"),
    "inquiry": _("inquiry"),
    "paste": _("pasted text"),
    "screenshot": _("screenshot"),
    "upload": _("file"),
    "letter": _("letter"),
    "call": _("note of a call"),
    "link": _("link"),
    "letter_of_credit": _("letter of credit"),
    "screening": _("answer of the lists"),
    "questionnaire": _("answered questionnaire"),
    "note": _("note"),
}

DUE: Final[Mapping[str, str]] = {
    "schedule": _("the re-check is due"),
    "list_changed": _("a list changed"),
    "bank_changed": _("the bank details changed"),
    "consignee_changed": _("the consignee changed"),
    "domain_changed": _("the domain changed"),
}


EVIDENCE_SOURCES: Final[Mapping[str, str]] = {
    "inquiry": _("the inquiry"),
    "lists": _("the lists of the house"),
    "case": _("the facts of the case"),
}
"""Where a piece is from, when that was the house itself; every other source is an address."""


def say(table: Mapping[str, str], code: str) -> str:
    """The English source for a code; one without words reads as itself."""
    return table.get(code, code.rpartition(".")[2].replace("_", " "))

"""What stands in a page or result that a person pasted, compared with what the case knows.

Nothing is opened and nothing is believed: each thing found is the same as the case has, new, or
in contradiction, and a person decides what becomes of it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from muniment.investigations.domain.checks import Found, Subject
from muniment.matching import domains, mails, names, phones

LONGEST = 200_000
MOST_OF_A_KIND = 50
_HOST = re.compile(r"(?<![\w@.-])(?:https?://)?((?:[\w-]{1,63}\.){1,5}[a-z]{2,24})(?![\w@])", re.I)
_WORD = r"[^\W\d_][\w'.-]{0,30}"
_PERSON = re.compile(
    rf"\b(?:mr|mrs|ms|miss|dr|eng)\.?[ \t]+(?P<titled>{_WORD}(?:[ \t]{_WORD}){{0,3}})"
    r"|\b(?:contact person|contact|name|attn|attention|联系人|姓名)[ \t]{0,3}[:：][ \t]{0,3}"
    rf"(?P<labelled>{_WORD}(?:[ \t]{_WORD}){{0,4}})",
    re.I,
)
_TITLE = re.compile(r"\A(?:mr|mrs|ms|miss|dr|eng)\b[^,]{0,60},\s*", re.I)
_LABELS = re.compile(
    r"\s*\b(?:tel|phone|mob|mobile|e-?mail|fax|whatsapp|wechat)\b.*\Z", re.I | re.S
)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[ .-]{1,3}([a-z]{3,9})[ .,-]{1,3}((?:19|20)\d\d)(?!\d)", re.I
)
_MONTH_DAY = re.compile(
    r"\b([a-z]{3,9})[ .]{1,2}(\d{1,2})(?:st|nd|rd|th)?[ ,]{1,3}((?:19|20)\d\d)(?!\d)", re.I
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Kind(StrEnum):
    """What was found."""

    PHONE = "phone"
    MAIL = "mail"
    DOMAIN = "domain"
    COMPANY = "company"
    PERSON = "person"
    DATE = "date"


class Verdict(StrEnum):
    """How it stands to the case."""

    SAME = "same"
    NEW = "new"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Pasted:
    """What stands in a text; values normalised, each once, in their order."""

    phones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing found; `fact` is the code under which the case could keep it, or ""."""

    kind: Kind
    value: str
    verdict: Verdict
    known: str = ""

    @property
    def fact(self) -> str:
        """The code of the fact that it would be."""
        return _FACTS.get(self.kind, "")


_FACTS = {
    Kind.PHONE: "contact.phone",
    Kind.MAIL: "contact.email",
    Kind.DOMAIN: "company.website",
    Kind.COMPANY: "company.name",
    Kind.PERSON: "person.name",
}


def read(text: str, country: str = "") -> Pasted:
    """Take a pasted text apart; never raises, whatever it is.

    Args:
        country: ISO alpha-2, for telephone numbers without a country code.

    Cost: linear in the first 200,000 characters.
    """
    whole = text[:LONGEST]
    addresses = _some(mails.mails_in(whole))
    hosts = (found[1].lower().removeprefix("www.") for found in _HOST.finditer(whole))
    return Pasted(
        phones=_some(phones.phones_in(_without_dates(whole), country)),
        mails=addresses,
        domains=_some(host for host in hosts if domains.registered(host)),
        companies=_some(_companies(whole)),
        persons=_some(_persons(whole)),
        dates=_some(_dates(whole)),
    )


def compare(pasted: Pasted, subject: Subject, text: str = "") -> tuple[Compared, ...]:
    """Hold what was found against the facts of a case.

    A value contradicts only on a page that is plainly about this customer (it carries the
    company's name or domain) and that shows none of the values of that kind the case has.

    Args:
        text: the pasted text, in which the names of the case are looked for.
    """
    anchored = _is_about(pasted, subject, text)
    return (
        *_judged(Kind.PHONE, pasted.phones, _known_phones(subject), anchored),
        *_judged(Kind.MAIL, pasted.mails, _known_mails(subject), anchored),
        *_judged(Kind.DOMAIN, pasted.domains, _known_domains(subject), False),
        *_named(Kind.COMPANY, pasted.companies, subject.all("company.name"), text),
        *_named(Kind.PERSON, pasted.persons, subject.all("person.name"), text),
        *(Compared(Kind.DATE, day, Verdict.NEW) for day in pasted.dates),
    )


_SIGNALS = {
    (Kind.PHONE, Verdict.SAME): "search.phone_same",
    (Kind.MAIL, Verdict.SAME): "search.mail_same",
    (Kind.PHONE, Verdict.CONTRADICTS): "search.phone_contradicts",
    (Kind.MAIL, Verdict.CONTRADICTS): "search.mail_contradicts",
}


def findings(compared: Iterable[Compared], evidence: str) -> tuple[Found, ...]:
    """Propose findings from a capture: telephone and mail that agree, or do not.

    Args:
        evidence: hash of the kept capture.
    """
    return tuple(
        Found(
            signal=signal,
            key=f"{one.kind.value} {one.value}",
            facts={"value": one.value, "known": one.known},
            excerpt=one.value,
            confidence=60,
            evidence=(evidence,),
            fingerprint=f"{one.value}|{one.known}",
        )
        for one in compared
        if (signal := _SIGNALS.get((one.kind, one.verdict), ""))
    )


def _judged(
    kind: Kind, values: Iterable[str], known: tuple[str, ...], anchored: bool
) -> Iterator[Compared]:
    found = list(values)
    others_agree = any(value in known for value in found)
    for value in found:
        if value in known:
            yield Compared(kind, value, Verdict.SAME, value)
        elif known and anchored and not others_agree:
            yield Compared(kind, value, Verdict.CONTRADICTS, known[0])
        else:
            yield Compared(kind, value, Verdict.NEW)


def _named(
    kind: Kind, values: Iterable[str], known: Iterable[str], text: str
) -> Iterator[Compared]:
    """Names are never in contradiction: a page names many; what counts is whether ours is there."""
    person = kind is Kind.PERSON
    there = [name for name in known if _stands_in(name, text)]
    for name in there:
        yield Compared(kind, name, Verdict.SAME, name)
    for value in values:
        same = next((name for name in known if _is_one(value, name, person=person)), "")
        if same not in there or not same:
            yield Compared(kind, value, Verdict.SAME if same else Verdict.NEW, same)


def _is_one(left: str, right: str, *, person: bool) -> bool:
    kind = names.Kind.PERSON if person else names.Kind.COMPANY
    return names.compare(left, right, kind=kind).is_match


def _is_about(pasted: Pasted, subject: Subject, text: str) -> bool:
    ours = {found.name for one in _known_domains(subject) if (found := domains.registered(one))}
    theirs = {found.name for one in pasted.domains if (found := domains.registered(one))}
    return bool(ours & theirs) or any(
        _stands_in(name, text) for name in subject.all("company.name")
    )


def _stands_in(name: str, text: str) -> bool:
    wanted, whole = _plain(name), _plain(text[:LONGEST])
    return len(wanted) > 3 and f" {wanted} " in f" {whole} "


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _known_phones(subject: Subject) -> tuple[str, ...]:
    country = subject.one("company.country")
    return _some(phones.e164(one, country) for one in subject.all("contact.phone"))


def _known_mails(subject: Subject) -> tuple[str, ...]:
    return _some(mails.normal(one) for one in subject.all("contact.email"))


def _known_domains(subject: Subject) -> tuple[str, ...]:
    """Hosts of the case: its site, and the domains of its mailboxes unless a provider's."""
    sites = (domains.host_of(one) for one in subject.all("company.website"))
    boxes = (mails.split(one)[1] for one in subject.all("contact.email"))
    own = (one for one in boxes if one and not domains.is_free_mail(one))
    return _some(one.removeprefix("www.") for one in (*sites, *own))


def _companies(text: str) -> Iterator[str]:
    """Lines, and parts of lines, that end or begin with a legal form of some country."""
    for line in text.splitlines()[:5_000]:
        for part in re.split(r"[|;•·\t]| - |: ", line[:400]):
            name = _TITLE.sub("", part.strip(" .,-"))
            if 4 <= len(name) <= 120 and _looks_like_company(name):
                yield name


def _looks_like_company(name: str) -> bool:
    prepared = names.prepare(name)
    return bool(prepared.form) and 0 < len(prepared.tokens) <= 8 and not re.search(r"[@?!]", name)


def _persons(text: str) -> Iterator[str]:
    for found in _PERSON.finditer(text):
        name = _LABELS.sub("", found["titled"] or found["labelled"]).strip(" .-")
        if len(name) > 2 and not re.search(r"[\d@/]", name):
            yield name


def _dates(text: str) -> Iterator[str]:
    for found in _ISO.finditer(text):
        yield from _day(found[1], found[2], found[3])
    for found in _SLASHED.finditer(text):
        yield from _unambiguous(found[1], found[2], found[3])
    for found in _DAY_MONTH.finditer(text):
        yield from _day(found[3], _month(found[2]), found[1])
    for found in _MONTH_DAY.finditer(text):
        yield from _day(found[3], _month(found[1]), found[2])


def _unambiguous(first: str, second: str, year: str) -> Iterator[str]:
    """3/4/2025 is the third of April or the fourth of March: it is left alone."""
    if int(first) > 12 or first == second:
        yield from _day(year, second, first)
    elif int(second) > 12:
        yield from _day(year, first, second)


def _day(year: str, month: str, day: str) -> Iterator[str]:
    try:
        yield date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return


def _month(word: str) -> str:
    short = word[:3].lower()
    return str(_MONTHS.index(short) + 1) if short in _MONTHS else "0"


def _without_dates(text: str) -> str:
    """Blank dates out: their digits would pass for telephone numbers."""
    for pattern in (_ISO, _SLASHED, _DAY_MONTH, _MONTH_DAY):
        text = pattern.sub(" ", text)
    return text


def _some(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))[:MOST_OF_A_KIND]

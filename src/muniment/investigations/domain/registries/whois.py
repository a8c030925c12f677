"""WHOIS: the same question as RDAP, answered in some hundred dialects of free text.

Registers print labels and values in their own ways; what they share is read here: dates behind
words for creation and expiry, the registrar, name servers, and the many ways of saying that there
is no such domain. What cannot be read stays empty: a missing date is no sign of youth.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from muniment.investigations.domain.registries.rdap import DomainRecord

LONGEST = 200_000
_LABELLED = re.compile(
    r"^[\s*%#]*(?:\w{1,2}\.\s*)?(?:\[(?P<boxed>[^\]]{2,60})\]|(?P<label>[^\W\d_][^:\t]{0,58}?)"
    r"\s*(?:\.{2,}\s*:?|:(?!//)|\t))\s*(?P<value>.*)$"
)
_FREE = re.compile(
    r"\bno match|\bnot? found\b|\bno results?\b|"
    r"\bnot (?:registered|matched|assigned|delegated|known)\b|"
    r"\bno (?:entries|data|object|record|information|such|existe|domain|matching|information)|"
    r"nothing found|does(?: not|n't) (?:exist|appear)|\bnot exist\b|\bfree\b|\bavail(?:able)?\b|"
    r"\bnot in (?:our|the) (?:data|whois)|\bunassigned\b|has not been registered|未注册|未被注册|"
    r"not have (?:an )?entr|no se encuentra|no est[aá] registrado|no encontrado|"
    r"not currently registered|"
    r"is not listed|\bdispon[ií](?:ble|vel)\b|unallocated|not yet registered|"
    r"has no (?:entry|match)",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"purpose|whether|information (?:provided|about|purposes)|guarantee|terms|copyright|agree|"
    r"for free|free of|https?:|be available|made available|"
    r"is available (?:at|from|on|via|in)|may not",
    re.IGNORECASE,
)
_TAKEN = re.compile(r"not available|unavailable|no longer available|not free", re.IGNORECASE)
_BUSY = re.compile(
    r"quota|limit exceeded|exceeded (?:the|your|maximum)|too many (?:requests|queries|connections)|"
    r"try again later|denied|blacklisted|\bthrottl|control limit|connection refused|"
    r"requests of this ip|temporarily (?:blocked|unavailable)|query rate",
    re.IGNORECASE,
)
_CREATED = re.compile(
    r"^(?:(?:domain|record|entry|object|registry|date|domain name|first)\W*)*"
    r"(?:entry |date_)?(?:creat\w*|approved|regist(?:ered|ration)|commencement|"
    r"activat(?:ed|ion)|assigned|delegat\w+|"
    r"inscri\w*|fecha de (?:registro|creaci[oó]n|alta)|data de (?:registo|cria\w+)|criad\w*|"
    r"登録年月日|登録日|등록일|注册时间|注册日期|rejestracja|oprettet|registrert|vytvor\w*)"
    r"(?:\W*(?:on|date|time|at|since|dt|in|domain name))*\W*(?:\([^)]*\))?$",
    re.IGNORECASE,
)
_EXPIRES = re.compile(
    r"expir|valid(?:ity)?[\s-]*(?:date|till|until|to)?$|paid[\s-]*till|renewal|有効期限|到期|"
    r"vencimiento|caduc|사용 ?종료일|renew by|termination|expire",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"updat|chang|modif|最終更新", re.IGNORECASE)
_REGISTRAR = re.compile(
    r"^(?:current |sponsoring |domain |authori[sz]ed )?"
    r"(?:registrar|registration service provider|sponsoring registrar|agency|enregistreur)"
    r"(?: registrar)?(?: name| organi[sz]ation| company)?$",
    re.IGNORECASE,
)
_SERVER = re.compile(
    r"^(?:(?:primary|secondary|domain|listed)\s+)*(?:name[\s-]?servers?|nserver|"
    r"host ?name|dns|ns\s?\d*|"
    r"servers?|servidor|ネームサーバ)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"^(?:[^\W\d_]+\s)?(?:registrar|name\s?servers?|(?:domain )?servers?|registrant|.* contact|"
    r"servidores de nombre.*|domain servers.*|dns servers.*)\s*(?:information|in listed order)?:?$",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"domain|status|\w*ドメイン|^a\. ", re.IGNORECASE)
_STATUS = re.compile(r"status$|^state$|状態|^estado", re.IGNORECASE)
_HOST = re.compile(r"^[a-z0-9](?:[a-z0-9-]*\.)+[a-z][a-z0-9-]+\.?(?=[\s,(\[]|$)", re.IGNORECASE)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - reads better
_DATES = (
    re.compile(r"(?P<y>\d{4})[-/.年]\s?(?P<m>\d{1,2})[-/.月]\s?(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>(?:19|20)\d\d)[-/.\s](?P<n>[A-Za-z]{3})[a-z]*[-/.\s](?P<d>\d{1,2})\b"),
    re.compile(r"\b(?P<d>\d{1,2})[-/.\s](?P<n>[A-Za-z]{3})[a-z]*[-/.,\s]+(?P<y>\d{4})"),
    re.compile(r"\b(?P<n>[A-Za-z]{3})[a-z]*[-/.\s]+(?P<d>\d{1,2})\b[^\n]*?(?P<y>(?:19|20)\d\d)\b"),
    re.compile(r"\b(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})"),
    re.compile(r"(?:^|\s)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:\d{6})?(?:\D|$)"),
)


class NotAnswered(ValueError):
    """Nothing is known of the domain: `rate_limited`, or `malformed` when it makes no sense."""


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled line; the value may have stood on the lines below."""

    label: str
    value: str


def parse(text: str, name: str = "") -> DomainRecord:
    """Read one answer; `registered` is False only when the register says that there is none.

    Raises:
        NotAnswered: the server asked us to come back later, or speaks of no domain at all.
    """
    text = text[:LONGEST].replace("\r", "")
    lines = list(_lines(text))
    created, expires = _day(lines, _CREATED), _day(lines, _EXPIRES)
    servers, registrar = _servers(lines), _first(lines, _REGISTRAR)
    known = bool(created or expires or servers or registrar)
    free = not known and _says_free(text)
    if not known and _refused(text):
        raise NotAnswered("rate_limited")
    if not known and not free and not any(_DOMAIN.match(line.label) for line in lines):
        raise NotAnswered("malformed")
    return DomainRecord(
        name=name.lower(),
        registered=not free,
        created_on=created,
        expires_on=expires,
        changed_on=_day(lines, _CHANGED),
        registrar=registrar,
        status=tuple(dict.fromkeys(_plain(line) for line in lines if _STATUS.search(line.label))),
        nameservers=servers,
    )


def _lines(text: str) -> Iterator[Line]:
    """Labelled lines; those under a heading are told with the heading before them, too."""
    heading = ""
    for row in text.split("\n"):
        found = _LABELLED.match(row)
        label = " ".join((found["boxed"] or found["label"]).split()).rstrip(".") if found else ""
        value = found["value"].strip() if found else ""
        if label and value:
            yield Line(label, value)
            if heading:
                yield Line(f"{heading} {label}", value)
        elif not row.strip():
            heading = heading if _SECTION.match(heading) else ""
        elif label or _SECTION.match(row.strip()):
            heading = label or row.strip()
        elif heading:
            yield Line(heading, row.strip())


def _refused(text: str) -> bool:
    rows = (row.strip(" \t%#*>-") for row in text.split("\n"))
    return any(_BUSY.search(row) for row in rows if row and not _PROSE.search(row))


def _says_free(text: str) -> bool:
    """Does a short line, not one of the terms of use, say that there is no such domain?"""
    rows = (row.strip(" \t%#*>-") for row in text.split("\n"))
    said = [row for row in rows if row and len(row) < 160 and not _PROSE.search(row)]
    return any(map(_FREE.search, said)) and not any(map(_TAKEN.search, said))


def _day(lines: list[Line], wanted: re.Pattern[str]) -> date | None:
    for line in lines:
        if wanted.search(line.label) and (day := day_in(line.value)):
            return day
    return None


def day_in(text: str) -> date | None:
    """The first day that a value names; where day and month cannot be told apart, day first."""
    for form in _DATES:
        found = form.search(text)
        if found is None:
            continue
        part = found.groupdict()
        if "a" in part:
            first, second = int(part["a"]), int(part["b"])
            day, month = (second, first) if second > 12 else (first, second)
        elif "n" in part:
            if part["n"].lower() not in _MONTHS:
                continue
            day, month = int(part["d"]), _MONTHS.index(part["n"].lower()) + 1
        else:
            day, month = int(part["d"]), int(part["m"])
        try:
            return date(int(part["y"]), month, day)
        except ValueError:
            continue
    return None


def _first(lines: list[Line], wanted: re.Pattern[str]) -> str:
    return next((line.value for line in lines if wanted.match(line.label)), "")[:200]


def _servers(lines: list[Line]) -> tuple[str, ...]:
    hosts = (_HOST.match(line.value) for line in lines if _SERVER.match(line.label))
    return tuple(dict.fromkeys(host[0].rstrip(".").lower() for host in hosts if host))


def _plain(line: Line) -> str:
    """“clientHold https://…” as “client hold”, as RDAP writes it."""
    word = line.value.split(" http")[0].split(" (")[0].strip()
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word).lower()[:60]

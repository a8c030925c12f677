"""A business card or a signature, pasted as text, read into its parts.

Nothing is certain about a card: every part is a proposal that a person looks over. What stands
in no part is handed back as `rest`, so that nothing is lost silently.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from muniment.matching import countries, mails, phones
from muniment.matching.domains import country_of, is_free_mail, registered
from muniment.submissions.domain import cardparts
from muniment.submissions.domain import cardwords as words
from muniment.submissions.domain.lines import as_phone, numbers_in, sites_in
from muniment.submissions.domain.signature import signature_lines
from muniment.submissions.domain.vcard import is_vcard, read_vcard

LONGEST_TEXT = 20_000
MOST_LINES = 60
LONGEST_CARD = 14
"""More written lines than this are a letter: only its signature is read."""
_PARTS = re.compile(
    r"\t+|\s{3,}|\s*[|•·‖¦]\s*|\s+[–—]\s+|\s*;\s+|(?<=\D)\s+//\s+|(?<=[^\W\d])\s/\s"
)
_LABEL = re.compile(r"^\s*(?:\W*([^\W\d_][^:\d]{0,24}?)\s*:\s*|\(?([TMFEWP])[.)]?\s+(?=\S*[\d@]))")
_WIDE = str.maketrans("：，；（）＋＠．｜　０１２３４５６７８９", ":,;()+@.| 0123456789")
_HAN = re.compile(r"[一-鿿]")
_KANA = re.compile(r"[぀-ヿ]")
_HANGUL = re.compile(r"[가-힣]")
_CHINESE_NUMBER = re.compile(r"(?<!\d)(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}-\d{7,8})(?!\d)")
_STATE_AND_ZIP = re.compile(r"\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b")
_INITIAL_AT_END = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,4}\.\Z")
_SHORTEST_COUNTRY = 3
_DECOR = ' \t,;:|·•*_~<>"“”-–—'


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number, what it is for (`phone`, `mobile`, `fax`), and whose messenger it is."""

    number: str
    kind: str = "phone"
    app: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card.

    Attributes:
        numbers: with `+` and country code where the country is known.
        country: ISO alpha-2 as far as the card tells, or "".
        messengers: names in messengers that are no numbers, as `wechat: wangxm88`.
        rest: lines that fit nowhere.
    """

    name: str = ""
    post: str = ""
    company: str = ""
    numbers: tuple[Number, ...] = ()
    emails: tuple[str, ...] = ()
    web: str = ""
    address: tuple[str, ...] = ()
    country: str = ""
    messengers: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was found."""
        return not (self.name or self.company or self.numbers or self.emails)


@dataclass(slots=True)
class _Reading:
    """A card while it is read, line by line."""

    country: str
    words: list[str] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    labelled: dict[str, str] = field(default_factory=dict)
    messengers: list[str] = field(default_factory=list)
    address: list[str] = field(default_factory=list)


def read_card(text: str, *, country: str = "") -> Card:
    """Read a pasted card, signature, letter with a signature, or vCard; never raises.

    Args:
        country: ISO alpha-2 that numbers without country code belong to when the card itself
            does not tell.

    Time linear in the first 20,000 characters.
    """
    text = text[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = text.translate(_WIDE)
    if is_vcard(text):
        return _of_vcard(text, country)
    lines = _card_lines(text.split("\n"))
    reading = _Reading(_country_of(lines) or country.upper())
    for line in lines:
        for part in _parts_of(line):
            _read_part(reading, part)
    return _told(reading)


def _card_lines(lines: Sequence[str]) -> list[str]:
    """A letter gives its signature alone; a card gives all its lines."""
    written = [line for line in lines if line.strip()]
    if len(written) > LONGEST_CARD or any(len(line) > 120 for line in written):
        found = [lines[one] for one in signature_lines(lines)]
        written = found or written
    kept = [
        words.CLOSED_BEFORE.sub("", line)
        for line in written
        if not words.CLOSINGS.fullmatch(line.strip())
    ]
    return [line for line in kept if not words.DISCLAIMERS.search(line)][:MOST_LINES]


def _country_of(lines: Sequence[str]) -> str:
    """Where the card comes from: a code in a number, a country named, an ending, a script."""
    whole = "\n".join(lines)
    for number in phones.phones_in(" ".join(one for one in numbers_in(whole) if "+" in one)):
        if found := phones.country_of(number):
            return found
    for line in reversed(lines):
        for part in reversed(re.split(r"[,\s]\s*", line.strip(" ."))):
            if len(part) > _SHORTEST_COUNTRY and (found := countries.code_of(part)):
                return found
    hosts = [one.rpartition("@")[2] for one in mails.mails_in(whole)] + list(sites_in(whole))
    return next(filter(None, map(country_of, hosts)), "") or _country_of_script(whole)


def _country_of_script(whole: str) -> str:
    if _STATE_AND_ZIP.search(whole):
        return "US"
    if _KANA.search(whole):
        return "JP"
    if _HANGUL.search(whole):
        return "KR"
    return "CN" if _HAN.search(whole) and _CHINESE_NUMBER.search(whole) else ""


def _parts_of(line: str) -> Iterator[str]:
    for part in _PARTS.split(line):
        if part and part.strip(_DECOR):
            yield part.strip()


def _read_part(reading: _Reading, part: str) -> None:
    label, bare = _label_of(part)
    found = mails.mails_in(part)
    sites = sites_in(part)
    numbers = numbers_in(part)
    reading.emails += found
    reading.sites += sites
    at = 0
    for number in numbers:
        before = part[at : part.find(number, at)]
        at = part.find(number, at) + len(number)
        reading.numbers.append(_number(number, before, part[at : at + 14], reading.country))
    left = _without(bare, [*numbers, *sites])
    found_any = bool(found or sites or numbers)
    if not left or (found_any and not _is_telling(left)):
        return
    _keep_words(reading, label, left)


def _label_of(part: str) -> tuple[str, str]:
    """The label before a colon, and what it stands before; no label for a plain line."""
    found = _LABEL.match(part)
    if found is None:
        return "", part
    return (found[1] or found[2] or "").strip().casefold(), part[found.end() :]


def _number(number: str, before: str, after: str, country: str) -> Number:
    near = before[-28:]
    behind = after.strip(" ()") if after.strip().startswith("(") or not before.strip() else ""
    told = f"{near} {behind}"
    kind = "phone"
    if words.FAX.search(near) or (behind and words.FAX.match(behind)):
        kind = "fax"
    elif words.MOBILE.search(told):
        kind = "mobile"
    app = words.MESSENGER.search(told)
    return Number(as_phone(number, country), kind, app[0].casefold() if app else "")


def _without(text: str, found: Sequence[str]) -> str:
    for one in found:
        text = text.replace(one, " ")
    text = re.sub(r"<?mailto:\S*|\S+@\S+|https?://\S*", " ", text, flags=re.IGNORECASE)
    bare = re.sub(r"\s+", " ", text).strip(_DECOR + "()[]/+")
    return bare if _INITIAL_AT_END.search(bare) else bare.strip(".")


def _is_telling(left: str) -> bool:
    """Words beside a number that are more than its label."""
    bare = left
    for pattern in (words.PHONE, words.MOBILE, words.FAX, words.MESSENGER, words.MAIL, words.WEB):
        bare = pattern.sub(" ", bare)
    return len(re.findall(r"[^\W\d_]", bare)) >= 4


_LABELS = (
    ("address", words.ADDRESS), ("company", words.COMPANY), ("post", words.POST),
    ("name", words.NAME),
)  # fmt: skip


def _keep_words(reading: _Reading, label: str, left: str) -> None:
    for part, pattern in _LABELS:
        if label and pattern.fullmatch(label):
            if part == "address":
                reading.address.append(left)
            else:
                reading.labelled.setdefault(part, left)
            return
    if label and words.MESSENGER.fullmatch(label):
        reading.messengers.append(f"{label}: {left}")
    else:
        reading.words.append(left)


def _told(reading: _Reading) -> Card:
    emails = tuple(dict.fromkeys(reading.emails))
    hints = cardparts.hints_of(emails, reading.sites)
    lines = reading.words[:]
    company = reading.labelled.get("company") or _take(lines, cardparts.company_score)
    address = reading.address + _take_all(lines, cardparts.is_address)
    post = reading.labelled.get("post") or _take(lines, cardparts.post_score)
    name = reading.labelled.get("name") or _take(lines, partial(cardparts.name_score, hints=hints))
    company = company or _take(lines, partial(cardparts.brand_score, hints=hints))
    if post and not name:
        name, post = cardparts.name_before_post(post)
    return Card(
        name=words.HONORIFICS.sub("", name).strip(_DECOR) or name,
        post=post, company=company, numbers=tuple(dict.fromkeys(reading.numbers)),
        emails=emails, web=_site(reading.sites, emails), address=tuple(address),
        country=reading.country, messengers=tuple(reading.messengers), rest=tuple(lines),
    )  # fmt: skip


def _take(lines: list[str], score: Callable[[str], float]) -> str:
    """Take the line with the highest score out; the first of equals; "" when none scores."""
    best = max(range(len(lines)), key=lambda place: (score(lines[place]), -place), default=None)
    if best is None or score(lines[best]) <= 0:
        return ""
    return lines.pop(best).strip(_DECOR)


def _take_all(lines: list[str], test: Callable[[str], bool]) -> list[str]:
    found = [line for line in lines if test(line)]
    lines[:] = [line for line in lines if line not in found]
    return found


def _site(sites: Sequence[str], emails: Sequence[str]) -> str:
    """The site as written; else the domain of the mail address, unless everybody may have it."""
    if sites:
        return sites[0]
    domains = (one.rpartition("@")[2] for one in emails)
    own = (registered(one) for one in domains if not is_free_mail(one))
    return next((one.name for one in own if one), "")


def _of_vcard(text: str, country: str) -> Card:
    told = read_vcard(text)
    region = country.upper() or countries.code_of(told.address[-1] if told.address else "")
    numbers = tuple(
        Number(as_phone(number, region), kind) for number, kind in told.numbers if number.strip()
    )
    emails = tuple(dict.fromkeys(one for raw in told.emails for one in mails.mails_in(raw)))
    return Card(
        name=told.name, post=told.post, company=told.company, numbers=numbers, emails=emails,
        web=told.web or _site((), emails), address=told.address, country=region, rest=told.rest,
    )  # fmt: skip

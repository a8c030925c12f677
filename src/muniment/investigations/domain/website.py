"""Reading a company's page: what it says, whom it names, and whose hand made it.

Everything comes from a stranger. Pages are read with the parser of the standard library, up to
a million characters, and no script runs.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from muniment.investigations.domain.inquiry_text import feed_html, text_of_html
from muniment.matching import domains, mails, phones
from muniment.matching.confusables import scripts

THIN_LETTERS = 300
"""Less readable text than this is no company's page."""
_MOST_LINKS = 400
_MOST_ELEMENTS = 400
_LEAST_ELEMENTS = 12
_MOST_VALUES = 20
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})", re.I)

# Ids that tie a page to an account: kind → pattern whose first group is the account.
_ACCOUNTS = (
    ("ga", re.compile(r"\bUA-(\d{4,10})-\d{1,4}\b")),
    ("ga4", re.compile(r"[\"'=/]G-([A-Z0-9]{8,12})\b")),
    ("gtm", re.compile(r"\bGTM-([A-Z0-9]{5,9})\b")),
    ("ads", re.compile(r"\bAW-(\d{8,12})\b")),
    ("adsense", re.compile(r"\bca-pub-(\d{10,20})\b")),
    ("meta", re.compile(r"fbq\(\s*['\"]init['\"]\s*,\s*['\"](\d{10,20})['\"]")),
    ("yandex", re.compile(r"(?:\bym\(|mc\.yandex\.ru/watch/)(\d{5,12})\b")),
    ("baidu", re.compile(r"hm\.baidu\.com/hm\.js\?([0-9a-f]{32})")),
    ("clarity", re.compile(r"clarity\.ms/tag/([a-z0-9]{8,14})")),
    ("hotjar", re.compile(r"hjid\s*:\s*(\d{4,10})")),
    ("tawk", re.compile(r"embed\.tawk\.to/([0-9a-f]{24})")),
)
_FOR_SALE = re.compile(
    r"domain (?:name )?(?:is|may be|could be) (?:for sale|parked|available)|buy this domain"
    r"|this (?:domain|web ?page) is parked|parked (?:free|domain)|domain parking"
    r"|make an offer on this domain"
    r"|(?:diese|die) domain (?:ist|steht) (?:zu verkaufen|zum verkauf)"
    r"|este dominio está (?:en venta|estacionado)"
    r"|домен (?:продаётся|продается|припаркован)|该域名(?:正在)?出售|域名出售|域名停放",
    re.I,
)  # fmt: skip
_PARKING_HOSTS = re.compile(
    r"sedoparking|parkingcrew|bodis\.com|above\.com/|dan\.com/|afternic|hugedomains|uniregistry"
    r"|domainmarket|parklogic|cashparking|skenzo|undeveloped\.com",
    re.I,
)
_EMPTY_SERVER = re.compile(
    r"apache2? (?:ubuntu |debian )?default page|welcome to nginx|\bit works!|index of /"
    r"|iis windows server"
    r"|default web ?(?:site )?page|account (?:has been )?suspended|future home of"
    r"|site (?:is )?under construction"
    r"|under construction|coming soon|website is being built|网站建设中|сайт в разработке"
    r"|en construcción",
    re.I,
)  # fmt: skip
_FILLER = re.compile(r"lorem ipsum|your company name|\[company name\]|example company", re.I)
_TELLING_LINK = re.compile(
    r"contact|about|team|imprint|impressum|kontakt|über|ueber|management|people|staff|who-?we"
    r"|company"
    r"|nosotros|contacto|empresa|quienes|contato|contatti|chi-siamo|qui-sommes|iletisim|hakkimizda"
    r"|контакт|о-компании|о компании|联系|关于|团队|會社|会社概要",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page, read.

    Attributes:
        text: what a reader sees, lines kept.
        mails, phones: found in text and in links, in normal form.
        links: addresses on the same site, those that tell of people and contacts first.
        accounts: `kind:id` of analytics and advertising accounts.
        icon: address of its icon, or "".
        template: fingerprint of how it is built, without its words; "" for a tiny page.
        needs_script: it shows its text by script only, so little can be read.
        onward: where it sends its visitor by itself, or "".
    """

    title: str
    text: str
    mails: tuple[str, ...]
    phones: tuple[str, ...]
    links: tuple[str, ...]
    accounts: tuple[str, ...]
    icon: str
    template: str
    needs_script: bool
    onward: str
    sources: tuple[str, ...]

    @property
    def parked(self) -> bool:
        """Nobody's page yet, or any more: for sale, parked, an empty server."""
        head = f"{self.title}\n{self.text[:3000]}"
        if len(self.text) < 4000 and _FOR_SALE.search(head):
            return True
        if any(_PARKING_HOSTS.search(source) for source in self.sources):
            return len(self.text) < 2000
        return len(self.text) < 1200 and bool(_EMPTY_SERVER.search(head))

    @property
    def thin(self) -> bool:
        """So little text that no company speaks here."""
        return not self.needs_script and len(self.text) < THIN_LETTERS

    @property
    def filler(self) -> bool:
        """Words that a template brings along still stand on it."""
        return bool(_FILLER.search(self.text))


def read_page(body: bytes, content_type: str, url: str, country: str = "") -> Page:
    """Read a page; never raises.

    Args:
        country: ISO alpha-2 that telephone numbers without country code belong to.
    """
    html = _decoded(body, content_type)
    reader = _PageReader()
    feed_html(reader, html)
    text = text_of_html(html)
    linked = [link for link in reader.links if link[:7].lower() == "mailto:"]
    called = [link[4:] for link in reader.links if link[:4].lower() == "tel:"]
    numbers = [phones.e164(number, country) for number in called]
    return Page(
        title=" ".join("".join(reader.title).split())[:200],
        text=text[:100_000],
        mails=_first(mails.mails_in(" ".join([text[:100_000], *linked]))),
        phones=_first([*filter(None, numbers), *phones.phones_in(text[:100_000], country)]),
        links=_on_site(reader, url),
        accounts=_accounts(html),
        icon=_absolute(url, reader.icon or "/favicon.ico"),
        template=_template(reader.elements),
        needs_script=_is_script_only(reader, text),
        onward=_absolute(url, reader.onward) if reader.onward else "",
        sources=tuple(reader.sources),
    )


def icon_print(content: bytes) -> str:
    """The fingerprint of an icon, "" for what is no picture."""
    is_picture = content[:4] in {b"\0\0\1\0", b"\x89PNG", b"GIF8", b"RIFF"} or (
        content[:3] == b"\xff\xd8\xff" or b"<svg" in content[:400].lower()
    )
    return hashlib.sha256(content).hexdigest()[:32] if is_picture and len(content) > 60 else ""


def names_person(text: str, name: str) -> bool:
    """Whether all words of a name stand close together in a text, in any order."""
    words = [word for word in re.findall(r"\w+", name.casefold()) if len(word) > 1]
    flat = " ".join(re.findall(r"\w+", text.casefold()))
    if len(words) == 1 and scripts(words[0]) == {"EAST ASIAN"}:
        return words[0] in flat  # these scripts write no blanks between words
    if len(words) < 2 or len("".join(words)) < 5:
        return False
    first = words[0]
    reach = len(" ".join(words)) + 12
    for found in re.finditer(rf"(?<!\w){re.escape(first)}(?!\w)", flat):
        window = flat[max(0, found.start() - reach) : found.end() + reach]
        if all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", window) for word in words[1:]):
            return True
    return False


def share_of_words(text: str, wanted: str) -> float:
    """How much of an address or a name stands in a text: the share of its telling words."""
    words = {word for word in re.findall(r"\w+", wanted.casefold()) if _is_telling(word)}
    present = set(re.findall(r"\w+", text.casefold()))
    return len(words & present) / len(words) if words else 0.0


def _is_telling(word: str) -> bool:
    return len(word) > 2 or word.isdigit() or not word.isascii()


def _decoded(body: bytes, content_type: str) -> str:
    told = _HEADER_CHARSET.search(content_type)
    inside = _CHARSET.search(body[:4096])
    names = [told[1] if told else "", inside[1].decode("ascii") if inside else "", "utf-8"]
    for name in filter(None, names):
        try:
            return body.decode("gb18030" if name.lower().startswith("gb") else name)
        except (UnicodeError, LookupError, ValueError):
            continue
    return body.decode("utf-8", "replace")


def _accounts(html: str) -> tuple[str, ...]:
    found = [f"{kind}:{hit[1]}" for kind, pattern in _ACCOUNTS for hit in pattern.finditer(html)]
    return _first(found)


def _template(elements: Sequence[str]) -> str:
    """Hash the order of elements and their classes; repeated neighbours count once."""
    if len(elements) < _LEAST_ELEMENTS:
        return ""
    order = [one for at, one in enumerate(elements) if at == 0 or elements[at - 1] != one]
    return hashlib.sha256("\n".join(order).encode()).hexdigest()[:32]


def _is_script_only(reader: "_PageReader", text: str) -> bool:
    has_root = bool({"root", "app", "__next", "__nuxt", "__layout"} & reader.ids)
    return len(text) < THIN_LETTERS and bool(reader.sources) and has_root


def _on_site(reader: "_PageReader", url: str) -> tuple[str, ...]:
    """Links to pages of the same site; those whose words promise people or contacts first."""
    here = _absolute(url, "")
    found: dict[str, bool] = {}
    for link, words in zip(reader.links, reader.words, strict=False):
        target = _absolute(url, link)
        if not target or target == here or not _same_host(target, url):
            continue
        found.setdefault(target, bool(_TELLING_LINK.search(f"{urlsplit(target).path} {words}")))
    return _first(sorted(found, key=lambda target: not found[target]))


def _same_host(left: str, right: str) -> bool:
    one, other = urlsplit(left), urlsplit(right)
    bare = (one.hostname or "").removeprefix("www."), (other.hostname or "").removeprefix("www.")
    return one.scheme == other.scheme and bare[0] == bare[1] and one.port == other.port


def _absolute(base: str, link: str) -> str:
    try:
        target = urljoin(base, link.strip()).partition("#")[0]
        parts = urlsplit(target)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
        _ = parts.port  # reading it checks it
    except ValueError:
        return ""
    return target if is_web and len(target) < 2000 else ""


def _first(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))[:_MOST_VALUES]


class _PageReader(HTMLParser):
    """Collects links, elements and the head of a page."""

    _COUNTED = frozenset({"div", "section", "header", "footer", "nav", "main", "article", "ul",
                          "table", "form", "aside", "link"})  # fmt: skip

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.elements: list[str] = []
        self.sources: list[str] = []
        self.ids: set[str] = set()
        self.icon = self.onward = ""
        self._in_title = self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "title":
            self._in_title = not self.title
        elif tag == "a" and told.get("href") and len(self.links) < _MOST_LINKS:
            self.links.append(told["href"])
            self.words.append("")
            self._in_link = True
        elif tag in {"script", "iframe"} and len(self.sources) < _MOST_LINKS:
            self.sources.append(told.get("src", "")[:500])
        elif tag == "link" and "icon" in told.get("rel", "").lower():
            self.icon = self.icon or told.get("href", "")
        elif tag == "meta" and told.get("http-equiv", "").lower() == "refresh":
            self.onward = told.get("content", "").partition("=")[2].strip(" '\"")
        self._count(tag, told)

    def _count(self, tag: str, told: dict[str, str]) -> None:
        if len(self.ids) < _MOST_ELEMENTS and told.get("id"):
            self.ids.add(told["id"])
        if tag in self._COUNTED and len(self.elements) < _MOST_ELEMENTS:
            classes = sorted(
                re.sub(r"\d+", "", name) for name in told.get("class", "").split()[:12]
            )
            self.elements.append(f"{tag}.{'.'.join(classes)}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag == "a":
            self._in_link = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data[:300])
        elif self._in_link and self.words and len(self.words[-1]) < 100:
            self.words[-1] += data[:100]


def own_host(texts: Iterable[str]) -> str:
    """The first host among websites and mail addresses that is a company's own, or ""."""
    for text in texts:
        host = domains.host_of(text)
        if host and not domains.is_free_mail(host) and not domains.is_shared_site(host):
            return host
    return ""

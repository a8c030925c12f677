"""Opening a pasted mail: its headers, and its sender's own words without what is quoted below.

What people paste is a mail as their program saved it, a copy out of its window, or one that a
colleague forwarded to them. In a forwarded mail the sender is the one further in.
"""

import email
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from html.parser import HTMLParser

LONGEST_TEXT = 200_000
LONGEST_MAIL = 4_000_000
LONGEST_HTML = 1_000_000
LONGEST_LINE = 500
_MOST_PARTS = 60
_MOST_HEADERS = 400
# Comments and declarations hold nothing to read, and a tag that does not close soon is none:
# the standard parser spends quadratic time on them.
_DECLARED = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^>]{0,2000}>?|<(?![^<>]{1,3000}>)",
    re.S,
)
_HEADER_NAMES = {
    "from": "from|von|de|da|van|от|发件人|寄件者|寄件人|差出人|보낸 사람|kimden|od|fra|från"
    "|expéditeur",
    "date": "date|sent|gesendet|datum|enviado|envoyé|fecha|data|inviato|дата|отправлено"
    "|发送时间|日期|寄件日期|送信日時|gönderildi|verzonden|skickat",
    "to": "to|an|para|à|a|aan|кому|收件人|宛先|kime|till|til",
    "cc": "cc|kopie|копия|抄送|副本",
    "reply-to": "reply-to|antwort an|responder a|答复",
    "subject": "subject|betreff|asunto|objet|assunto|oggetto|onderwerp|тема|主题|主旨|件名|konu"
    "|ämne|emne",
}
_HEADER_CODES = {word: code for code, words in _HEADER_NAMES.items() for word in words.split("|")}
_HEADER_LINE = re.compile(r"\s{0,3}[*_]{0,2}([^:：\n]{1,24}?)[*_]{0,2}\s?[:：][*_]{0,2}\s*(.*)\Z")
_RAW_HEADER = re.compile(r"(?:From |[A-Za-z][A-Za-z0-9-]{1,60}:)")
_TELLING = frozenset("from subject date received message-id return-path mime-version to".split())  # noqa: SIM905
_FORWARDED = re.compile(
    r"[\s>*_-]*(?:begin forwarded message|forwarded message|forwarded by|weitergeleitete nachricht"
    r"|mensaje reenviado|mensagem encaminhada|message transféré|пересылаемое сообщение|转发的?邮件"
    r"|転送)",
    re.I,
)
_EARLIER = re.compile(
    r"[\s>*_-]*(?:-{2,}\s*(?:original message|ursprüngliche nachricht|mensaje original"
    r"|message d'origine|mensagem original|исходное сообщение|原始邮件|原邮件)|_{20,}\s*\Z"
    r"|on .{6,120} wrote:\s*\Z|am .{6,120} schrieb.{0,80}:\s*\Z|le .{6,120} a écrit\s?:\s*\Z"
    r"|el .{6,120} escribió\s?:\s*\Z|.{4,80}(?:写道|написал[аи]?)\s?[:：]\s*\Z)",
    re.I,
)
_FORWARD_SUBJECT = re.compile(r"\s*(?:fwd?|wg|tr|rv|enc|转发|轉寄|пер)\s*[:：]", re.I)


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """A mail, opened.

    Attributes:
        headers: (name in lower case, decoded value), in the order of the mail.
        text: what its sender wrote, without what is quoted below; lines end in a line feed.
        is_mail: it came with the headers of its journey, not only with a copied head.
    """

    headers: tuple[tuple[str, str], ...]
    text: str
    is_mail: bool

    def header(self, name: str) -> str:
        """The first header of this name, or ""."""
        return next((value for known, value in self.headers if known == name), "")


def open_mail(raw: str | bytes) -> OpenedMail:
    """Open whatever was pasted; never raises.

    Cost: linear in the first 4 MB.
    """
    content = (raw.encode("utf-8", "replace") if isinstance(raw, str) else raw)[:LONGEST_MAIL]
    content = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not _starts_with_headers(content):
        return _unwrapped((), _decoded(content, ""), is_mail=False)
    message = email.message_from_bytes(content)
    raw_pairs = list(message.raw_items())[:_MOST_HEADERS]
    pairs = tuple((name.lower(), decoded_header(_eight_bit(value))) for name, value in raw_pairs)
    names = {name for name, _ in pairs}
    return _unwrapped(pairs, _body(message), is_mail=bool(names & {"received", "message-id"}))


def decoded_header(value: str) -> str:
    """Decode `=?utf-8?…?=` words; what cannot be decoded stays as it is."""
    flat = re.sub(r"\s*\n\s+", " ", value)
    try:
        parts = decode_header(flat)
    except (HeaderParseError, ValueError):
        return flat
    return "".join(
        part if isinstance(part, str) else _decoded(part, charset or "") for part, charset in parts
    )[: LONGEST_LINE * 8]


def _eight_bit(value: object) -> str:
    """A header with bare 8-bit letters, which many programs write, as its letters."""
    return _decoded(str(value).encode("utf-8", "surrogateescape"), "")


def text_of_html(html: str) -> str:
    """The readable text of a page or a mail in HTML; scripts, styles and hidden heads left out."""
    reader = _Reader()
    feed_html(reader, html)
    lines = (" ".join(line.split()) for line in "".join(reader.told).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def feed_html(reader: HTMLParser, html: str) -> None:
    """Let a reader go over hostile HTML: at most a million characters, no comments.

    The standard parser stumbles over some broken declarations; what it had read by then counts.
    """
    try:
        reader.feed(_DECLARED.sub(" ", html[:LONGEST_HTML]))
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        return


def _starts_with_headers(content: bytes) -> bool:
    head = content[:20_000].decode("latin-1").replace("\r\n", "\n").split("\n\n", 1)[0]
    lines = [line for line in head.split("\n") if line[:1] not in {" ", "\t"}]
    if not lines or not all(_RAW_HEADER.match(line) for line in lines[:40]):
        return False
    names = {line.partition(":")[0].lower() for line in lines}
    return len(names & _TELLING) >= min(2, len(lines)) and bool(names & _TELLING)


def _body(message: Message) -> str:
    """The text of the first readable part: plain before HTML."""
    plain, html = [], []
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            break
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain":
            plain.append(_payload(part))
        elif part.get_content_type() == "text/html":
            html.append(_payload(part))
    written = "\n".join(text for text in plain if text.strip())
    return written or "\n".join(text_of_html(text) for text in html)


def _payload(part: Message) -> str:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    if not isinstance(content, bytes):
        return ""
    try:
        charset = part.get_content_charset() or ""
    except (ValueError, LookupError):
        charset = ""
    return _decoded(content[:LONGEST_MAIL], charset)


def _decoded(content: bytes, charset: str) -> str:
    for name in (charset, "utf-8", "gb18030" if charset.lower().startswith("gb") else "cp1252"):
        try:
            return content.decode(name) if name else content.decode("utf-8")
        except (UnicodeError, LookupError, ValueError):
            continue
    return content.decode("utf-8", "replace")


def _unwrapped(headers: tuple[tuple[str, str], ...], text: str, *, is_mail: bool) -> OpenedMail:
    """Step into a forwarded mail, read a copied head, and cut off what is quoted below."""
    lines = _lines(text)
    subject = next((value for name, value in headers if name == "subject"), "")
    for number, line in enumerate(lines):
        is_forward = _FORWARDED.match(line)
        if not is_forward and not _EARLIER.match(line):
            continue
        if not is_forward and not _carries_only(lines[:number], subject):
            return OpenedMail(headers, _joined(lines[:number]), is_mail)
        inner, rest = _copied_head(lines[number + 1 :])
        if inner:
            return OpenedMail(inner, _own_words(rest), is_mail=False)
    inner, rest = _copied_head(lines)
    if inner and not headers:
        return OpenedMail(inner, _own_words(rest), is_mail=False)
    return OpenedMail(headers, _own_words(lines), is_mail)


def _carries_only(above: Sequence[str], subject: str) -> bool:
    """Whether what stands above an earlier mail is no reply to it but only hands it on."""
    words = " ".join(above).split()
    return bool(_FORWARD_SUBJECT.match(subject)) or len(words) <= 3


def _copied_head(lines: Sequence[str]) -> tuple[tuple[tuple[str, str], ...], Sequence[str]]:
    """Read `From: … Sent: … Subject: …` as mail programs copy it; nothing without a sender."""
    found: list[tuple[str, str]] = []
    at = 0
    for at, line in enumerate(lines[:30]):  # noqa: B007 - where it stopped is used below
        bare = line.lstrip("> ")
        told = _HEADER_LINE.match(bare[:LONGEST_LINE])
        code = _HEADER_CODES.get(told[1].strip().lower()) if told else None
        if told and code:
            found.append((code, told[2].strip()))
        elif (bare.strip() and not _belongs(bare, found)) or (found and not bare.strip()):
            break
    names = {name for name, _ in found}
    is_head = "from" in names and len(names) > 1
    return (tuple(found), lines[at:]) if is_head else ((), lines)


def _belongs(line: str, found: Sequence[tuple[str, str]]) -> bool:
    """A recipient list runs over several lines."""
    return bool(found) and found[-1][0] in {"to", "cc"} and "@" in line


def _own_words(lines: Sequence[str]) -> str:
    """Lines up to an earlier mail; lines quoted with `>` are left out."""
    own: list[str] = []
    for line in lines:
        if _EARLIER.match(line):
            break
        own.append(line)
    unquoted = [line for line in own if not line.lstrip().startswith(">")]
    return _joined(unquoted if any(line.strip() for line in unquoted) else own)


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n")


def _lines(text: str) -> list[str]:
    flat = text[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return [line[: LONGEST_LINE * 8].rstrip() for line in flat.replace("\x00", "").split("\n")]


class _Reader(HTMLParser):
    """Collects readable text; a new block is a new line."""

    _HIDDEN = frozenset({"script", "style", "head", "title", "noscript", "template"})
    _BLOCKS = frozenset(
        [
            "p",
            "div",
            "br",
            "tr",
            "li",
            "ul",
            "ol",
            "table",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "section",
            "article",
            "header",
            "footer",
            "address",
            "blockquote",
            "hr",
            "pre",
            "dt",
            "dd",
            "td",
            "th",
        ]
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.told: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in self._HIDDEN:
            self._hidden += 1
        elif tag in self._BLOCKS:
            self.told.append("  " if tag in {"td", "th"} else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in self._BLOCKS:
            self.told.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.told.append(data.replace("\n", " ").replace("\r", " "))

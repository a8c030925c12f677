"""What somebody forwarded: the mail inside hers. Always only said, never a trace.

Of the text only the lines are read in which mail programs repeat the head of what they forward.
"""

import re
from dataclasses import replace
from datetime import tzinfo
from email.errors import MessageError
from email.message import Message

from muniment.touches.domain.noted import MOST_PARTIES, Noted, Unfit, of_mail
from muniment.touches.reading.messages import SeenMail, parsed

LARGEST_LOOK = 512 * 1024
"""Bytes of a forwarded mail that are looked at; what lies behind is attachments."""
_LINES = 200
_HEAD = 12
_ADDRESS = re.compile(r"[\w.+'&%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_TAG = re.compile(r"<(?![^<>@\s]{1,100}@)[^<>]{0,2000}>")
_FROM = re.compile(r"[>*\s]{0,20}(?:From|Von|De|Da|Van|Från|Fra|发件人|寄件者)\*?\s{0,5}[::](.*)")
_TO = re.compile(r"[>*\s]{0,20}(?:To|Cc|An|À|Para|A|Aan|Till|Til|收件人|抄送)\*?\s{0,5}[::](.*)")
_SUBJECT = re.compile(
    r"[>*\s]{0,20}(?:Subject|Betreff|Objet|Asunto|Oggetto|主题|主旨)\*?\s{0,5}[::](.*)"
)


def read_forward(raw: bytes, mail: SeenMail, outer: Noted, *, zone: tzinfo) -> Noted | None:
    """Find the mail inside a forwarded one; None when there is none.

    Attached, it brings its own day and id, so that it is known again in a mailbox; quoted in
    the text, it has those of the mail around it.
    """
    for inner in mail.attached:
        try:
            return of_mail(inner, vouched=False, zone=zone)
        except Unfit:
            continue
    return _quoted(_text(raw).splitlines()[:_LINES], outer)


def _quoted(lines: list[str], outer: Noted) -> Noted | None:
    start = next((place for place, line in enumerate(lines) if _named(_FROM, line)), None)
    if start is None:
        return None
    head = lines[start : start + _HEAD]
    sender = _named(_FROM, head[0])[0]
    others = [one for line in head[1:] for one in _named(_TO, line)]
    subject = next((found[1] for line in head if (found := _SUBJECT.match(line))), outer.subject)
    parties = dict.fromkeys([sender, *others][:MOST_PARTIES], "") | dict(outer.parties)
    clean = " ".join("".join(it if it.isprintable() else " " for it in subject).split())[:300]
    return replace(outer, parties=parties, sender=sender, subject=clean).as_said()


def _named(pattern: re.Pattern[str], line: str) -> list[str]:
    found = pattern.match(line[:2000])
    return [text.lower() for text in _ADDRESS.findall(found[1])] if found else []


def _text(raw: bytes) -> str:
    """The first text of a mail, of HTML without its tags."""
    try:
        parts = _parts(parsed(raw[:LARGEST_LOOK]))
    except (MessageError, ValueError, RecursionError, LookupError, AttributeError):
        return ""
    for wanted in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == wanted:
                text = _decoded(part)
                plain = _TAG.sub("\n", text) if wanted == "text/html" else text
                return plain.replace("&lt;", "<").replace("&gt;", ">")
    return ""


def _decoded(part: Message) -> str:
    try:
        raw = part.get_payload(decode=True)
        charset = part.get_content_charset() or "utf-8"
        return raw.decode(charset, "replace") if isinstance(raw, bytes) else ""
    except (LookupError, ValueError, AttributeError, MessageError):
        return ""


def _parts(message: Message) -> list[Message]:
    parts = []
    for part in message.walk():
        parts.append(part)
        if len(parts) >= _LINES:
            break
    return parts

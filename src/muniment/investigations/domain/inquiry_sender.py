"""Who writes: person, post, company, numbers and address, read from the end of a mail."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from anyascii import anyascii

from muniment.investigations.domain import inquiry_forms as forms
from muniment.matching import countries, domains, mails, phones


@dataclass
class Sender:
    """What was read about the sender, best first under each code; empty when nothing was."""

    facts: dict[str, list[str]] = field(default_factory=dict)

    def say(self, code: str, value: str, *, first: bool = False) -> None:
        """Add a value once."""
        tidy = " ".join(value.split()).strip(" ,;:|–-*_\"'")
        if tidy.count('"') % 2:  # `OOO "Name"` lost its second one with the blanks
            tidy = f'{tidy}"'
        kept = self.facts.setdefault(code, [])
        shorter = [known for known in kept if _begins(tidy, known)]
        if not tidy or any(_begins(known, tidy) for known in kept):
            return
        at = kept.index(shorter[0]) if shorter else 0 if first else len(kept)
        kept.insert(at, tidy)
        self.facts[code] = [known for known in kept if known not in shorter]

    def one(self, code: str) -> str:
        """The best value, or ""."""
        return next(iter(self.facts.get(code, ())), "")


def _begins(fuller: str, told: str) -> bool:
    """Whether one value is the other, or its first words: `John` and `John Okafor`."""
    return f"{fuller.casefold()} ".startswith((f"{told.casefold()} ", f"{told.casefold()}. "))


def signature_of(text: str) -> list[str]:
    """The lines of a mail in which its sender signs, without empty ones.

    A closing (`Best regards`) or two dashes begin them; without either, the last lines that are
    short and tell a name, a number, a post or a firm.
    """
    lines = _without_disclaimer([line.strip() for line in text.split("\n")])
    start = _closing_at(lines)
    if start is None:
        start = _block_at(lines)
    signed = [
        line[: forms.LONGEST_LINE]
        for line in lines[start:]
        if line and not forms.DASHES.match(line)
    ]
    return [line for line in signed if not forms.CLOSING.match(line)][: forms.LONGEST_SIGNATURE]


def read_sender(text: str, address: str, display: str) -> Sender:
    """Read the signature and the words by which a sender introduces himself.

    Args:
        address: the mail address he writes from, or "".
        display: the name beside that address, or "".
    """
    sender, signed = Sender(), signature_of(text)
    rest = [piece for line in signed for piece in _labelled(sender, line)]
    _read_names(sender, rest, address, _bare_name(display))
    _read_introduction(sender, text)
    _read_address(sender, rest)
    _read_sites(sender, signed, text)
    _read_country(sender, signed, address)
    _read_phones(sender, signed, text)
    return sender


def _without_disclaimer(lines: Sequence[str]) -> list[str]:
    end = len(lines)
    for number in range(len(lines) - 1, max(-1, len(lines) - 40), -1):
        if len(lines[number]) < 400 and forms.DISCLAIMER.search(lines[number][:400]):
            end = number
    return list(lines[:end])


def _closing_at(lines: Sequence[str]) -> int | None:
    """Where the last closing stands, if no more than a signature follows it."""
    for number in range(len(lines) - 1, -1, -1):
        below = [line for line in lines[number + 1 :] if line]
        if len(below) > forms.LONGEST_SIGNATURE + 4:
            return None
        if (forms.CLOSING.match(lines[number][:120]) and below) or (
            forms.DASHES.match(lines[number]) and below and len(lines[number]) < 40
        ):
            return number + 1
    return None


def _block_at(lines: Sequence[str]) -> int:
    """The last block of short lines, when one of them looks like part of a signature."""
    end = len(lines)
    while end and not lines[end - 1]:
        end -= 1
    start = end
    while start and end - start < forms.LONGEST_SIGNATURE and _may_sign(lines[start - 1]):
        start -= 1
    tells = any(
        forms.LABEL.match(line)
        or forms.FORMS.search(line)
        or forms.PHONE_LIKE.search(line)
        or _is_name(line)
        for line in lines[start:end]
    )
    return start if tells and start < end else len(lines)


def _may_sign(line: str) -> bool:
    """A line of a signature is short, and no sentence."""
    is_sentence = line.endswith((".", "?", "!", ":")) and len(line.split()) > 4
    return 0 < len(line) <= 70 and not is_sentence


def _labelled(sender: Sender, line: str) -> list[str]:
    """Take what has a label; hand back the pieces that have none."""
    rest = []
    for piece in _pieces(line):
        told = forms.LABEL.match(piece)
        code = _code_of(told[1]) if told else ""
        if told and code:
            _say_labelled(sender, code, told[2])
        elif numbered := forms.NUMBERED.match(piece):
            kind = "tax_number" if numbered["tax"] else "registration_number"
            sender.say(f"company.{kind}", numbered["number"])
        elif piece.strip():
            rest.append(piece.strip())
    return rest


def _say_labelled(sender: Sender, code: str, value: str) -> None:
    if code == "company.country":
        value = countries.code_of(value)
    if code in {"contact.email", "contact.phone", "company.website"}:
        return  # read from the whole signature, where they are recognised by their form
    sender.say(code, value)


def _code_of(label: str) -> str:
    bare = label.lower().strip(" .#")
    return next((code for code, words in forms.LABELS if re.match(words, bare)), "")


def _read_names(sender: Sender, rest: Sequence[str], address: str, display: str) -> None:
    found = domains.registered(address)
    label = "" if found is None or domains.is_free_mail(address) else found.label
    if display and _is_name(display) and not forms.STRONG_FORM.search(display):
        sender.say("person.name", display, first=True)
    for number, line in enumerate(rest):
        pieces = re.split(r"\s*[,/–]\s+|\s+-\s+", line) if number < 3 else [line]
        for piece in pieces if not _is_street(line) else ():
            _place_piece(sender, piece, label)
        if _is_company(line, label) and not forms.TITLE.fullmatch(line):
            sender.say("company.name", line)
    is_firm = forms.STRONG_FORM.search(display) or (label and _fits(display, label))
    if display and is_firm and display not in sender.facts.get("person.name", ()):
        sender.say("company.name", display)
    _prefer_own_domain(sender, label)


def _place_piece(sender: Sender, piece: str, label: str) -> None:
    if _is_company(piece, label) or len(piece) > 60 or "@" in piece:
        return
    is_sentence = len(re.findall(r"[，。！？；：]", piece)) > 1
    if forms.TITLE.search(piece) and not forms.PHONE_LIKE.search(piece) and not is_sentence:
        sender.say("person.title", piece)
    elif not sender.one("person.name") and _is_name(piece):
        sender.say("person.name", _bare_name(piece))


def _prefer_own_domain(sender: Sender, label: str) -> None:
    """The company whose name stands in its domain comes first, a legal form before none."""
    names = sender.facts.get("company.name", [])
    names.sort(
        key=lambda name: (not (label and _fits(name, label)), not forms.STRONG_FORM.search(name))
    )


def _is_company(line: str, label: str) -> bool:
    if (
        len(line) > 90
        or "@" in line
        or forms.URL.search(line)
        or (line.endswith((".", "?", "!", ":")) and not forms.STRONG_FORM.search(line))
    ):
        return False
    words = line.split()
    if not words or len(words) > 10 or forms.PHONE_LIKE.search(line):
        return False
    if forms.STRONG_FORM.search(line) and len(words) > 1:
        return True
    if label and _fits(line, label):
        return not forms.TITLE.search(line)
    weak = forms.FORMS.search(line)
    return bool(
        weak
        and len(words) > 1
        and not forms.TITLE.search(line)
        and _capitalised(words)
        and not forms.STREET.search(line)
    )


def _fits(name: str, label: str) -> bool:
    """Whether a domain's label is made of this name: its first words, or their initials."""
    compact = re.sub(r"[^a-z0-9]", "", label.lower())
    words = re.findall(r"[a-z0-9]+", anyascii(name).lower())
    joined = "".join(words)
    if len(compact) < 3 or not joined:
        return False
    initials = "".join(word[0] for word in words)
    return (
        compact.startswith(joined)
        or (len(compact) >= 4 and joined.startswith(compact))
        or (len(words[0]) >= 4 and compact.startswith(words[0]))
        or (len(compact) >= 3 and initials.startswith(compact))
    )


def _capitalised(words: Sequence[str]) -> bool:
    letters = [word for word in words if word[:1].isalpha() and len(word) > 3]
    return all(not word[:1].islower() for word in letters)


def _is_name(line: str) -> bool:
    """Two to four words as people write their names; an all-capital line may be one too."""
    bare = _bare_name(line)
    if re.fullmatch(r"[\u4e00-\u9fff]{2,4}|[\uac00-\ud7a3]{2,4}", bare):
        return True
    words = bare.split()
    if not 1 <= len(words) <= 5 or any(sign.isdigit() for sign in bare) or len(bare) < 3:
        return False
    if len(words) == 1 and (mails.is_role(f"{bare}@x.com") or not bare[1:].islower()):
        return False
    if countries.code_of(bare) or forms.CLOSING.match(bare) or forms.STREET.search(bare):
        return False
    is_other = words[0].lower() in forms.OPENERS or re.search(r"[@:/\\<>!?%$#&+=]", bare)
    if is_other or any(word.lower().strip(".,") in forms.NO_NAME for word in words):
        return False
    return all(forms.NAME_WORD.match(word) for word in words)


def _bare_name(told: str) -> str:
    """A name without title, brackets and quotes; `Lopez, Maria` is turned round."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", told).strip(" \"'*_,.;:-–")
    bare = forms.HONORIFIC.sub("", bare, count=1) if forms.HONORIFIC.match(bare) else bare
    last, comma, given = bare.partition(",")
    if comma and given.strip() and len(bare.split()) <= 4 and not forms.FORMS.search(bare):
        bare = f"{given.strip()} {last.strip()}"
    return " ".join(bare.split())


def _read_introduction(sender: Sender, text: str) -> None:
    head = text[:6000]
    for told in forms.INTRODUCED.finditer(head):
        name = _bare_name(told[1])
        if _is_name(name) and len(name.split()) > 1 and not forms.FORMS.search(name):
            sender.say("person.name", re.split(r"\s(?:from|of|and|with)\b", name)[0])
    for told in forms.WE_ARE_CHINESE.finditer(head):
        sender.say("company.name", told[1])
    for told in forms.WE_ARE.finditer(head):
        name = re.split(
            r"\s(?:from|based|located|in|and|is|are|which|who|with|as|we|an?|the leading|one of"
            r"|here|at)\b|\.\s|\.\Z",
            told[1],
        )[0]
        if forms.STRONG_FORM.search(name) and len(name.split()) <= 8:
            sender.say("company.name", name)


def _read_address(sender: Sender, rest: Sequence[str]) -> None:
    if sender.one("company.address"):
        return
    names = set(sender.facts.get("company.name", ()))
    found = [number for number, line in enumerate(rest) if line not in names and _is_street(line)]
    if not found:
        return
    block = [rest[found[0]]]
    for line in rest[found[0] + 1 : found[0] + 4]:
        if (
            _numbers(line)
            or forms.LABEL.match(line)
            or "@" in line
            or forms.URL.search(line)
            or line in names
        ):
            break
        if forms.TITLE.search(line) or not (
            any(map(str.isdigit, line)) or "," in line or countries.code_of(line)
        ):
            break
        block.append(line)
    sender.say("company.address", ", ".join(line.strip(" ,;") for line in block))


def _is_street(line: str) -> bool:
    if "@" in line or forms.URL.search(line) or len(line) < 6:
        return False
    has_digit = any(sign.isdigit() for sign in line)
    # `40 East Broadway`: a house number before words, or a street word with a number.
    numbered = re.match(r"(?:no\.?\s*)?\d{1,6}[a-z]?,?\s+[A-ZÀ-Þ]", line) is not None
    if forms.STREET_AND_TOWN.match(line):
        return True
    return (
        has_digit
        and not forms.PHONE_LIKE.fullmatch(line)
        and (numbered or bool(forms.STREET.search(line)))
    )


def _read_sites(sender: Sender, signed: Sequence[str], text: str) -> None:
    for told in forms.URL.finditer("\n".join(signed) + "\n" + text[:20_000]):
        host = domains.host_of(told[0]).removeprefix("www.")
        if host and not domains.is_shared_site(host) and not domains.is_free_mail(host):
            sender.say("company.website", host)


def _read_country(sender: Sender, signed: Sequence[str], address: str) -> None:
    if not sender.one("company.country"):
        for line in [sender.one("company.address"), *reversed(signed)]:
            for piece in reversed(re.split(r"[,;|\n–.]| - ", line)):
                words = re.sub(r"\b[\d-]{3,10}\b", " ", piece).strip()
                if len(words) > 3 and (code := countries.code_of(words)):
                    sender.say("company.country", code)
    if (country := domains.country_of(address)) in countries.countries():
        sender.say("company.country", country)


def _read_phones(sender: Sender, signed: Sequence[str], text: str) -> None:
    """Numbers of the signature first; those without country code belong to its country."""
    country = sender.one("company.country")
    fax = {phones.key(value, country) for value in sender.facts.pop("contact.fax", [])}
    for piece in [
        piece
        for line in [*signed, *_lines_with_phones(text)]
        for piece in _pieces(line)
        if not forms.NUMBERED.match(piece)
    ]:
        told = forms.LABEL.match(piece)
        code = _code_of(told[1]) if told else "contact.phone"
        for written in _numbers(told[2] if told else piece) if code == "contact.phone" else ():
            number = phones.e164(written, country) or (written if told else "")
            if phones.key(number, country) not in fax:
                sender.say("contact.phone", number)
    for number in sender.facts.get("contact.phone", ()):
        if number.startswith("+") and not country and (code := phones.country_of(number)):
            sender.say("company.country", code)


def _numbers(piece: str) -> list[str]:
    """What is written like a telephone number: eight digits or more, or a plus before them."""
    found = [told[0].strip() for told in forms.PHONE_LIKE.finditer(piece)]
    return [number for number in found if sum(map(str.isdigit, number)) >= forms.FEWEST_DIGITS]


def _pieces(line: str) -> list[str]:
    return [piece for piece in re.split(r"\s*[|•·]\s*|\s{2,}|\t", line) if piece.strip()]


def _lines_with_phones(text: str) -> list[str]:
    lines = [line[:300] for line in text.split("\n")[:400]]
    return [
        line
        for line in lines
        if "+" in line or re.search(r"(?:phone|tel|mobile|whats ?app)", line, re.I)
    ]

"""Who writes: person, post, company, numbers and address, read from the end of a mail."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from anyascii import anyascii

from muniment.matching import countries, domains, mails, phones

_CLOSING = re.compile(
    r"[\s>*_]*(?:(?:with )?(?:(?:kind|best|warm|kindest|warmest|many)\s+)*regards?"
    r"|(?:very )?best(?: wishes)?|rgds|brgds|br|b\.rgds"
    r"|thanks?(?: you)?(?: (?:and|&) (?:best |kind )?regards?| (?:so |very )?much| in advance"
    r"| a lot)?"
    r"|sincerely(?: yours)?|yours? (?:sincerely|faithfully|truly|cordially)|cheers|respectfully"
    r"|cordially"
    r"|mit freundlichen grüßen|freundliche grüße|mfg|viele grüße|atentamente|saludos(?: cordiales)?"
    r"|un saludo|cordialement|bien cordialement|salutations|atenciosamente|cordiali saluti"
    r"|distinti saluti"
    r"|saygılarımla|с уважением|pozdrawiam|z poważaniem|met vriendelijke groet(?:en)?"
    r"|med vänlig hälsning"
    r"|此致|敬礼|谢谢|祝好|顺祝商祺|よろしくお願いいたします)[\s,.!。，、_*-]*\Z",
    re.I,
)
_DASHES = re.compile(r"\s*(?:--+|__+|==+|\*{3,})\s*\Z")
_DISCLAIMER = re.compile(
    r"(?:this (?:e-?mail|message|communication|transmission)|confidential|disclaimer"
    r"|the information (?:contained|in)"
    r"|please consider the environment|sent from my|get outlook for|virus[- ]free"
    r"|if you (?:are not|have received)"
    r"|unsubscribe)",
    re.I,
)
_FORMS = re.compile(
    r"(?:(?<![\w.])(?:ltd|limited|llc|l\.l\.c|inc|incorporated|corp|corporation|gmbh|mbh|ag|kg"
    r"|ohg|ug|e\.k|s\.?a\.?|sas|sarl"
    r"|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|oyj?|ab|a/s|aps|asa|pty|pvt|plc|llp|fzc|fze|fzco|fz-llc"
    r"|dmcc|lda|ltda|s\.?l\.?u?|eirl"
    r"|s\.?a\.? de c\.?v|sp\. ?z ?o\. ?o|s\.?r\.?o|d\.?o\.?o|kft|zrt|ood|eood|ооо|оао|зао|пао"
    r"|ип|тов|jsc|ojsc|a\.?ş"
    r"|san\.? ?(?:ve)? ?tic|sdn\.? ?bhd|bhd|pte|co|company|group|holdings?|enterprises?"
    r"|industries|trading|traders"
    r"|imports?|exports?|impex|international|bank|stores?|suppl(?:y|ies)|manufactur(?:ing|ers?)"
    r"|factory|est|establishment|& sons|& co|công ty|tnhh)"
    r"(?![\w/])|有限公司|株式会社|合同会社|集团|公司|贸易|주식회사)",
    re.I,
)
_STRONG_FORM = re.compile(
    r"(?:\A(?:pt|cv|ud|m/s)\b\.?\s(?=\S)|(?<![\w.])(?:ltd|limited|llc|l\.l\.c|inc|corp|gmbh"
    r"|s\.?a\.?|sarl|s\.?r\.?l|s\.?p\.?a"
    r"|b\.?v|pty|pvt|plc|llp|fzc|fze|fzco"
    r"|fz-llc|dmcc|lda|ltda|ооо|оао|зао|jsc|a\.?ş|sdn\.? ?bhd|pte)(?![\w/])|有限公司|株式会社)",
    re.I,
)
_TITLE = re.compile(
    r"(?<![\w@])(?:managers?|director|buyer|purchas(?:er|ing)|procurement|ceo|cfo|coo|cto|chief"
    r"|president|vice|vp"
    r"|head of|founder|owner|partner|proprietor|executive|officer|engineer|secretary|assistant"
    r"|merchandiser|agent|representative|rep"
    r"|coordinator|specialist|supervisor|sales|sourcing|secretary|analyst|consultant|attorney"
    r"|counsel|lead|chairman"
    r"|gerente|compras|directora?|comprador|jefe|leiter(?:in)?|einkäufer(?:in)?|einkauf"
    r"|geschäftsführer(?:in)?|directeur|directrice"
    r"|acheteur|acheteuse|responsable|müdürü?|satın ?alma|менеджер|директор|закуп\w*)(?!\w)|经理"
    r"|总监|采购|主管|部长|董事|社长",
    re.I,
)
_LABEL = re.compile(
    r"\s*[*_]{0,2}((?:company|firm|organi[sz]ation|firma|empresa|公司|公司名称)(?: name)?|name"
    r"|full name|contact person|contact|attn|姓名|联系人"
    r"|title|position|designation|职位|职务|address|add|addr|adresse|dirección|endereço|адрес|地址"
    r"|country|land|país|国家"
    r"|tel|tél(?:éphone)?|telephone|phone|ph|port(?:able)?|mobile(?:/\w+)?|mob|cell|cellphone"
    r"|handphone|hp|whats ?app|wechat|viber|t"
    r"|m|p|c|telefon|tel[eé]fono|тел|电话|手机"
    r"|fax|f|传真|e-?mail|mail|e|邮箱|website|web ?site|web|site|url|w|www|网址"
    r"|(?:vat|tva)(?: (?:no|number|id|reg))?|tax (?:id|no|number)|ein|cnpj|nif|trn|gst(?:in)?"
    r"|ust-?id(?:nr)?|inn|инн"
    r"|reg(?:istration)?\.? ?(?:no|number)|company (?:no|number|reg(?:istration)?(?: no"
    r"| number)?)|cr(?: no)?|hrb|营业执照号|税号)"
    r"[*_]{0,2}\s?[.#]{0,2}\s?[:：]\s*(.+)\Z",
    re.I,
)
_LABELS = (
    ("company.registration_number", r"(?:reg|company (?:no|number|reg)|cr|hrb|营业执照号)"),
    ("company.tax_number", r"(?:vat|tva|tax|ein|cnpj|nif|trn|gst|ust|inn|инн|税号)"),
    ("company.name", r"(?:company|firm|organi|firma|empresa|公司)"),
    ("person.name", r"(?:name|full name|contact|attn|姓名|联系人)"),
    ("person.title", r"(?:title|position|designation|职)"),
    ("company.address", r"(?:add|adresse|dirección|endereço|адрес|地址)"),
    ("company.country", r"(?:country|land|país|国家)"),
    ("contact.fax", r"(?:fax|f\Z|传真)"),
    ("company.website", r"(?:web|site|url|w\Z|www|网址)"),
    ("contact.email", r"(?:e-?mail|mail|e\Z|邮箱)"),
    (
        "contact.phone",
        r"(?:tel|tél|port|phone|ph|mob|cell|hand|hp|whats|wechat|viber|t\Z|m\Z|p\Z|c\Z|тел|电话|手机)",
    ),
)
_PHONE_LIKE = re.compile(r"\+?\(?\d[\d\s().\-/]{5,22}\d")
_URL = re.compile(
    r"(?<![\w@.])(?:https?://[^\s<>\"')\]]{4,200}"
    r"|www\.[\w\u00c0-\uffff-]+(?:\.[\w\u00c0-\uffff-]+){1,4}[^\s<>\"')\]]{0,120})",
    re.I,
)
_INTRODUCED = re.compile(
    r"(?:(?i:my name is|i am|this is|i'm|myself|me llamo|mein name ist|меня зовут|je m'appelle))\s+"
    r"((?:(?i:mr|mrs|ms|miss|dr|eng|ing)\.?\s+)?[A-ZÀ-ÞА-Я][\w'’.-]{0,24}(?:\s+[A-ZÀ-ÞА-Я][\w'’.-]{0,24}){0,3})"
)
_WE_ARE = re.compile(
    r"(?:(?i:we are|we're|on behalf of|represent(?:ing)?|(?:manager|director|buyer|officer|head"
    r"|ceo|owner|agent|president|department) (?:at|of|with|for)"
    r"|writing (?:to you )?from|here from|(?:i am|this is) \w+(?: \w+)? (?:from|of|with)"
    r"|i work (?:for|at|with)|our company,?|from)\s+(?:(?i:the company|messrs\.?|m/s\.?)\s+)?)"
    r"([A-ZÀ-ÞА-Я0-9][^\n,;:!?()]{2,80})"
)
_WE_ARE_CHINESE = re.compile(
    r"(?:我们是|我司是|我是|来自|本公司)([\u4e00-\u9fff（）()]{2,24}?(?:公司|集团|贸易行|商行))"
)
_NAME_WORD = re.compile(
    r"[A-ZÀ-ÞА-ЯŁŚŻİÇ][\w'’.-]*\Z|(?:de|da|di|del|la|van|von|der|den|bin|binti|al|el|dos|du|le"
    r"|ten|y|ibn|abu)\Z"
)
_HONORIFIC = re.compile(
    r"\s*(?:mr|mrs|ms|miss|dr|prof|eng|ing|sir|madam|herr|frau|sr|sra)\b\.?\s*", re.I
)
_NO_NAME = mails.ROLES - {"gm", "md"} | frozenset({"department", "dept", "team", "desk", "group"})
_OPENERS = frozenset("dear hello hi the please we our i this thank".split())  # noqa: SIM905
_STREET = re.compile(
    r"(?:\w*(?:straße|strasse|str\.|gasse|weg|platz)\b|\b(?:street|st\.|road|rd\.?|avenue"
    r"|ave\.?|boulevard|blvd|lane|drive|floor|suite|building|bldg|tower|plaza|p\.?\s?o\.?\s?box"
    r"|block|unit"
    r"|no\.|district|industrial|zone|calle|avenida|av\.|rua|rue|via|piazza|cad\.|cadde|sokak"
    r"|mah\.|ул\.|улица|office|room|house)"
    r"|路|街|号|区)",
    re.I,
)  # fmt: skip
LONGEST_SIGNATURE = 16
_LONGEST_LINE = 160
_FEWEST_DIGITS = 8


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
    signed = [line[:_LONGEST_LINE] for line in lines[start:] if line and not _DASHES.match(line)]
    return [line for line in signed if not _CLOSING.match(line)][:LONGEST_SIGNATURE]


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
        if len(lines[number]) < 400 and _DISCLAIMER.search(lines[number][:400]):
            end = number
    return list(lines[:end])


def _closing_at(lines: Sequence[str]) -> int | None:
    """Where the last closing stands, if no more than a signature follows it."""
    for number in range(len(lines) - 1, -1, -1):
        below = [line for line in lines[number + 1 :] if line]
        if len(below) > LONGEST_SIGNATURE + 4:
            return None
        if (_CLOSING.match(lines[number][:120]) and below) or (
            _DASHES.match(lines[number]) and below and len(lines[number]) < 40
        ):
            return number + 1
    return None


def _block_at(lines: Sequence[str]) -> int:
    """The last block of short lines, when one of them looks like part of a signature."""
    end = len(lines)
    while end and not lines[end - 1]:
        end -= 1
    start = end
    while start and end - start < LONGEST_SIGNATURE and _may_sign(lines[start - 1]):
        start -= 1
    tells = any(
        _LABEL.match(line) or _FORMS.search(line) or _PHONE_LIKE.search(line) or _is_name(line)
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
        told = _LABEL.match(piece)
        code = _code_of(told[1]) if told else ""
        if told and code:
            _say_labelled(sender, code, told[2])
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
    return next((code for code, words in _LABELS if re.match(words, bare)), "")


def _read_names(sender: Sender, rest: Sequence[str], address: str, display: str) -> None:
    found = domains.registered(address)
    label = "" if found is None or domains.is_free_mail(address) else found.label
    if display and _is_name(display) and not _STRONG_FORM.search(display):
        sender.say("person.name", display, first=True)
    for number, line in enumerate(rest):
        pieces = re.split(r"\s*[,/–]\s+|\s+-\s+", line) if number < 3 else [line]
        for piece in pieces if not _is_street(line) else ():
            _place_piece(sender, piece, label)
        if _is_company(line, label) and not _TITLE.fullmatch(line):
            sender.say("company.name", line)
    is_firm = _STRONG_FORM.search(display) or (label and _fits(display, label))
    if display and is_firm and display not in sender.facts.get("person.name", ()):
        sender.say("company.name", display)
    _prefer_own_domain(sender, label)


def _place_piece(sender: Sender, piece: str, label: str) -> None:
    if _is_company(piece, label) or len(piece) > 60 or "@" in piece:
        return
    is_sentence = len(re.findall(r"[，。！？；：]", piece)) > 1
    if _TITLE.search(piece) and not _PHONE_LIKE.search(piece) and not is_sentence:
        sender.say("person.title", piece)
    elif not sender.one("person.name") and _is_name(piece):
        sender.say("person.name", _bare_name(piece))


def _prefer_own_domain(sender: Sender, label: str) -> None:
    """The company whose name stands in its domain comes first, a legal form before none."""
    names = sender.facts.get("company.name", [])
    names.sort(key=lambda name: (not (label and _fits(name, label)), not _STRONG_FORM.search(name)))


def _is_company(line: str, label: str) -> bool:
    if (
        len(line) > 90
        or "@" in line
        or _URL.search(line)
        or (line.endswith((".", "?", "!", ":")) and not _STRONG_FORM.search(line))
    ):
        return False
    words = line.split()
    if not words or len(words) > 10 or _PHONE_LIKE.search(line):
        return False
    if _STRONG_FORM.search(line) and len(words) > 1:
        return True
    if label and _fits(line, label):
        return not _TITLE.search(line)
    weak = _FORMS.search(line)
    return bool(
        weak
        and len(words) > 1
        and not _TITLE.search(line)
        and _capitalised(words)
        and not _STREET.search(line)
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
    if countries.code_of(bare) or _CLOSING.match(bare) or _STREET.search(bare):
        return False
    is_other = words[0].lower() in _OPENERS or re.search(r"[@:/\\<>!?%$#&+=]", bare)
    if is_other or any(word.lower().strip(".,") in _NO_NAME for word in words):
        return False
    return all(_NAME_WORD.match(word) for word in words)


def _bare_name(told: str) -> str:
    """A name without title, brackets and quotes; `Lopez, Maria` is turned round."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", told).strip(" \"'*_,.;:-–")
    bare = _HONORIFIC.sub("", bare, count=1) if _HONORIFIC.match(bare) else bare
    last, comma, given = bare.partition(",")
    if comma and given.strip() and len(bare.split()) <= 4 and not _FORMS.search(bare):
        bare = f"{given.strip()} {last.strip()}"
    return " ".join(bare.split())


def _read_introduction(sender: Sender, text: str) -> None:
    head = text[:6000]
    for told in _INTRODUCED.finditer(head):
        name = _bare_name(told[1])
        if _is_name(name) and len(name.split()) > 1 and not _FORMS.search(name):
            sender.say("person.name", re.split(r"\s(?:from|of|and|with)\b", name)[0])
    for told in _WE_ARE_CHINESE.finditer(head):
        sender.say("company.name", told[1])
    for told in _WE_ARE.finditer(head):
        name = re.split(
            r"\s(?:from|based|located|in|and|is|are|which|who|with|as|we|an?|the leading|one of"
            r"|here|at)\b|\.\s|\.\Z",
            told[1],
        )[0]
        if _STRONG_FORM.search(name) and len(name.split()) <= 8:
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
            or _LABEL.match(line)
            or "@" in line
            or _URL.search(line)
            or line in names
        ):
            break
        if _TITLE.search(line) or not (
            any(map(str.isdigit, line)) or "," in line or countries.code_of(line)
        ):
            break
        block.append(line)
    sender.say("company.address", ", ".join(line.strip(" ,;") for line in block))


def _is_street(line: str) -> bool:
    if "@" in line or _URL.search(line) or len(line) < 6:
        return False
    has_digit = any(sign.isdigit() for sign in line)
    # `40 East Broadway`: a house number before words, or a street word with a number.
    numbered = re.match(r"(?:no\.?\s*)?\d{1,6}[a-z]?,?\s+[A-ZÀ-Þ]", line) is not None
    return (
        has_digit and not _PHONE_LIKE.fullmatch(line) and (numbered or bool(_STREET.search(line)))
    )


def _read_sites(sender: Sender, signed: Sequence[str], text: str) -> None:
    for told in _URL.finditer("\n".join(signed) + "\n" + text[:20_000]):
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
        piece for line in [*signed, *_lines_with_phones(text)] for piece in _pieces(line)
    ]:
        told = _LABEL.match(piece)
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
    found = [told[0].strip() for told in _PHONE_LIKE.finditer(piece)]
    return [number for number in found if sum(map(str.isdigit, number)) >= _FEWEST_DIGITS]


def _pieces(line: str) -> list[str]:
    return [piece for piece in re.split(r"\s*[|•·]\s*|\s{2,}|\t", line) if piece.strip()]


def _lines_with_phones(text: str) -> list[str]:
    lines = [line[:300] for line in text.split("\n")[:400]]
    return [
        line
        for line in lines
        if "+" in line or re.search(r"(?:phone|tel|mobile|whats ?app)", line, re.I)
    ]

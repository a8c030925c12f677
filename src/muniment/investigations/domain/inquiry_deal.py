"""What an inquiry wants: goods, quantity, delivery term, place, and how it would pay."""

import re
from collections.abc import Iterator

from muniment.matching.countries import code_of

_INCOTERM = re.compile(
    r"(?<![A-Za-z])(EXW|FCA|FAS|FOB|CFR|CNF|C\s?[&+]\s?F|CPT|CIF|CIP|DAP|DPU|DAT|DDP"
    r"|DDU)(?![A-Za-z])"
    r"(?:\s*(?:terms?|price|basis|incoterms?\s*20\d\d|[-:,(])\s*)?"
    r"((?:\s*[A-ZÀ-ÞА-Я][\w'’-]{1,20}){1,3}(?:\s+(?:port|seaport|airport))?"
    r"|\s*[\u4e00-\u9fff]{2,6}?(?:港|(?=[，。,\s]|\Z)))?"
)
_SAME_TERM = {"CNF": "CFR", "C&F": "CFR", "C+F": "CFR"}
_NO_PLACE = frozenset(
    """
    price prices terms term please thanks regards best payment quote quotation incoterms we our the
    and with kindly dear price. usd eur or by for value only basis offer delivery shipment
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list of strings
)
_TO_DESTINATION = frozenset({"CFR", "CPT", "CIF", "CIP", "DAP", "DPU", "DAT", "DDP", "DDU"})
_PLACE = re.compile(
    r"(?:port of (?:discharge|destination|delivery)|destination port|discharge port|delivery port"
    r"|(?:final )?destination|puerto de destino|porto de destino|目的港|порт назначения"
    r"|deliver(?:y|ed)? to|ship(?:ped|ment)? to)"
    r"\s*(?:is|:|：|-|the)?\s*([A-ZÀ-Þ\u4e00-\u9fff][^\n,;.()]{1,40})",
    re.I,
)
_TO_PORT = re.compile(
    r"\bto (?:the )?(?:(?:sea)?port of ((?:[A-ZÀ-Þ][\w'’-]{1,20} ?){1,3})"
    r"|((?:[A-ZÀ-Þ][\w'’-]{1,20} ){1,3})(?:sea)?port\b)"
)
_UNITS = {
    "pcs": "pcs?|pieces?|pièces?|pces|units|unit|nos|stück|stk|piezas|unidades|штук|шт|个|件|台|只",
    "sets": "sets|set|套",
    "t": "metric\\s+tons?|metric\\s+tonnes?|tons?|tonnes?|mts?|m/t|toneladas|тонн|吨",
    "kg": "kgs?|kilograms?|kilos?|公斤|千克|кг",
    "containers": "(?:x\\s*)?(?:20|40|45)\\s*(?:['’]|ft|feet|foot|hq|hc|gp)+(?:\\s*(?:hq|hc|gp))?"
    "(?:\\s*(?:containers?|fcl))?|containers?|fcls?|teu|货柜|контейнер\\w*",
    "m3": "cbm|m3|m³|cubic\\s+met(?:er|re)s?",
    "m2": "sqm|m2|m²|square\\s+met(?:er|re)s?|平方米",
    "m": "met(?:er|re)s?|metros|米",
    "l": "lit(?:er|re)s?|ltrs?",
    "cartons": "cartons?|ctns?|boxes|箱",
    "pairs": "pairs?|双",
    "rolls": "rolls?|卷",
    "bags": "bags?|袋",
    "drums": "drums?|barrels?|桶",
    "dozen": "dozens?|doz",
    "pallets": "pallets?|托盘",
}
_NUMBER = r"(\d{1,3}(?:[ ,.]\d{3})+(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,3})?)"
_QUANTITIES = tuple(
    (
        unit,
        re.compile(
            rf"(?<![A-Za-z0-9.,$€£%]){_NUMBER}\s*(k\s)?\s*(?:{words})(?![A-Za-zÀ-ÿ0-9])", re.I
        ),
    )
    for unit, words in _UNITS.items()
)
_PAYMENT = re.compile(
    r"(?:\d{1,3}\s?%[^\n.;]{0,60}?)?(?:(?<![A-Za-z])(?:T\s?/\s?T|TT|L\s?/\s?C|LC|D\s?/\s?P"
    r"|D\s?/\s?A|O\s?/\s?A"
    r"|CAD|SBLC|DLC|BG)(?![A-Za-z/])|(?i:letter of credit|open account|wire transfer|bank transfer"
    r"|telegraphic transfer|western union|moneygram|paypal|escrow|bitcoin|usdt|cheque|net \d{2,3}"
    r"|cash against documents|documents against (?:payment|acceptance)|advance payment"
    r"|down ?payment"
    r"|deposit|credit card|carta de crédito|аккредитив|предоплат\w+|信用证|电汇|定金|赊销))"
    r"[^\n.;。，]{0,120}(?!\w)"
)
_PAYMENT_LABEL = re.compile(
    r"(?:payment(?: terms?| conditions?)?|terms of payment|付款方式|оплата|zahlung\w*|pago"
    r"|paiement)"
    r"\s*[:：]\s*([^\n.;。]{3,100})",
    re.I,
)
_PRODUCT = re.compile(
    r"(?:interested in (?:(?:buying|purchasing|importing|ordering|your|the) )*(?:products?:? )?"
    r"|look(?:ing)? (?:for|to (?:buy|purchase|import|order))(?: (?:a|the|your|some))? "
    r"|(?:please|kindly) quote(?: us)?(?: for)? (?!your |the |me |us )|(?:quotation|quote|price"
    r"|offer|rfq|inquiry|enquiry|prices|price list) (?:for|of|on|about"
    r"|regarding) "
    r"|(?:want|need|like|wish|intend|require) to (?:buy|purchase|import|order|source"
    r"|place an order (?:for|of)) "
    r"|\A(?:inquiry|enquiry|rfq)\s*[:：-]\s*"
    r"|(?:we|i) (?:need|require|import|buy|are importing|want) |we are in need of "
    r"|(?:product|item|goods|commodity|artikel|produkt|producto|produto|товар|产品"
    r"|品名)s?(?: name)?\s*[:：]\s*"
    r"|interesados en |interessiert an |interessados em |intéressés? par |заинтересованы в "
    r"|нас интересу[ею]т:? "
    r"|采购|求购)"
    r"(?:your |the |following |some |our |a |an |des |les |du |un |une |die |den |los "
    r"|las )*([^\n.;:!?(。，；：！？（]{2,120})",
    re.I,
)
_PRODUCT_ENDS = re.compile(
    r",| for (?:our|my|the|a|delivery|shipment|import)\b| from (?:your|you|china|india)\b"
    r"| to be\b| with\b"
    r"| on (?:cif|fob|cfr|exw)\b| (?:cif|fob|cfr|exw|ddp)\b| and (?:would|we|i|please|kindly"
    r"|your)\b"
    r"| as (?:per|follows|attached|below)\b| in (?:the|our|bulk|large)\b| which\b| that\b"
    r"| at (?:the|your)\b"
    r"| please\b| kindly\b| made\b| would\b| shown\b| quantity\b| we saw\b| per (?:attached"
    r"|month)\b",
    re.I,
)
_LEADING_CONTAINERS = re.compile(
    r"\s*\d{1,3}\s?x\s?\d{2}['’]?\s?(?:ft|hq|hc|gp)?\w*\s+(?:containers?\s+)?(?:of\s+)?", re.I
)
_LEADING_QUANTITY = re.compile(
    rf"\s*{_NUMBER}\s*(?:[A-Za-z./'’]+\s+(?:of\s+|containers?\s+(?:of\s+)?)?)", re.I
)
_NO_PRODUCT = re.compile(
    r"(?:you|your (?:company|firm|catalog\w*|price|soonest|reply|products?\b.*)|products?"
    r"|items?|it|this|them"
    r"|(?:long|business)\b.*|cooperat\w+.*|quotation.*|price.*|more .*|know.*|hear.*|see.*"
    r"|be .*|have.*"
    r"|establish.*|discuss.*|the following.*|following.*|receiv.*|a reliable.*|reliable .*)\Z",
    re.I,
)
_HS = re.compile(r"\bH\.?\s?S\.?\s*(?:code|tariff|编码)?\s*(?:no\.?|number)?\s*[:：#]?\s*"
                 r"(\d{4}(?:[. ]?\d{2}){1,3})\b", re.I)  # fmt: skip
_MONEY = re.compile(
    r"(?:(US\$|USD|EUR|€|GBP|£|CNY|RMB|\$)\s?" + _NUMBER + r"|" + _NUMBER
    + r"\s?(USD|EUR|GBP|CNY|RMB|dollars|euros?)\b)"
)  # fmt: skip
_CURRENCIES = {"us$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "rmb": "CNY", "dollars": "USD",
               "euro": "EUR", "euros": "EUR"}  # fmt: skip
_PARTIES = {
    "deal.consignee": "consignee(?: name)?|consigned to|ship[- ]?to|收货人"
    "|consignatario|consignatário|destinataire|empfänger|грузополучатель",
    "deal.notify": "notify(?: party| address)?|also notify|通知人|notificar a|извещаемая сторона",
    "deal.forwarder": "(?:freight )?forwarder|forwarding agent|freight agent|货代|spediteur"
    "|transitario|transitaire|экспедитор",
}
_PARTY = {
    code: re.compile(rf"^[^\S\n]*(?:[-*•][^\S\n]*)?(?:{words})[^\S\n]*[:：]([^\n]*)(?:\n([^\n]+))?",
                     re.I | re.M)
    for code, words in _PARTIES.items()
}  # fmt: skip
_SAME_PARTY = re.compile(
    r"(?:the )?same (?:as|like) .*|same|as above|idem|to order\b.*|同上|同收货人", re.I
)
_ADDRESS_BEGINS = re.compile(
    r",\s*(?=\d|p\.?\s?o\.?\s?box|office|unit|suite|room|plot|floor)|;", re.I
)
_LABEL_FOLLOWS = re.compile(r"[^:：]{1,40}[:：]")
_MOST_VALUES = 4


def deal_in(subject: str, text: str) -> dict[str, list[str]]:
    """Read what is wanted; codes as in `Subject.facts`, nothing that was not written."""
    found: dict[str, list[str]] = {}
    for code, value in _told(subject, text[:30_000]):
        kept = found.setdefault(code, [])
        if value not in kept and len(kept) < _MOST_VALUES:
            kept.append(value)
    return found


def _told(subject: str, text: str) -> Iterator[tuple[str, str]]:
    whole = f"{subject}\n{text}"
    yield from _terms(whole)
    yield from (("deal.product", product) for product in _products(subject, text))
    yield from _quantities(whole)
    yield from _money(whole)
    yield from (("deal.hs_code", re.sub(r"\D", "", told[1])) for told in _HS.finditer(whole))
    yield from _payments(text)
    for told in _PLACE.finditer(whole):
        yield "deal.destination", _tidy(told[1])
    for told in _TO_PORT.finditer(whole):
        yield "deal.destination", _tidy(told[1] or told[2])
    yield from _parties(text)


def _parties(text: str) -> Iterator[tuple[str, str]]:
    """Who stands behind `Consignee:` and its like; the name alone, in that line or the next."""
    for code, pattern in _PARTY.items():
        for told in pattern.finditer(text):
            line = told[1].strip() or (told[2] or "").strip()
            if not told[1].strip() and _LABEL_FOLLOWS.match(line):
                continue
            name = _without_country(_tidy(_ADDRESS_BEGINS.split(line, maxsplit=1)[0]))
            if 2 < len(name) <= 120 and not _SAME_PARTY.fullmatch(name):
                yield code, name


def _without_country(told: str) -> str:
    """Leave out a country behind a name, and one place before it: `Firm Ltd, Lagos, Nigeria.`"""
    name, *places = (part.strip() for part in told.split(","))
    if not places or not code_of(places[-1].rstrip(".")):
        return told
    return ", ".join([name, *places[:-2]])


def _terms(text: str) -> Iterator[tuple[str, str]]:
    for told in _INCOTERM.finditer(text):
        term = re.sub(r"\s", "", told[1])
        term = _SAME_TERM.get(term, term)
        yield "deal.incoterm", term
        place = _place(told[2] or "")
        if place:
            yield "deal.port", place
            if term in _TO_DESTINATION:
                yield "deal.destination", place


def _payments(text: str) -> Iterator[tuple[str, str]]:
    """What stands behind `Payment:`; without that, every phrase with a way to pay in it."""
    labelled = [_tidy(told[1]) for told in _PAYMENT_LABEL.finditer(text)]
    for words in labelled or [_tidy(told[0]) for told in _PAYMENT.finditer(text)]:
        yield "deal.payment", words


def _place(told: str) -> str:
    words = []
    for word in told.split():
        if word.lower().strip(".,") in _NO_PLACE:
            break
        words.append(word.strip(".,"))
    while words and words[-1].lower() in {"port", "seaport"}:
        words.pop()
    return " ".join(words)


def _products(subject: str, text: str) -> Iterator[str]:
    for told in _PRODUCT.finditer(f"{text}\n{subject}"):
        product = _PRODUCT_ENDS.split(told[1], maxsplit=1)[0]
        product = _LEADING_CONTAINERS.sub("", product, count=1)
        product = _tidy(_LEADING_QUANTITY.sub("", product, count=1))
        if 2 < len(product) <= 80 and not _NO_PRODUCT.match(product):
            yield product


def _quantities(text: str) -> Iterator[tuple[str, str]]:
    """Quantities in the order of the text, containers last: a price is of what is in them."""
    hits = sorted(
        (unit == "containers", told.start(), told[1], unit, bool(told[2]))
        for unit, pattern in _QUANTITIES
        for told in pattern.finditer(text)
    )
    for *_, number, unit, thousands in hits[:_MOST_VALUES]:
        plain = plain_number(number)
        if plain and plain != "0":
            yield "deal.quantity", f"{plain}000" if thousands and plain.isdigit() else plain
            yield "deal.unit", unit


def _money(text: str) -> Iterator[tuple[str, str]]:
    for told in _MONEY.finditer(text):
        sign, number = told[1] or told[4], told[2] or told[3]
        yield "deal.currency", _CURRENCIES.get(sign.lower(), sign.upper())
        around = text[max(0, told.start() - 40) : told.end() + 20].lower()
        if re.search(r"total|order value|worth|amount|budget|value of|contract", around):
            yield "deal.amount", plain_number(number)
        elif re.search(
            r"per |/\s?(?:pcs?|kg|mt|ton|set|unit|m2|piece)|each|unit|target|price", around
        ):
            yield "deal.unit_price", plain_number(number)


def plain_number(told: str) -> str:
    """Write `1,000`, `1.000`, `1 000` as `1000` and `1.000,50` as `1000.50`."""
    bare = told.replace(" ", "")
    if re.fullmatch(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*", bare):
        return re.sub(r"[.,]", "", bare)
    whole, _, cents = bare.replace(",", ".").rpartition(".")
    return f"{whole.replace('.', '')}.{cents}" if whole else bare


def _tidy(told: str) -> str:
    return " ".join(told.split()).strip(" ,;:-–*\"'()")

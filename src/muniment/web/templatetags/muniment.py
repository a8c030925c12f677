"""Tags and filters of the parts: icons, arms, initials, money, moments, form controls."""

import re
from datetime import datetime
from hashlib import sha256

from django import forms, template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BoundField
from django.template.defaultfilters import date as formatted
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from muniment.core.clock import rfc3339
from muniment.core.money import Money, digits_of
from muniment.matching.countries import countries
from muniment.vault.catalogue import current
from muniment.web import emblem as arms
from muniment.web.exposure.words import usd

register = template.Library()
TONES = 8
_CJK = re.compile(r"[\u3400-\u9fff]")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; it says nothing by itself, a word stands beside it."""
    sprite = staticfiles_storage.url("vendor/icons.svg")
    return format_html(
        '<svg class="m-icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        sprite,
        name,
    )


@register.simple_tag
def emblem(codename: str) -> SafeString:
    """Draw the arms of a codename."""
    return mark_safe(arms.emblem(str(codename)))  # noqa: S308 - holds nothing of the codename


@register.simple_tag
def pips(left: int | str | None, of: int | str | None) -> SafeString:
    """Draw looks as rings, filled while they are left; three full ones when nobody counted.

    A variable that a template does not have arrives as "" and counts as unknown.
    """
    total = min(of, 9) if isinstance(of, int) and of else 3
    remaining = max(0, min(left, total)) if isinstance(left, int) else total
    rings = "".join(
        f'<circle class="m-pip{" m-pip-left" if place < remaining else ""}"'
        f' cx="{6 + 11 * place}" cy="6" r="4"/>'
        for place in range(total)
    )
    width = 11 * total + 1
    return mark_safe(  # noqa: S308 - numbers only
        f'<svg class="m-pips" viewBox="0 0 {width} 12" width="{width}" height="12"'
        f' aria-hidden="true" focusable="false">{rings}</svg>'
    )


@register.filter
def initials(name: str) -> str:
    """Shorten a name for its avatar: 王小明 is 小明, Ada Lovelace is AL."""
    text = str(name).strip()
    if _CJK.search(text):
        return text.replace(" ", "")[-2:]
    words = [word for word in re.split(r"[\s\-.]+", text) if word]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


@register.filter
def tone(name: str) -> int:
    """Choose one of eight quiet colours, always the same for one name."""
    return sha256(str(name).encode()).digest()[0] % TONES


@register.filter
def amount(money: Money) -> str:
    """Write the amount without its currency, in groups of three in both languages.

    Trade papers are written so in China too; Django's Chinese format would not group at all.
    """
    return f"{money.amount:,.{digits_of(money.currency)}f}"


@register.filter
def dollars(money: Money | None) -> str:
    """Write an estimate in dollars with three digits, as the pages of exposure do: $186k."""
    return usd(float(money.amount)) if money else "–"


@register.filter
def compartment(code: str) -> str:
    """Name a compartment in the reader's language; an unknown code stays as it is. One query."""
    spec = current().compartment(code)
    return spec.label(get_language() or "en") if spec else code


@register.filter
def country(code: str) -> str:
    """Name a country in the reader's language; what is no code stays as it is."""
    known = countries().get(code)
    return known.name(get_language() or "en") if known else code


@register.filter
def grouped(number: int) -> str:
    """Write a whole number in groups of three: 404,384."""
    return f"{number:,}"


@register.simple_tag
def moment(at: datetime | None, form: str = "short") -> SafeString:
    """Write a moment in the house's time zone; `form`: short (day and time), day, or time."""
    if at is None:
        return mark_safe('<span class="m-none">–</span>')
    shown = {"short": "Y-m-d H:i", "day": "Y-m-d", "time": "H:i"}[form]
    return format_html(
        '<time class="m-moment" datetime="{}">{}</time>',
        rfc3339(at),
        formatted(timezone.localtime(at), shown),
    )


@register.filter
def is_check(field: BoundField) -> bool:
    """Say whether a form field is a single box to tick."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Write a form field's control with the classes of the design."""
    widget = field.field.widget
    name = "form-control"
    if isinstance(widget, forms.CheckboxInput):
        name = "form-check-input"
    elif isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        name = "m-choices"
    elif isinstance(widget, forms.Select):
        name = "form-select"
    wrong = " is-invalid" if field.errors else ""
    given = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{given} {name}{wrong}".strip()})


@register.simple_tag
def optional_word() -> str:
    """Say that a form field may stay empty."""
    return gettext("optional")

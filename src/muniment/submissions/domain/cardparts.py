"""Which line of a card is the name, the post, the company, the address."""

import re
from collections.abc import Sequence

from muniment.matching import companies, countries
from muniment.matching.domains import is_free_mail, registered
from muniment.submissions.domain import cardwords as words
from muniment.submissions.domain.signature import is_name

_EAST_NAME = re.compile(
    r"(?:[一-鿿]{2,4}|[가-힣]{2,4}|[一-鿿぀-ヿ]{1,4}[ 　][一-鿿぀-ヿ]{1,4})"
    r"(?:先生|女士|小姐|様|님)?\Z"
)
_POSTCODE = re.compile(
    r"\b[A-Z]{1,2}[-\s]?\d{4,6}\b|\b\d{4,6}(?:-\d{3,4})?\b|\b[A-Z]{1,2}\d\w?\s?\d[A-Z]{2}\b"
)
_LONGEST_PLACE = 60
_LONGEST_NAME = 5
_FIRST_NAME_ALONE = 0.5


def hints_of(emails: Sequence[str], sites: Sequence[str]) -> frozenset[str]:
    """Letters that a name or a company shares with its mail addresses and sites."""
    found: set[str] = set()
    for email in emails:
        found.update(re.findall(r"[a-z]{2,}", email.partition("@")[0]))
        found.add(companies.squeeze("".join(re.findall(r"[a-z]+", email.partition("@")[0]))))
    hosts = [one.rpartition("@")[2] for one in emails] + list(sites)
    for host in hosts:
        domain = registered(host)
        if domain and not is_free_mail(domain.name):
            found.add(f"@{companies.squeeze(domain.label.replace('-', ''))}")
    return frozenset(found - {""})


def company_score(line: str) -> float:
    """A line with a legal form or words of trade; not one that is an address or a post."""
    if len(line) > 120 or (is_address(line) and not words.FORMS.search(line)):
        return 0
    form = bool(words.FORMS.search(line) or words.FORMS_EAST.search(line))
    trade = bool(words.TRADES.search(line))
    if words.POSTS_EAST.search(line) and not form:
        return 0
    if post_score(line) and not form and not line.isupper():
        return 0
    return 2 * form + trade


def post_score(line: str) -> float:
    """A line that names a post; short lines before long ones."""
    found = words.POSTS.search(line) or words.POSTS_EAST.search(line)
    if not found or len(line) > 90:
        return 0
    form = words.FORMS.search(line) or words.FORMS_EAST.search(line)
    return 0.5 if form else 1 + 1 / (1 + len(line))


def name_score(line: str, *, hints: frozenset[str]) -> float:
    """A line that can be a name; surer when the mail address repeats it or a title precedes it."""
    bare = words.HONORIFICS.sub("", line).strip()
    if post_score(bare) > 1 or len(bare) > 50:
        return 0
    if _EAST_NAME.match(bare) and not words.FORMS_EAST.search(bare):
        return 2
    parts = [one for one in companies.parse(bare).words if len(one) > 1]
    mailbox = [hint for hint in hints if not hint.startswith("@")]
    shared = sum(1 for part in parts if any(part in hint for hint in mailbox))
    title = 1 if bare != line else 0
    if shared and not any(char.isdigit() for char in bare) and len(parts) <= 6:
        return 2 + shared + title
    looks = is_name(bare) or _is_foreign_name(bare)
    if looks and 1 < len(bare.split()) <= _LONGEST_NAME:
        return 1 + title
    return title or (_FIRST_NAME_ALONE if is_name(bare) and len(bare.split()) == 1 else 0)


def brand_score(line: str, *, hints: frozenset[str]) -> float:
    """A line that the domain repeats: a company that writes no legal form."""
    key = companies.squeeze("".join(companies.parse(line).words))
    labels = [hint[1:] for hint in hints if hint.startswith("@")]
    return 1 if any(key and (key in label or label in key) for label in labels) else 0


def is_address(line: str) -> bool:
    """A street, a place with a postcode, a country."""
    if words.STREETS_EAST.search(line) and re.search(r"\d|省|市|区", line):
        return True
    digits = any(char.isdigit() for char in line)
    if digits and (words.STREETS.search(line) or _POSTCODE.search(line)):
        return len(line) < 200
    if words.STREETS.search(line) and "," in line:
        return True
    ending = re.split(r"[,，]", line)[-1].strip(" .")
    return len(line) <= _LONGEST_PLACE and len(ending) > 3 and bool(countries.code_of(ending))


def name_before_post(line: str) -> tuple[str, str]:
    """Part “Maria Lund, Purchasing Manager”; a line that does not part is all post."""
    for mark in (",", " - ", "，", " – ", ":"):
        before, found, behind = line.partition(mark)
        if found and is_name(before) and post_score(behind):
            return before.strip(), behind.strip()
    first, _, behind = line.partition(" ")
    if _EAST_NAME.match(first) and post_score(behind):
        return first, behind.strip()
    return "", line


def _is_foreign_name(text: str) -> bool:
    """Words of letters alone, in a script without capitals or all in capitals."""
    parts = text.split()
    letters = all(re.fullmatch(r"[^\W\d_]+(?:[.'’-][^\W\d_]*)*", part) for part in parts)
    return letters and (text.isupper() or not text.islower())

"""Names as people misspell them: typos, lost and turned words, other spellings, other forms."""

import random
import re
from collections.abc import Callable, Sequence

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_RESPELT: Sequence[tuple[str, str]] = (
    ("mohammed", "muhammad"), ("muhammad", "mohamed"), ("mohamad", "mohammad"),
    ("abdul ", "abd al "),
    ("abd al", "abdul"), ("al-", "el-"), ("al ", "el "), ("ou", "u"), ("oo", "u"), ("ph", "f"),
    ("kh", "h"), ("ee", "i"), ("iy", "y"), ("ck", "k"), ("ks", "x"), ("dj", "j"), ("sch", "sh"),
    ("sh", "sch"), ("ts", "tz"), ("ya", "ia"), ("yu", "iu"), ("ei", "ey"), ("ai", "ay"), ("q", "k"),
    ("w", "v"), ("v", "w"), ("y", "i"), ("c", "k"), ("z", "s"), ("gh", "g"), ("aa", "a"),
    ("ll", "l"), ("ss", "s"), ("mm", "m"), ("nn", "n"), ("é", "e"),
    ("ö", "oe"), ("ü", "ue"), ("ä", "ae"),
)  # fmt: skip
_FORMS: Sequence[tuple[str, Sequence[str]]] = (
    (r"\bco\.?,? ?ltd\.?$", ("Company Limited", "Co Limited", "Ltd", "")),
    (r"\b(limited|ltd\.?)$", ("Ltd", "Limited", "LLC", "")),
    (r"\bl\.?l\.?c\.?$", ("LLC", "L.L.C.", "Ltd", "")),
    (r"\bs\.?a\.?( de c\.?v\.?)?$", ("SA", "S.A.", "Sociedad Anonima", "")),
    (r"\bltda\.?$", ("Limitada", "")),
    (r"\bgmbh$", ("G.m.b.H.", "Gesellschaft mbH", "")),
    (r"\b(inc|corp)\.?$", ("Incorporated", "Corporation", "")),
    (r"\b(company|co\.?)$", ("Co", "Company", "")),
)


def misspelt(name: str, chance: random.Random, *, is_person: bool) -> tuple[str, str]:
    """Spell a name as somebody might; gives the kind of change and the result.

    A change that leaves the name as it was is tried again with another kind.
    """
    kinds: list[tuple[str, Callable[[str, random.Random], str]]] = [
        ("typo", _typo), ("drop", _drop), ("shuffle", _shuffle), ("respell", _respell),
    ]  # fmt: skip
    if not is_person:
        kinds.append(("form", _form))
    for word, change in chance.sample(kinds, len(kinds)):
        if (changed := change(name, chance)).lower() != name.lower():
            return word, changed
    return "same", name


def _typo(name: str, chance: random.Random) -> str:
    letters = list(name)
    places = [n for n, letter in enumerate(letters) if letter.isalpha()]
    if len(places) < 5:
        return name
    for place in sorted(chance.sample(places, 1 if len(places) < 14 else 2), reverse=True):
        what = chance.choice(("swap", "drop", "put", "change"))
        if what == "swap" and place + 1 < len(letters):
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
        elif what == "drop":
            del letters[place]
        elif what == "put":
            letters.insert(place, chance.choice(LETTERS))
        else:
            letters[place] = chance.choice(LETTERS)
    return "".join(letters)


def _drop(name: str, chance: random.Random) -> str:
    words = name.replace(",", " ").split()
    if len(words) < 3:
        return name
    del words[chance.randrange(len(words))]
    return " ".join(words)


def _shuffle(name: str, chance: random.Random) -> str:
    words = name.replace(",", " ").split()
    chance.shuffle(words)
    return " ".join(words)


def _respell(name: str, chance: random.Random) -> str:
    text = name.lower()
    fitting = [pair for pair in _RESPELT if pair[0] in text]
    for old, new in chance.sample(fitting, min(2, len(fitting))):
        text = text.replace(old, new, 1)
    return text


def _form(name: str, chance: random.Random) -> str:
    for pattern, forms in _FORMS:
        if re.search(pattern, name, re.IGNORECASE):
            bare = re.sub(pattern, "", name, flags=re.IGNORECASE).rstrip(" ,.")
            return f"{bare} {chance.choice(forms)}".strip()
    return f"{name} {chance.choice(('Ltd', 'LLC', 'Co., Ltd.', 'GmbH'))}"

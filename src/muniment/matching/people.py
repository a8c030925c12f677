"""Names of people: one key for the many ways in which one person is written.

"KUZNETSOV, Mikhail", "Mihail Kuznecov" and "Михаил Кузнецов" are one name, "Fatimah J. Al
Sayyid" and "El Sayed Fatma" perhaps one. Order, case, script, particles, courtesy titles and
middle initials do not count; consonants count more than vowels. A key says that two names may
be one; `likeness` says how much of both agrees. Neither says that two people are one: rarity
does, and that is for the caller, who knows how often a name occurs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from anyascii import anyascii
from rapidfuzz.distance import OSA

LONGEST = 120
_MOST_TOKENS = 6
_LEAST_CONSONANTS = 3

_WORD = re.compile(r"[a-z]+")
_APOSTROPHES = re.compile(r"['’`´ʼ]")
_ARABIC_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{2})")
_NOISE = frozenset(
    """
    mr mrs ms miss dr prof eng engr ing sir sheikh shaikh haji hajji alhaji chief shri smt
    herr frau sr sra don dona bay bayan mme al el ul bin ben ibn bint abu von van der den de
    da do dos del la le di zu und
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list of strings
)
_ARTICLE = re.compile(r"^(?:al|el)(?=[bcdfghjklmnpqrstvwxyz][a-z]{3})")

_ALIASES: tuple[str, ...] = (
    # short forms
    "robert bob rob bobby", "william bill will billy", "richard dick rick", "james jim jimmy",
    "john jon jonny johnny jonathan", "joseph joe", "michael mike mick", "anthony tony antony",
    "thomas tom", "christopher chris christoph kit", "alexander alex sasha aleksandr alexandr",
    "katherine kate kathryn katharine catherine cathy kathy katharina", "elizabeth liz beth lisa",
    "margaret maggie peggy", "edward ed eddie ted", "charles charlie chuck", "david dave",
    "daniel dan danny", "steven steve stephen stefan", "andrew andy", "matthew matt matthias",
    "gregory greg grigory", "nicholas nick nicolas", "patricia pat patty", "susan sue",
    "peter pete", "francisco paco pancho fran", "jose pepe", "ignacio nacho", "jesus chucho",
    "guadalupe lupe", "eduardo lalo", "alberto beto", "enrique quique", "antonio toni",
    "ulrich uli", "wolfgang wolf", "bjoern bjorn", "juergen jurgen",
    "mikhail misha mihail michail mikhael", "nikolay kolya nikolai nicolai nikolaj",
    "dmitry dima dmitri dmitriy dmitrij", "evgeny yevgeny evgeniy jewgenij zhenya evgeni",
    "vladimir vova wladimir", "anatoly tolya", "sergey sergei sergej",
    "yekaterina ekaterina katya", "tatyana tatiana tanya", "oluwaseun seun", "ifeoma ify",
    "chukwuemeka emeka", "aisha aishatu aicha ayesha", "olufemi femi", "babatunde tunde",
    "ngozi ngo", "mehmet memet", "mohammad mohammed muhammad mohamed mohamad muhammed md mohd",
    "rafiq rafiqul rafik", "mukherjee mukhopadhyay", "chatterjee chattopadhyay",
    "banerjee bandyopadhyay", "iyer aiyar ayyar", "kuznetsov kuznecov kusnezow", "umar omar omer",
    "adeyemi adeyemo", "thompson thomson", "stewart stuart",
    "yusuf yousef youssef yusef joseph yosef jusuf", "abubakar abubaker bakr",
    "sayed sayyid syed said saeed saeid sayid", "agarwal aggarwal agrawal", "ahmed ahmad ahmet",
    # Chinese names in Wade–Giles, Cantonese and other spellings
    "liu lau liew", "li lee lei", "chen chan tan", "zhang chang cheung teo", "zhou chow chou",
    "xu hsu hui", "zhu chu", "zhao chao chiu", "wu ng woo", "lin lam lim", "yang yeung",
    "guo kuo kwok", "he ho", "xie hsieh tse", "cai tsai choi", "liang leung", "jiang chiang",
    "huang hwang wong", "qian chien chin", "zheng cheng", "xiao hsiao siu", "zhong chung",
    "jian chien kin", "qing ching", "xiaoming hsiaoming", "jianguo chienkuo", "guoqing kuoching",
    "zhihong chihhung", "wang wong",
)  # fmt: skip
"""Spellings of one name; a word may stand in several lines."""

_FOLDS = (
    ("tsch", "c"), ("shch", "s"), ("sch", "s"), ("tch", "c"), ("tz", "s"), ("ts", "s"), ("sz", "s"),
    ("sh", "s"), ("zh", "z"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"),
    ("bh", "b"), ("ck", "k"), ("dj", "j"), ("x", "ks"), ("q", "k"), ("w", "v"), ("oo", "u"),
    ("ou", "u"), ("ee", "i"), ("ie", "i"), ("ei", "i"), ("iy", "i"), ("ij", "i"), ("ae", "a"),
    ("oe", "o"), ("ue", "u"), ("y", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_SOFT = re.compile(r"(?<=[a-z])(?:ch|h)")  # inside a word ch, kh and h are written for one sound
_VOWELS = re.compile(r"[aeiouyj]")


def _alias_table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in _ALIASES:
        first, *_ = words = line.split()
        for word in words:
            table.setdefault(word, set()).add(f"={first}")
    return {word: frozenset(classes) for word, classes in table.items()}


_CLASSES = _alias_table()


@dataclass(frozen=True, slots=True)
class Person:
    """A name taken apart.

    Attributes:
        tokens: the telling words in their order, romanised, initials apart.
        initials: single letters, in their order.
        sounds: a word each: its possible sound keys, the same place as in `tokens`.
    """

    tokens: tuple[str, ...]
    initials: tuple[str, ...]
    sounds: tuple[frozenset[str], ...]


@lru_cache(maxsize=65536)
def parse(name: str) -> Person:
    """Take a name apart; never raises, a name without letters has no tokens."""
    plain = anyascii(_ARABIC_ARTICLE.sub("al ", name[:LONGEST]))
    plain = _APOSTROPHES.sub("", plain).lower()
    words = _WORD.findall(plain)
    kept = [word for word in words if word not in _NOISE] or words
    tokens = tuple(_ARTICLE.sub("", word) for word in kept if len(word) > 1)[:_MOST_TOKENS]
    initials = tuple(word for word in kept if len(word) == 1)[:_MOST_TOKENS]
    return Person(tokens, initials, tuple(sounds(token) for token in tokens))


@lru_cache(maxsize=65536)
def sounds(word: str) -> frozenset[str]:
    """The sound keys of one romanised word: its alias classes, or else how it sounds."""
    if classes := _CLASSES.get(word):
        return classes
    folded = word
    for letters, sound in _FOLDS:
        folded = folded.replace(letters, sound)
    folded = _DOUBLED.sub(r"\1", folded)
    skeleton = _DOUBLED.sub(r"\1", _VOWELS.sub("", _SOFT.sub("", folded)))
    first = "a" if folded[:1] in "aeiouy" else ""
    if len(skeleton) >= _LEAST_CONSONANTS:
        return frozenset({first + skeleton.replace("z", "s")})
    return frozenset({"~" + (folded.rstrip("h") or folded)})


def keys(name: str) -> tuple[str, ...]:
    """Keys of which two writings of one person share at least one, order left out.

    Each pair of telling words gives one; a name of one word and an initial gives a weaker one
    that starts with `.`; a single word gives none.
    """
    person = parse(name)
    return tuple(dict.fromkeys(_keys(person)))


def _keys(person: Person) -> Iterator[str]:
    for left, right in combinations(_joined(person), 2):
        for one in sorted(left):
            for other in sorted(right):
                yield " ".join(sorted((one, other)))
    if len(person.tokens) == 1 and person.initials:
        for one in sorted(person.sounds[0]):
            yield f".{one} {person.initials[0]}"


def _joined(person: Person) -> Sequence[frozenset[str]]:
    """The sounds of a name's words; of three words, neighbours also as one (Guo Qing Liu)."""
    if len(person.tokens) != 3:
        return person.sounds
    one, two, three = person.tokens
    return (*person.sounds, sounds(one + two), sounds(two + three))


@lru_cache(maxsize=262144)
def likeness(left: str, right: str) -> float:
    """How much two names agree, 0 to 1; symmetric.

    1: all telling words agree; 0.9: one side has a word more; 0.6: an initial stands for a
    word (Iyer D. and Deepak Iyer); 0: they do not agree.
    """
    one, other = parse(left), parse(right)
    if not one.tokens or not other.tokens:
        return 0.0
    return max(_aligned(a, b) for a in _spellings(one) for b in _spellings(other))


def _spellings(person: Person) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The words as they are, and with each two neighbours as one (Guo Qing → Guoqing)."""
    yield person.tokens, person.initials
    for at in range(len(person.tokens) - 1):
        if len(person.tokens) > 2:
            one, other = person.tokens[at : at + 2]
            yield (*person.tokens[:at], one + other, *person.tokens[at + 2 :]), person.initials


def _aligned(
    left: tuple[tuple[str, ...], tuple[str, ...]], right: tuple[tuple[str, ...], tuple[str, ...]]
) -> float:
    ours, theirs = list(left[0]), list(right[0])
    agreed = 0
    for word in left[0]:
        found = next((other for other in theirs if _one_word(word, other)), None)
        if found is not None:
            agreed += 1
            theirs.remove(found)
            ours.remove(word)
    by_initial = _by_initials(ours, list(right[1])) + _by_initials(theirs, list(left[1]))
    if agreed == 1 and len(left[0]) == len(right[0]) == 1:
        by_initial = len(set(left[1]) & set(right[1]))
    if agreed == 0 or agreed + by_initial < 2 or len(ours) + len(theirs) > 1:
        return 0.0
    if agreed == 1:
        return 0.6 if not ours and not theirs else 0.0
    return 0.9 if ours or theirs or by_initial else 1.0


def _by_initials(words: list[str], initials: list[str]) -> int:
    """Take out the words for which the other side has an initial; count them."""
    count = 0
    for word in list(words):
        if word[0] in initials:
            initials.remove(word[0])
            words.remove(word)
            count += 1
    return count


@lru_cache(maxsize=262144)
def _one_word(left: str, right: str) -> bool:
    if left == right or sounds(left) & sounds(right):
        return True
    if min(len(left), len(right)) < 5:
        return False
    return OSA.normalized_similarity(left, right) >= 0.84

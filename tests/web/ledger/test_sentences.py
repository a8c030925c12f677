"""Every kind that any part of the house appends has a sentence."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import muniment
from muniment.web.ledger.sentences import GROUPS, KINDS, UNKNOWN, kinds_of, told_of

SOURCE = Path(muniment.__file__).parent
KIND = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*\.[a-z][a-z_]*")
PLACES = {
    *("who", "person", "customer", "other", "compartment", "field", "named", "verdict", "duty"),
    *("kind", "rows", "number", "until", "looks", "count", "people", "customers"),
    *("touches", "leavers"),
}


def _appending() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "append_entry(" in text and path.name != "append.py":
            yield path, ast.parse(text)


def _literal_kinds(module: ast.Module) -> set[str]:
    """All texts that look like kinds but the codes of error classes and the pieces of f-strings."""
    codes = {
        id(statement.value)
        for statement in ast.walk(module)
        if isinstance(statement, ast.Assign)
        and [getattr(target, "id", "") for target in statement.targets] == ["code"]
    }
    return {
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in codes
        and KIND.fullmatch(node.value)
    }


def _prefixes(module: ast.Module) -> set[str]:
    """Beginnings of kinds that are put together: `people.person.` and `people.factor.`."""
    firsts = (node.values[0] for node in ast.walk(module) if isinstance(node, ast.JoinedStr))
    texts = {first.value for first in firsts if isinstance(first, ast.Constant)}
    return {text for text in texts if re.fullmatch(r"[a-z]+\.[a-z_]+\.", str(text))}


def test_every_kind_that_is_written_has_a_sentence():
    written = {
        (kind, path.name) for path, module in _appending() for kind in _literal_kinds(module)
    }

    assert len(written) > 50
    assert {pair for pair in written if pair[0] not in KINDS} == set()


def test_kinds_that_are_put_together_have_sentences_too():
    accounts = (SOURCE / "people/services/accounts.py").read_text(encoding="utf-8")
    happened = set(re.findall(r'_tell\(\w+, "(\w+)"', accounts))
    found = {prefix for _, module in _appending() for prefix in _prefixes(module)}

    assert found == {"people.person.", "people.factor."}  # a new one needs its own list here
    assert {f"people.person.{it}" for it in happened} <= KINDS.keys()
    assert {f"people.factor.{it}" for it in ("added", "removed", "renewed")} <= KINDS.keys()


def test_sentences_have_no_place_that_nobody_fills():
    for kind, told in [*KINDS.items(), ("", UNKNOWN)]:
        places = set(re.findall(r"{(\w+)}", told.text + told.own))
        assert places <= PLACES, kind


def test_every_sentence_can_be_translated():
    files = sorted((SOURCE / "web/ledger/sentences").glob("*.py"))
    catalogue = "\n".join(path.read_text(encoding="utf-8") for path in files)
    marked = re.findall(r'_\(\s*"(.+?)"\s*\)', catalogue)

    assert {told.text for told in KINDS.values()} <= set(marked)


def test_a_kind_of_a_later_version_is_named_by_its_code():
    assert told_of("later.thing.happened") is UNKNOWN


def test_no_kind_stands_in_two_groups_and_an_unknown_group_narrows_nothing():
    assert sum(len(group.kinds) for group in GROUPS) == len(KINDS)
    assert kinds_of("looks")
    assert kinds_of("no such group") == ()

"""The documents say what is so: commands exist, links lead somewhere, words mean one thing."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import click
import pytest

from muniment.cli.main import muniment
from muniment.core.config import PREFIX, Config
from muniment.investigations.checks import checks
from muniment.investigations.connectors import OPTIONAL
from muniment_verify.cli import _parser as verifier

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
DECISIONS = sorted(ROOT.glob("docs/decisions/*.md"))
WORDS = ROOT / "docs" / "words.md"
CATALOGUE = ROOT / "src" / "muniment" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
BIN = {"up", "test", "check", "bench", "lock", "release"}
NOT_BUILT_YET = {
    "loan", "circumvention", "order_diversion", "public_pool", "exposure", "timestamp_token",
    "preservation", "notarisation", "merchandiser", "departure", "handover", "handover_form",
    "customer_confirmation", "inheritance", "message_archive", "need_to_know",
    "ownership_clash",
}  # fmt: skip
"""Words that are fixed for capabilities to come."""


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


every_page = pytest.mark.parametrize("page", PAGES, ids=name)


# Commands


def shell_lines(text: str) -> Iterator[str]:
    """Lines of fenced blocks that a reader would type, and commands named in passing."""
    for language, block in re.findall(r"^```(\w*)\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        if language in {"", "sh", "bash", "console"}:
            yield from block.replace("\\\n", " ").splitlines()
    yield from re.findall(r"`((?:muniment|bin/|\./bin/|python -m )[^`\n]*)`", text)


def commands(text: str) -> Iterator[list[str]]:
    """Words of each command that is ours, without what the shell adds around it."""
    for line in shell_lines(text):
        for part in re.split(r"\s(?:&&|\||;)\s", line.partition(" # ")[0]):
            try:
                words = shlex.split(part)
            except ValueError:
                continue
            while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
                words = words[1:]
            if words:
                yield words


@every_page
def test_every_command_in_it_exists(page):
    for words in commands(page.read_text(encoding="utf-8")):
        head = words[0].removeprefix("./")
        if head.startswith("bin/"):
            assert head.removeprefix("bin/") in BIN, words
            assert os.access(ROOT / head, os.X_OK), words
        elif head == "muniment" or words[1:3] == ["-m", "muniment"]:
            check_call(words[words.index("muniment") + 1 :])
        elif words[1:3] == ["-m", "muniment_verify"]:
            check_options(verifier_options(), words[3:])


def check_call(words: list[str]) -> None:
    """Follow the words into the tree of commands; then each option must be one of the last."""
    command: click.Command = muniment
    rest = list(words)
    if rest[:1] == ["--data"]:
        rest = rest[2:]
    while isinstance(command, click.Group) and rest and re.fullmatch(r"[a-z-]+", rest[0]):
        if rest[0].startswith("-"):
            break
        found = command.get_command(click.Context(command), rest[0])
        assert found is not None, f"muniment has no “{' '.join(words)}”"
        command, rest = found, rest[1:]
    if command.name == "verify":
        check_options(verifier_options(), rest)
    else:
        offered = {name for one in command.params for name in one.opts} | {"--help", "-h"}
        check_options(offered, rest)


def check_options(offered: set[str], words: list[str]) -> None:
    for word in words:
        option = word.partition("=")[0]
        if re.fullmatch(r"--?[a-z][a-z-]*", option):
            assert option in offered, f"no option {option}: {words}"


@cache
def verifier_options() -> frozenset[str]:
    return frozenset(verifier()._option_string_actions)


def test_a_command_that_does_not_exist_would_be_noticed():
    with pytest.raises(AssertionError):
        check_call(["keys", "duplicate"])
    with pytest.raises(AssertionError):
        check_call(["up", "--full"])
    check_call(["--data", "somewhere", "keys", "backup", "FILE", "--passphrase-file", "P"])


def test_help_names_every_command_that_the_house_has():
    told = subprocess.run(
        [sys.executable, "-m", "muniment", "--help"], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    ).stdout  # fmt: skip
    for command in muniment.list_commands(click.Context(muniment)):
        assert re.search(rf"^  {command} ", told, re.MULTILINE), command


@every_page
def test_every_setting_in_it_is_one(page):
    known = {PREFIX + field.upper() for field in Config.__dataclass_fields__}
    tests = {"MUNIMENT_TEST_ENGINE", "MUNIMENT_TEST_DATABASE_URL", "MUNIMENT_CHROMIUM"}
    asked = {name for one in checks().values() for name in one.needs_key}
    asked |= {name for names in OPTIONAL.values() for name in names}
    known |= {f"{PREFIX}CONNECTOR_{name.upper().replace('.', '_')}" for name in asked}
    for used in re.findall(r"\bMUNIMENT_[A-Z_]+\b", page.read_text(encoding="utf-8")):
        assert used in known | tests or used.startswith(f"{PREFIX}BENCH_"), used


# Links


def links(text: str) -> Iterator[str]:
    prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    yield from re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", prose)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as hosts of repositories make them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@every_page
def test_every_link_and_picture_in_it_is_there(page):
    for link in links(page.read_text(encoding="utf-8")):
        address = urlsplit(link)
        if address.scheme:
            assert address.scheme in {"https", "mailto"}, link
            continue
        target = (page.parent / address.path).resolve() if address.path else page
        assert target.exists(), link
        if address.fragment:
            assert address.fragment in anchors(target), link


@every_page
def test_every_file_and_test_that_it_names_is_there(page):
    text = page.read_text(encoding="utf-8")
    for path in re.findall(
        r"`((?:src|tests|docs|bin|tools|requirements|benchmarks)/[\w./-]+)`", text
    ):
        assert (ROOT / path).exists(), path
    for path, test in re.findall(r"`(tests/[\w./]+\.py)::(\w+)`", text):
        assert re.search(rf"^def {test}\(", (ROOT / path).read_text(), re.MULTILINE), test


def test_pictures_are_small_enough_to_load():
    for picture in ROOT.glob("docs/images/*"):
        assert picture.stat().st_size < 300_000, picture.name


# Decisions


@pytest.mark.parametrize("record", DECISIONS, ids=name)
def test_a_decision_has_context_decision_and_consequences_in_this_order(record):
    text = record.read_text(encoding="utf-8")
    places = [re.search(rf"^(## {part}\b|\*\*{part}\.\*\*)", text, re.MULTILINE) for part in PARTS]
    assert all(places), record.name
    assert [it.start() for it in places] == sorted(it.start() for it in places)
    assert len(text.splitlines()) <= 60, "one page"


PARTS = ("Context", "Decision", "Consequences")


def test_every_decision_has_a_number_of_its_own_and_says_it():
    numbers = [record.name[:4] for record in DECISIONS]
    assert len(set(numbers)) == len(numbers)
    for record in DECISIONS:
        head = record.read_text(encoding="utf-8").splitlines()[0]
        assert re.match(rf"# 0*{int(record.name[:4])}\b", head), record.name


# Words


def words_of(*sections: str) -> Iterator[tuple[str, str, list[str]]]:
    """English, Chinese and code names of each row of some tables of the page of words."""
    text = WORDS.read_text(encoding="utf-8")
    for section in sections:
        table = text.split(f"\n## {section}\n")[1].split("\n## ")[0]
        for row in re.findall(r"^\| (?!English|---)(.+) \|$", table, re.MULTILINE):
            english, chinese, code, *_ = (cell.strip() for cell in row.split("|"))
            yield english, chinese, re.findall(r"`(\w+)`", code)


@cache
def source() -> str:
    files = [*ROOT.glob("src/**/*.py"), *ROOT.glob("src/**/*.html")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize("section", ["The vault", "The ledger", "People"])
def test_the_words_of_the_house_are_the_words_of_the_code(section):
    for english, _, names in words_of(section):
        for code in set(names) - NOT_BUILT_YET:
            assert re.search(rf"(?i)\b\w*{code}", source()), f"{english}: {code}"


@pytest.mark.parametrize("section", ["The vault", "The ledger"])
def test_pages_in_chinese_use_the_word_of_the_table(section):
    spoken = CATALOGUE.read_text(encoding="utf-8") + source()
    for english, chinese, names in words_of(section):
        if not set(names) <= NOT_BUILT_YET:
            first = re.split(r"[;；,，、/（:：]", chinese.partition(": ")[2] or chinese)[0].strip()
            assert first in spoken, f"{english}: {first}"


def pairs() -> dict[str, str]:
    """The Chinese of each English word, where a row has as many of the one as of the other."""
    found = {}
    for english, chinese, _ in words_of("The vault", "The ledger", "People"):
        left = re.split(r"[;,] ", english.rpartition(": ")[2])
        right = re.split(r"[;,、] ?", chinese.rpartition(": ")[2])
        if len(left) == len(right):
            found |= dict(zip(left, right, strict=True))
    return found


def test_a_table_in_two_languages_uses_the_words_of_the_house():
    known = pairs()
    for page in set(PAGES) - {WORDS}:
        for table in re.findall(
            r"^\|[^\n]*中文.*?\n\n", page.read_text(), re.DOTALL | re.MULTILINE
        ):
            for row in table.strip().splitlines()[2:]:
                english, chinese = (cell.strip(" `") for cell in row.split("|")[1:3])
                assert chinese == known.get(english, chinese), f"{name(page)}: {english}"


# What belongs to no machine


@cache
def tracked() -> tuple[Path, ...]:
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return tuple(ROOT / name for name in told.stdout.decode().split("\0") if name)


def registry_hosts() -> set[str]:
    """Hosts that this machine installs from, the public index apart."""
    told = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], check=False, capture_output=True, text=True
    ).stdout
    settings = told + " ".join(value for key, value in os.environ.items() if "INDEX" in key)
    hosts = {urlsplit(url).hostname for url in re.findall(r"https?://[^\s'\"]+", settings)}
    return {host for host in hosts if host} - {"pypi.org", "localhost", "127.0.0.1"}


def test_no_file_knows_the_machine_it_was_written_on():
    own = {"/" + folder + "/" for folder in ("root", "home/runner")} | registry_hosts()
    own |= {str(ROOT)} if len(ROOT.parts) > 2 else set()
    pattern = re.compile("|".join(map(re.escape, own)).encode())
    guilty = [name(it) for it in tracked() if it.is_file() and pattern.search(it.read_bytes())]
    assert guilty == []

"""The verifier on the terminal: exit 0 good, 1 not to be trusted, 2 misuse."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from muniment_verify import words
from muniment_verify.errors import Misuse, Untrusted
from muniment_verify.forms import LOG_KEY
from muniment_verify.openings import Opening, load_openings, parse_opening
from muniment_verify.signatures import Mark
from muniment_verify.verifier import Finding, verify

GOOD, UNTRUSTED, MISUSE = 0, 1, 2
_ABOUT = "Check that an entry stands in a log, with nothing but the log's public key."
_DAY_ENDS = 253402300800  # 1 January 10000, beyond which no calendar here reaches


def main(argv: Sequence[str] | None = None) -> int:
    """Check one proof and say what was found.

    Args:
        argv: the arguments without the program's name; those of the process when None.

    Returns:
        0 when the evidence is good, 1 when it is not to be trusted (the part that fails is
        named), 2 when the question could not be understood.
    """
    try:
        asked = _parser().parse_args(argv)
    except SystemExit as end:  # argparse has said what is wrong, or shown its help
        return MISUSE if end.code else GOOD
    answer = check_files(asked)
    text = json.dumps(answer, ensure_ascii=False, indent=2) if asked.json else _sentences(answer)
    sys.stdout.write(text + "\n")
    exits = {"good": GOOD, "untrusted": UNTRUSTED, "misuse": MISUSE}
    return exits[answer["verdict"]]


def check_files(asked: argparse.Namespace) -> dict[str, Any]:
    """Read the files and check them; what comes back is what `--json` prints."""
    try:
        openings = _openings(asked.opening, asked.openings)
        proof, entry = _read(asked.proof), _read(asked.entry)
    except Misuse as misuse:
        return _misuse(misuse.why)
    except OSError as trouble:
        return {
            "verdict": "misuse",
            "why": "file",
            "says": f"{trouble.filename}: {trouble.strerror}",
        }
    return answer_for(proof, entry, asked.key, openings)


def answer_for(
    proof: bytes, entry: bytes, keys: Sequence[str], openings: Sequence[Opening] = ()
) -> dict[str, Any]:
    """Check and put the finding into plain data; raises nothing."""
    try:
        return _good(verify(proof, entry, keys, openings))
    except Untrusted as no:
        says = words.why(no.part, no.why)
        return {"verdict": "untrusted", "part": no.part, "why": no.why, "says": says}
    except Misuse as misuse:
        return _misuse(misuse.why)


def _misuse(why: str) -> dict[str, Any]:
    return {"verdict": "misuse", "why": why, "says": words.WHY[why]}


def _good(found: Finding) -> dict[str, Any]:
    return {
        "verdict": "good",
        "origin": found.origin,
        "size": found.size,
        "index": found.index,
        "leaf": found.leaf.hex(),
        "signatures": [_signature(mark) for mark in found.marks],
        "entry": found.entry,
        "opened": dict(found.opened),
    }


def _signature(mark: Mark) -> dict[str, Any]:
    return {"name": mark.name, "kind": mark.kind, "time": mark.time}


def _sentences(answer: dict[str, Any]) -> str:
    if answer["verdict"] == "misuse":
        return f"Not checked. {answer['says']}"
    if answer["verdict"] == "untrusted":
        return f"NOT TO BE TRUSTED: {words.PART[answer['part']]}.\n{answer['says']}"
    return "\n".join(_good_lines(answer))


def _good_lines(answer: dict[str, Any]) -> list[str]:
    place = f"entry {answer['index']} (counted from 0) of {answer['size']}"
    lines = [f"GOOD: {place} in {_plain(answer['origin'])}"]
    lines += [f"  signed by {_signer(mark)}" for mark in answer["signatures"]]
    entry = answer["entry"]
    lines += _entry_lines(entry) if entry else ["  the entry is not one of Muniment; not read"]
    lines += [f"  {field} = {_plain(text)}" for field, text in sorted(answer["opened"].items())]
    return [*lines, f"  leaf hash {answer['leaf']}"]


def _signer(mark: dict[str, Any]) -> str:
    name = _plain(mark["name"])
    if mark["kind"] == LOG_KEY:
        return f"{name}, the log"
    if mark["time"] >= _DAY_ENDS:
        return f"{name}, a witness, at second {mark['time']}"
    return (
        f"{name}, a witness, at {datetime.fromtimestamp(mark['time'], UTC):%Y-%m-%d %H:%M:%S} UTC"
    )


def _entry_lines(entry: dict[str, Any]) -> list[str]:
    about = (
        f"{entry['subject']}, number {entry['subject_seq']} about it" if entry["subject"] else "-"
    )
    rows = {
        "what": entry["type"],
        "when": entry["at"],
        "who": f"{entry['actor']} through {entry['via']}",
        "about": about,
        "facts": json.dumps(entry["act"], sort_keys=True, ensure_ascii=False),
        "sealed": ", ".join(sorted(entry["commit"])) or "-",
    }
    return [f"  {name:7}{_plain(text)}" for name, text in rows.items()]


def _plain(text: str) -> str:
    """Show text from a file without letting it steer the terminal."""
    return "".join(letter if letter.isprintable() else f"<{ord(letter):04X}>" for letter in text)


def _openings(single: Sequence[str], file: str | None) -> list[Opening]:
    found = [parse_opening(text) for text in single]
    return found + load_openings(_read(file)) if file else found


def _read(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="muniment verify", description=_ABOUT)
    parser.add_argument("proof", metavar="PROOF", help="the proof, a .tlog-proof file")
    parser.add_argument("--entry", required=True, help="the exact bytes of the entry")
    parser.add_argument(
        "--key", action="append", required=True, help="a key you trust; each one must have signed"
    )
    parser.add_argument(
        "--opening",
        action="append",
        default=[],
        metavar="FIELD=SALT:VALUE",
        help="a value to check",
    )
    parser.add_argument("--openings", metavar="FILE", help="JSON file of values to check")
    parser.add_argument("--json", action="store_true", help="print the finding as JSON")
    return parser

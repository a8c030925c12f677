"""The verifier on the terminal: three exits, plain words, nothing that steers the screen."""

import io
import json
import sys
from types import SimpleNamespace

import pytest

from muniment_verify import cli, main
from tests.unit.verify import corpus


@pytest.fixture
def run(tmp_path, capsys):
    def run(case, *more):
        (tmp_path / "proof").write_bytes(case.proof)
        (tmp_path / "entry").write_bytes(case.entry)
        keys = [part for key in case.keys for part in ("--key", key)]
        code = main([str(tmp_path / "proof"), "--entry", str(tmp_path / "entry"), *keys, *more])
        return code, capsys.readouterr().out

    return run


LOOK, WITNESSED = corpus.good()[:2]


def test_a_good_look_reads_who_what_and_when(run):
    code, said = run(
        WITNESSED, "--opening", "purpose=" + "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8:报价 17"
    )

    assert code == 0
    assert said.splitlines()[:7] == [
        "GOOD: entry 4 (counted from 0) of 13 in example.com/log",
        "  signed by example.com/log, the log",
        "  signed by witness.example/w1, a witness, at 2026-05-03 09:20:00 UTC",
        "  what   vault.consultation.opened",
        "  when   2026-05-03T09:30:00.123456Z",
        "  who    018f6c1e-0000-7000-8000-00000000000a through web",
        "  about  018f6c1e-0000-7000-8000-00000000000b, number 2 about it",
    ]
    assert "  purpose = 报价 17" in said
    assert "\u2028" not in said
    assert "\u007f" not in said


def test_a_foreign_entry_is_good_and_not_read(run):
    foreign = next(case for case in corpus.good() if case.name == "a foreign entry")

    code, said = run(foreign)

    assert code == 0
    assert "not one of Muniment" in said


def test_what_is_not_to_be_trusted_says_which_part(run):
    for case in corpus.bad():
        if case.openings is None and case.keys:
            code, said = run(case)
            assert code in {1, 2}
            assert said.startswith("NOT TO BE TRUSTED: " if code == 1 else "Not checked. ")


def test_openings_come_from_a_file_too(run, tmp_path):
    (tmp_path / "openings.json").write_bytes(corpus.opening())
    assert run(LOOK, "--openings", str(tmp_path / "openings.json"))[0] == 0
    (tmp_path / "openings.json").write_bytes(corpus.opening(value="报价 18"))
    assert run(LOOK, "--openings", str(tmp_path / "openings.json"))[0] == 1


def test_the_answer_can_be_read_by_a_program(run):
    good = json.loads(run(LOOK, "--json")[1])
    assert (good["verdict"], good["index"], good["entry"]["via"]) == ("good", 4, "web")

    changed = json.loads(run(LOOK._replace(entry=b"x"), "--json")[1])
    assert (changed["part"], changed["why"]) == ("inclusion", "root_differs")


def test_misuse_is_told_apart_from_mistrust(run, tmp_path, capsys):
    assert main(["nowhere", "--entry", "nowhere", "--key", LOOK.keys[0]]) == 2
    assert "No such file" in capsys.readouterr().out
    assert main([]) == 2
    assert main(["--help"]) == 0
    assert run(LOOK, "--opening", "x")[0] == 2
    assert run(LOOK._replace(keys=("x",)))[0] == 2


def test_a_proof_may_come_through_a_pipe(tmp_path, monkeypatch, capsys):
    (tmp_path / "entry").write_bytes(LOOK.entry)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(LOOK.proof)))

    assert main(["-", "--entry", str(tmp_path / "entry"), "--key", LOOK.keys[0]]) == 0
    assert capsys.readouterr().out.startswith("GOOD")


def test_a_time_beyond_the_calendar_is_still_told():
    mark = {"name": "w", "kind": 4, "time": 2**62}

    assert cli._signer(mark) == f"w, a witness, at second {2**62}"

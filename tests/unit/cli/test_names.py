"""`muniment names match`, from file to file."""

import json

import pytest
from click.testing import CliRunner

from muniment.cli.names import BadLines, group

GOOD = [
    {"id": "a", "schema": "Company", "name1": "Acme Ltd", "name2": "ACME Limited"},
    {"id": 2, "schema": "Person", "name1": "Li Wei", "name2": "Anna Schmidt"},
]


def run(folder, lines, *options):
    source, target = folder / "pairs.jsonl", folder / "scores.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    words = ["match", "--in", str(source), "--out", str(target), *options]
    return CliRunner().invoke(group, words), target


def test_every_pair_gets_an_answer_with_its_reason(tmp_path):
    outcome, target = run(tmp_path, [json.dumps(pair) for pair in GOOD])

    answers = [json.loads(line) for line in target.read_text(encoding="utf-8").split("\n") if line]
    assert outcome.exit_code == 0
    assert [(a["id"], a["match"]) for a in answers] == [("a", True), (2, False)]
    assert answers[0]["why"] == "“acme” is in both."


@pytest.mark.parametrize(
    "bad", ["{", "[]", '{"id": 1}', '{"name1": "a", "name2": "b"}', '{"id": true}']
)
def test_a_bad_line_stops_the_file_and_nothing_is_written(tmp_path, bad):
    outcome, target = run(tmp_path, [json.dumps(GOOD[0]), bad])

    assert isinstance(outcome.exception, BadLines)
    assert "line 2:" in outcome.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.jsonl"]
    assert not target.exists()


def test_bad_lines_can_be_left_out(tmp_path):
    outcome, target = run(tmp_path, [json.dumps(GOOD[0]), "{", ""], "--skip-bad", "--json")

    assert outcome.exit_code == 0
    assert json.loads(outcome.stderr.splitlines()[-1]) == {"pairs": 1, "matches": 1, "bad": 1}
    assert len(target.read_text(encoding="utf-8").splitlines()) == 1


def test_a_file_that_is_no_text_is_refused_in_words(tmp_path):
    source = tmp_path / "pairs.jsonl"
    source.write_bytes(b"\xff\xfe\x00")

    outcome = CliRunner().invoke(group, ["match", "--in", str(source), "--out", "-"])

    assert outcome.exit_code == 1
    assert "not UTF-8" in outcome.stderr


def test_broken_characters_do_no_harm(tmp_path):
    line = '{"id": "\\ud800", "schema": null, "name1": "\\ud800 Acme", "name2": "Acme"}'
    outcome, target = run(tmp_path, [line])

    assert outcome.exit_code == 0
    assert json.loads(target.read_text(encoding="utf-8"))["match"] is True


def test_the_pairs_are_never_written_over(tmp_path):
    source = tmp_path / "pairs.jsonl"
    source.write_text('{"id": 1, "schema": "Company", "name1": "A", "name2": "A"}\n')

    told = CliRunner().invoke(group, ["match", "--in", str(source), "--out", str(source)])

    assert told.exit_code == 2
    assert "is what is read" in told.output
    assert "name1" in source.read_text()

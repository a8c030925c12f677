"""The page says what the Python verifier says, case for case."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import playwright
import pytest

import muniment_verify
from muniment_verify import words
from muniment_verify.cli import answer_for
from muniment_verify.errors import Misuse
from muniment_verify.openings import load_openings
from tests.unit.verify import corpus

PAGE = Path(muniment_verify.__file__).with_name("verify.html")
BUNDLED = Path(playwright.__file__).parent / "driver" / "node"
NODE = shutil.which("node") or str(BUNDLED)
"""The one of the machine, else the one that Playwright brings."""


def page_answers(cases, mode="native"):
    script = Path(__file__).with_name("run_page.mjs")
    asked = json.dumps([case.as_json() for case in cases])
    command = [NODE, "--no-warnings", str(script), str(PAGE), mode]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def python_answer(case):
    try:
        openings = load_openings(case.openings) if case.openings is not None else []
    except Misuse as misuse:
        return {"verdict": "misuse", "why": misuse.why}
    answer = answer_for(case.proof, case.entry, case.keys, openings)
    answer.pop("says", None)
    if answer["verdict"] == "good":  # JavaScript's numbers are too small, so the page writes text
        answer |= {"size": str(answer["size"]), "index": str(answer["index"])}
        for mark in answer["signatures"]:
            mark["time"] = None if mark["time"] is None else str(mark["time"])
    return answer


@pytest.mark.parametrize("mode", ["native", "plain"])
def test_page_and_python_give_the_same_verdicts(mode):
    cases = [*corpus.good(), *corpus.bad()]

    answers = page_answers(cases, mode)

    for case, answer in zip(cases, answers, strict=True):
        assert (case.name, answer) == (case.name, python_answer(case))


def test_page_and_python_agree_on_every_changed_byte_of_a_proof():
    cases = corpus.every_byte_changed()

    answers = page_answers(cases)

    assert answers == [python_answer(case) for case in cases]
    assert {answer["verdict"] for answer in answers} == {"untrusted"}


@pytest.mark.parametrize("seed", [1, 2])
def test_page_and_python_agree_on_random_damage(seed):
    cases = corpus.damaged(100, seed)

    answers = page_answers(cases)

    for case, answer in zip(cases, answers, strict=True):
        assert (case, answer) == (case, python_answer(case))
    assert len({answer.get("why") for answer in answers}) > 8


def test_the_page_reaches_for_nothing_outside_itself():
    text = PAGE.read_text()

    assert "default-src 'none'" in text
    addresses = set(re.findall(r"https?://[^\s\"'`)]+", text))
    assert addresses == {"http://www.w3.org/2000/svg"}  # the name of SVG, not an address
    for reach in ("fetch(", "XMLHttpRequest", "import(", "src=", "@import", "url("):
        assert reach not in text


def test_the_page_has_each_sentence_in_english_and_chinese():
    text = re.search(r'<script id="words">(.*?)</script>', PAGE.read_text(), re.DOTALL)[1]
    program = text + "\nprocess.stdout.write(JSON.stringify(WORDS));"
    done = subprocess.run([NODE, "-e", program], capture_output=True, text=True, check=True)
    english, chinese = json.loads(done.stdout)["en"], json.loads(done.stdout)["zh-Hans"]

    assert english.keys() == chinese.keys()
    assert english["part"] == words.PART
    assert english["why"].keys() == chinese["why"].keys() == words.WHY.keys() | {"browser"}
    in_python_only = {"no_key", "key_kind_here", "opening_form"}
    for code in words.WHY.keys() - in_python_only:
        assert english["why"][code] == words.WHY[code]
    for said in (chinese, chinese["part"], chinese["why"]):
        for name, sentence in said.items():
            assert (
                name in {"other", "colon"}
                or not isinstance(sentence, str)
                or re.search("[一-鿿]", sentence)
            )


def test_the_whole_script_of_the_page_can_be_read():
    scripts = re.findall(r"<script id=\"\w+\">(.*?)</script>", PAGE.read_text(), re.DOTALL)
    whole = "async () => {" + "\n".join(scripts) + "}"

    done = subprocess.run(
        [NODE, "--check", "-"], input=whole, capture_output=True, text=True, check=False
    )

    assert len(scripts) == 3
    assert done.returncode == 0, done.stderr

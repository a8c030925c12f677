"""The commands that docs/verifying.md shows a stranger do what the page says."""

import re
import subprocess
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from tlog_scales.tlog import InclusionProofInvalid

from tests.unit.verify import corpus

GUIDE = (Path(__file__).parents[3] / "docs" / "verifying.md").read_text()
SHELL = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
SIGNED_BY_LOG = [case for case in corpus.good() if len(case.keys) == 1]
REFUSED = [
    case
    for case in corpus.bad()
    if case.name.startswith(("place", "another", "unsigned", "a line"))
]


def by_hand(case, folder):
    (folder / "proof").write_bytes(case.proof)
    (folder / "entry").write_bytes(case.entry)
    names = f"PROOF=proof ENTRY=entry KEY='{case.keys[0]}'\n"
    script = names + "\n".join(SHELL[1:4])
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("case", SIGNED_BY_LOG, ids=lambda case: case.name)
def test_a_good_proof_is_good_by_hand(case, tmp_path):
    done = by_hand(case, tmp_path)

    assert done.stdout.endswith("Signature Verified Successfully\nThe entry stands in the log.\n")
    assert done.returncode == 0


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_a_bad_proof_fails_by_hand(case, tmp_path):
    done = by_hand(case, tmp_path)

    assert done.returncode != 0
    assert "stands" not in done.stdout


def test_a_disclosed_value_is_checked_by_hand(tmp_path):
    salt = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
    script = SHELL[4].replace("'…'", f"'{salt}'").replace("quote 17", "报价 17")

    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)

    assert f'"commit":{{"purpose":"{done.stdout.strip()}"}}' in corpus.LOOK.to_bytes().decode()


def with_tlog_scales(case, folder):
    (folder / "proof").write_bytes(case.proof)
    (folder / "entry").write_bytes(case.entry)
    names = {"PROOF": str(folder / "proof"), "ENTRY": str(folder / "entry"), "KEY": case.keys[0]}
    exec(PYTHON[0], names)  # noqa: S102 - it is our own page


@pytest.mark.parametrize("case", SIGNED_BY_LOG, ids=lambda case: case.name)
def test_another_tool_reads_our_proofs_as_the_page_shows(case, tmp_path):
    with_tlog_scales(case, tmp_path)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_another_tool_refuses_what_does_not_stand_there(case, tmp_path):
    with pytest.raises((AssertionError, InclusionProofInvalid, InvalidSignature)):
        with_tlog_scales(case, tmp_path)

"""The worker lays large loads in order; what they say stays the same."""

from typing import Any

import pytest

from muniment.core import clock
from muniment.customs_data import store
from muniment.customs_data.profile import arranging, as_json, customs_profile
from muniment.jobs.services import enqueue, work_off
from muniment.matching import names
from tests.customs_rows import load, made_up_trade

pytestmark = pytest.mark.django_db


def test_the_worker_arranges_a_large_load_and_its_profiles_stay_the_same(
    tmp_path: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(arranging, "SMALL", 100)
    rows = [{**row, "buyer_key": names.key(row["buyer"])} for row in made_up_trade(number=600)]
    load(rows)
    before = as_json(customs_profile(name="BUYER 7", our_codes=["69"]))

    enqueue("customs_data.arrange", {}, clock.now())
    work_off(at=clock.now())

    [file] = store.paths()
    assert arranging.is_arranged(file)
    assert as_json(customs_profile(name="BUYER 7", our_codes=["69"])) == before

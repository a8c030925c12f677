"""The texts that a leaver signs read as a lawyer would write them."""

import pytest

from muniment.handover.statements import LANGUAGES, SIGNED_ON_PAGE, text_of


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", SIGNED_ON_PAGE)
def test_a_company_whose_name_ends_with_a_full_stop_ends_a_sentence_once(paper, language):
    told = text_of(
        paper, language, person="Ada", company="Heron Trading Co., Ltd.", last_day="2026-12-19"
    )

    assert ".." not in told
    assert "Heron Trading Co., Ltd." in told

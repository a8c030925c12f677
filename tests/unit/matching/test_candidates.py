import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from muniment.matching import candidates
from muniment.matching.candidates import NameIndex, likeness, plain
from muniment.matching.overlap import Rarity, overlap

NAMES = [plain(f"{one} {two} trading") for one in ("amber", "brown", "coral", "dusky")
         for two in ("heron", "robin", "plover", "wagtail")]  # fmt: skip


def nominated(index: NameIndex, name: str) -> list[str]:
    [pairs] = index.nearest([plain(name)])
    order = np.argsort(-pairs.nearness)
    return [index.texts[place] for place in pairs.name[order]]


def test_the_nearest_name_is_nominated_whatever_the_order_of_the_words():
    assert nominated(NameIndex(NAMES), "Wagtayl, Coral")[0] == "coral wagtail trading"


def test_without_the_sparse_product_the_answer_is_the_same(monkeypatch):
    monkeypatch.setattr(candidates, "sp_matmul_topn", None)

    assert nominated(NameIndex(NAMES), "Wagtayl, Coral trading")[0] == "coral wagtail trading"


def test_nothing_alike_nominates_nobody():
    assert nominated(NameIndex(NAMES), "zzz") == []
    assert nominated(NameIndex(NAMES), "") == []


@given(st.lists(st.text(max_size=40), max_size=6), st.text(max_size=40))
def test_any_texts_can_be_indexed_and_asked(texts, asked):
    [pairs] = NameIndex([plain(it) for it in texts]).nearest([plain(asked)])

    assert all(0 <= place < len(texts) for place in pairs.name)
    assert np.isfinite(pairs.nearness).all()


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_is_shared_lies_between_nothing_and_all(one, two):
    shared = overlap(plain(one), plain(two), Rarity(NAMES))

    for part in (shared.both, shared.asked, shared.listed, shared.letters):
        assert -1e-9 <= part <= 1 + 1e-9


def test_a_shared_rare_word_counts_more_than_a_shared_common_one():
    rarity = Rarity(NAMES)
    rare = overlap("amber zebra", "quiet zebra", rarity)
    common = overlap("amber trading", "quiet trading", rarity)

    assert rare.both > common.both


def test_likeness_is_one_for_the_same_and_none_for_strangers():
    assert likeness(["amber heron", "abc"], ["amber heron", "xyz"]).tolist() == [1, 0]

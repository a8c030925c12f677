import stat

import pytest

from muniment.run import folder
from muniment.run.folder import AlreadyRunning, FolderUnusable


def test_a_data_folder_belongs_to_one_house_at_a_time(tmp_path):
    with folder.held(tmp_path):
        folder.write_state(tmp_path, {"pid": 12, "url": "http://localhost:1"})
        with pytest.raises(AlreadyRunning) as refusal, folder.held(tmp_path):
            pass

    assert refusal.value.facts["pid"] == 12
    assert refusal.value.facts["url"] == "http://localhost:1"


def test_the_folder_is_free_again_afterwards(tmp_path):
    with folder.held(tmp_path):
        assert folder.is_running(tmp_path)

    assert not folder.is_running(tmp_path)
    with folder.held(tmp_path):
        pass


def test_a_new_folder_is_closed_to_other_accounts(tmp_path):
    with folder.held(tmp_path / "data"):
        assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(FolderUnusable), folder.held(tmp_path / "file" / "data"):
        pass


@pytest.mark.parametrize("content", ["", "{", "[1]", "\x00"])
def test_a_damaged_state_file_says_nothing(tmp_path, content):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / folder.STATE).write_text(content)

    assert folder.read_state(tmp_path) == {}

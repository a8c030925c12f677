"""What browsers load from us is what its makers published, and nothing else."""

import json

import pytest
from tools import vendor


def test_every_vendored_file_is_as_recorded():
    assert vendor.differences() == []


def test_each_package_is_recorded_with_version_licence_and_origin():
    told = json.loads(vendor.VERSIONS.read_text(encoding="utf-8"))

    assert [(package["name"], package["version"]) for package in told["packages"]] == [
        (package.name, package.version) for package in vendor.PACKAGES
    ]
    assert all(package["licence"] and package["integrity"] for package in told["packages"])


@pytest.fixture
def copy(tmp_path, monkeypatch):
    for path in vendor.VENDOR.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(vendor, "VENDOR", tmp_path)
    monkeypatch.setattr(vendor, "VERSIONS", tmp_path / "VERSIONS.json")
    return tmp_path


def test_a_changed_file_is_noticed(copy):
    with (copy / "htmx.min.js").open("a") as file:
        file.write("//")

    assert [fault.split()[1] for fault in vendor.differences()] == ["htmx.min.js"]


def test_a_missing_and_an_unlisted_file_are_noticed(copy):
    (copy / "icons.svg").unlink()
    (copy / "tracker.js").write_text("")

    assert [fault.split()[1] for fault in vendor.differences()] == ["icons.svg", "tracker.js"]


def test_every_icon_of_the_list_is_drawn():
    sprite = (vendor.VENDOR / vendor.SPRITE).read_text(encoding="utf-8")

    names = vendor.ICONS.read_text(encoding="ascii").split()
    assert [name for name in names if f'id="{name}"' not in sprite] == []

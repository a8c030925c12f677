import pytest

from muniment.core import config
from muniment.investigations.outside.settings import OutsideSettings


def load(**told):
    return OutsideSettings.of(config.load({f"MUNIMENT_{key.upper()}": told[key] for key in told}))


def test_nothing_private_is_allowed_unless_the_administrator_names_it():
    assert load() == OutsideSettings(pace_s=1.0)


def test_the_administrator_names_hosts_with_their_ports():
    told = load(
        outside_allow="Crm.corp:8443, [::1]:80",
        outside_nameserver="9.9.9.9",
        offline="1",
        outside_pace_ms="250",
    )

    assert told.allow == {("crm.corp", 8443), ("::1", 80)}
    assert told.nameserver == ("9.9.9.9", 53)
    assert told.offline
    assert told.pace_s == 0.25


@pytest.mark.parametrize("told", ["crm.corp", "crm.corp:", ":80", "a:b", "a:99999", "a:²"])
def test_a_host_without_a_port_stops_the_start(told):
    with pytest.raises(config.ConfigInvalid):
        load(outside_allow=told)

import socket
from contextlib import closing
from dataclasses import replace

import pytest

from muniment.core.config import Config
from muniment.run import ports
from muniment.run.ports import AddressUnusable, PortInUse


def _listening():
    return closing(socket.create_server(("127.0.0.1", 0)))


def test_a_taken_port_is_named_with_a_free_neighbour():
    with _listening() as other:
        port = other.getsockname()[1]
        with pytest.raises(PortInUse) as refusal:
            ports.require_free(replace(Config(), port=port), patience=0)

    assert refusal.value.facts["port"] == port
    assert refusal.value.facts["other"] == port + 1


def test_a_free_port_is_fine():
    with _listening() as other:
        port = other.getsockname()[1]

    ports.require_free(replace(Config(), port=port), patience=0)


def test_an_address_of_another_machine_is_refused_in_words():
    with pytest.raises(AddressUnusable):
        ports.require_free(replace(Config(), host="192.0.2.1"), patience=0)

"""The guard around addresses that customers typed."""

import socket

import pytest

from yangfan.connectors.outbound import HostRefused, guarded, own_network


@pytest.fixture
def inner(settings):
    """Something that listens inside our own network."""
    settings.OUTBOUND_ALLOW = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()


def test_a_guarded_block_reaches_nothing_inside_but_what_is_ours(inner):
    with guarded():
        with own_network(), socket.create_connection(inner, timeout=5) as connection:
            assert connection.getpeername() == inner
        with pytest.raises(HostRefused):
            socket.create_connection(inner, timeout=5)

"""The store's owner, asked by the real clickhouse_connect client over its HTTP protocol."""

import threading
import time
from datetime import UTC, datetime

import clickhouse_connect
import pytest
from clickhouse_connect.driver.exceptions import DatabaseError, OperationalError

from yangfan.events.tests.processes import STORE_KEY, Machine

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    machine = Machine(tmp_path_factory.mktemp("store"))
    machine.start("store")
    machine.wait_for("store")
    yield machine
    machine.stop()


def connect(machine, **words):
    return clickhouse_connect.get_client(
        **{
            "host": "127.0.0.1",
            "port": machine.store_port,
            "username": "default",
            "password": STORE_KEY,
            "autogenerate_session_id": False,
            "tz_mode": "aware",
        }
        | words
    )


@pytest.fixture
def client(machine):
    client = connect(machine)
    yield client
    client.close()


@pytest.fixture
def table(client):
    client.command(
        "CREATE TABLE yangfan.box (id UInt64, word LowCardinality(String), at DateTime64(3, 'UTC'), "
        "bag Map(String, String)) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 100"
    )
    yield "yangfan.box"
    client.command("DROP TABLE yangfan.box")


def test_a_wrong_key_is_refused(machine):
    with pytest.raises(DatabaseError, match="403|key"):
        connect(machine, password="guess")


def test_rows_go_in_and_come_out_unchanged(client, table):
    at = datetime(2026, 11, 20, 9, 30, 0, 123000, UTC)
    rows = [[2**64 - 1, "帆", at, {"a": "'\\b"}], [1, "", at, {}]]
    client.insert(table, rows, column_names=["id", "word", "at", "bag"])
    found = client.query(f"SELECT * FROM {table} ORDER BY id DESC").result_rows
    assert [list(row) for row in found] == rows


@pytest.mark.parametrize("compression", ["gzip", "lz4", "zstd"])
def test_compressed_inserts_are_read(machine, table, compression):
    with connect(machine, compress=compression) as client:
        client.insert(table, [[number, "x"] for number in range(5000)], column_names=["id", "word"])
        assert client.query(f"SELECT sum(id) FROM {table}").result_rows == [(12497500,)]


def test_the_same_token_is_inserted_once(client, table):
    for _ in range(2):
        client.raw_insert(
            table, insert_block=b'{"id": 1, "word": "once"}\n', fmt="JSONEachRow",
            settings={"insert_deduplication_token": "t1"},
        )  # fmt: skip
    assert client.query(f"SELECT count() FROM {table}").result_rows == [(1,)]


def test_parameters_too_long_for_an_address_are_sent_as_a_form(client):
    wanted = list(range(20_000))
    answer = client.query(
        "SELECT length({wanted:Array(UInt32)}), {word:String}",
        parameters={"wanted": wanted, "word": "a'帆\n"},
    )
    assert answer.result_rows == [(20_000, "a'帆\n")]


def test_a_failed_query_says_why_and_leaves_the_lane_usable(client):
    with pytest.raises(DatabaseError, match="UNKNOWN_IDENTIFIER"):
        client.query("SELECT nonsense", settings={"max_threads": 1})
    with pytest.raises(DatabaseError, match="UNKNOWN_TABLE"):
        client.query("SELECT * FROM yangfan.nothing")
    assert client.query("SELECT 1").result_rows == [(1,)]


def test_settings_of_one_query_do_not_leak_into_the_next(client):
    for _ in range(10):
        client.query("SELECT 1", settings={"max_result_rows": 5})
    assert {client.query("SELECT getSetting('max_result_rows')").result_rows[0][0] for _ in range(10)} == {0}


def test_a_query_runs_no_longer_than_allowed(client):
    with pytest.raises(DatabaseError, match="TIMEOUT_EXCEEDED"):
        client.query(
            "SELECT sum(sipHash64(number)) FROM numbers(100000000000)", settings={"max_execution_time": 1}
        )


def test_a_query_is_stopped_when_its_asker_goes(machine, client):
    def ask_and_go():
        with connect(machine, send_receive_timeout=1, query_retries=0) as hasty:
            hasty.query("SELECT /*hasty*/ sum(sipHash64(number)) FROM numbers(100000000000)")

    with pytest.raises(OperationalError):
        ask_and_go()
    running = (
        "SELECT count() FROM system.processes WHERE query LIKE '%/*hasty*/%' AND query NOT LIKE '%processes%'"
    )
    deadline = time.monotonic() + 10
    while client.query(running).result_rows[0][0] and time.monotonic() < deadline:
        time.sleep(0.05)
    assert client.query(running).result_rows == [(0,)]


def test_the_loader_is_answered_while_every_reading_lane_is_busy(machine, client, table):
    def read_long():
        with connect(machine) as reader, pytest.raises(DatabaseError):
            reader.query(
                "SELECT sum(sipHash64(number)) FROM numbers(100000000000)", settings={"max_execution_time": 3}
            )

    readers = [threading.Thread(target=read_long) for _ in range(4)]
    for reader in readers:
        reader.start()
    time.sleep(1)
    started = time.monotonic()
    client.raw_insert(table, insert_block=b'{"id": 7}\n', fmt="JSONEachRow")
    elapsed = time.monotonic() - started
    for reader in readers:
        reader.join()
    assert elapsed < 2


def test_a_second_owner_waits_in_words_and_takes_over_when_the_first_goes(tmp_path):
    first = Machine(tmp_path / "home")
    second = Machine(tmp_path / "home")
    try:
        first.start("store")
        first.wait_for("store")
        second.start("store")
        words = wait_for_words(second)
        assert "another process owns" in words and "only one can" in words
        first.kill("store")
        second.wait_for("store")
    finally:
        first.stop()
        second.stop()


def wait_for_words(machine):
    import urllib.error
    import urllib.request

    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{machine.store_port}/healthz", timeout=2)
        except urllib.error.HTTPError as error:
            words = error.read().decode()
            if "owns" in words:
                return words
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError

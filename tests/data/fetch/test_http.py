"""Fetching is polite, cached and gives up in the end."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from local_server import Answer, Server

from quotestance.data.fetch.http import Fetcher, NotFetchedError


class Clock:
    """Time that only passes while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds

    def __call__(self) -> float:
        return self.now


def fetcher(folder: Path, clock: Clock, **settings: Any) -> Fetcher:
    return Fetcher(folder / "cache", sleep=clock.sleep, clock=clock, **settings)


def test_a_second_lies_between_requests_to_a_host(server: Server, tmp_path: Path) -> None:
    server.answers = {f"/{n}": [Answer(b"body %d" % n)] for n in range(3)}
    clock = Clock()
    get = fetcher(tmp_path, clock).get
    assert [get(f"{server.base}/{n}") for n in range(3)] == [b"body 0", b"body 1", b"body 2"]
    assert clock.slept == [1.0, 1.0]
    assert [agent.split("/")[0] for agent in server.agents] == ["quotestance"]


def test_a_body_is_asked_for_once(server: Server, tmp_path: Path) -> None:
    server.answers = {"/a": [Answer(b"first"), Answer(b"second")]}
    address = f"{server.base}/a"
    assert fetcher(tmp_path, Clock()).get(address) == b"first"
    again = fetcher(tmp_path, Clock())
    assert again.get(address) == b"first"
    assert server.asked == ["/a"]
    again.forget(address)
    assert again.get(address) == b"second"


def test_what_is_not_there_is_not_asked_for_again(server: Server, tmp_path: Path) -> None:
    host = server.base.removeprefix("http://")
    get = fetcher(tmp_path, Clock()).get
    for _ in range(2):
        with pytest.raises(NotFetchedError) as failed:
            get(f"{server.base}/gone")
        assert str(failed.value) == f"{host} answered 404 (not found)"
    assert server.asked == ["/gone"]
    server.answers["/secret"] = [Answer(status=403)]
    with pytest.raises(NotFetchedError) as failed:
        get(f"{server.base}/secret")
    assert str(failed.value) == f"{host} answered 403"


def test_a_busy_host_says_how_long_to_wait(server: Server, tmp_path: Path) -> None:
    busy = Answer(status=429, headers={"Retry-After": "7"})
    server.answers = {"/a": [busy, busy, Answer(b"here")]}
    clock = Clock()
    assert fetcher(tmp_path, clock).get(f"{server.base}/a") == b"here"
    assert clock.slept == [7.0, 7.0]


def test_a_date_to_come_back_at(server: Server, tmp_path: Path) -> None:
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=50), usegmt=True)
    server.answers = {"/a": [Answer(status=503, headers={"Retry-After": then}), Answer(b"here")]}
    clock = Clock()
    assert fetcher(tmp_path, clock).get(f"{server.base}/a") == b"here"
    assert 45 < clock.slept[0] <= 50


def test_a_host_that_stays_busy_is_left_alone(server: Server, tmp_path: Path) -> None:
    server.answers = {"/a": [Answer(status=503, headers={"Retry-After": "soon"})], "/b": []}
    clock = Clock()
    get = fetcher(tmp_path, clock).get
    for path in ("/a", "/b"):
        with pytest.raises(NotFetchedError) as failed:
            get(server.base + path)
        assert str(failed.value) == f"{server.base.removeprefix('http://')} answered 503"
    assert server.asked == ["/a"] * 4
    assert clock.slept == [1.0, 2.0, 4.0]


def test_nobody_waits_for_an_hour(server: Server, tmp_path: Path) -> None:
    server.answers = {"/a": [Answer(status=429, headers={"Retry-After": "3600"})]}
    clock = Clock()
    with pytest.raises(NotFetchedError) as failed:
        fetcher(tmp_path, clock).get(f"{server.base}/a")
    host = server.base.removeprefix("http://")
    assert str(failed.value) == f"{host} answered 429 and asked to wait 3600 seconds"
    assert clock.slept == []


def test_half_a_body_is_no_body(server: Server, tmp_path: Path) -> None:
    server.answers = {"/a": [Answer(b"half", cut=True), Answer(b"half and half")]}
    assert fetcher(tmp_path, Clock()).get(f"{server.base}/a") == b"half and half"
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_without_a_network_it_ends_soon(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    clock = Clock()
    get = fetcher(tmp_path, clock, attempts=3).get
    for path in ("a", "b"):
        with pytest.raises(NotFetchedError, match=rf"^{host} did not answer \(.*refused\)$"):
            get(f"http://{host}/{path}")
    assert clock.slept == [1.0, 2.0]

"""Get addresses politely: one at a time, with pauses, from a cache where there is one."""

from __future__ import annotations

import hashlib
import http.client
import logging
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from quotestance import __version__

log = logging.getLogger(__name__)

USER_AGENT = f"quotestance/{__version__} (quotestance data fetch; one request at a time)"
GONE = (404, 410)
BUSY = (429, 500, 502, 503, 504)
LONGEST_WAIT = 120.0
"""Seconds; a server that asks for more is left alone for the rest of the run."""


class NotFetchedError(Exception):
    """An address that gave no body; the message is the reason, for people."""


class Fetcher:
    """Gets bodies one after the other and keeps each in a folder, by the hash of its address.

    Between two requests to one host lie at least ``pause`` seconds. A host that is busy or
    silent is asked ``attempts`` times, later and later, or when it says so (Retry-After);
    after that it is not asked again. ``sleep`` and ``clock`` are there for the tests.
    """

    def __init__(
        self,
        cache: Path,
        *,
        pause: float = 1.0,
        attempts: int = 4,
        timeout: float = 30.0,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.cache = cache
        self._pause, self._attempts, self._timeout = pause, attempts, timeout
        self._sleep, self._clock = sleep, clock
        self._last: dict[str, float] = {}
        self._given_up: dict[str, str] = {}
        self._refused: dict[str, str] = {}

    def get(self, address: str) -> bytes:
        """The body, from the cache or the network; raises NotFetchedError."""
        kept = self._place(address)
        if kept.is_file():
            return kept.read_bytes()
        body = self._ask(address)
        _write_whole(kept, body)
        return body

    def forget(self, address: str) -> None:
        """Drop a body that was no use, so that the next run asks again."""
        self._place(address).unlink(missing_ok=True)

    def _place(self, address: str) -> Path:
        return self.cache / hashlib.sha256(address.encode()).hexdigest()

    def _ask(self, address: str) -> bytes:
        host = urlsplit(address).netloc
        if known := self._given_up.get(host) or self._refused.get(address):
            raise NotFetchedError(known)
        reason = ""
        for attempt in range(self._attempts):
            self._keep_distance(host)
            try:
                return self._request(address)
            except urllib.error.HTTPError as error:
                error.close()
                reason = f"{host} answered {error.code}"
                if error.code not in BUSY:
                    self._refused[address] = reason + " (not found)" * (error.code in GONE)
                    raise NotFetchedError(self._refused[address]) from None
                wait = _retry_after(error.headers.get("Retry-After"))
            except (OSError, http.client.HTTPException) as error:
                cause = getattr(error, "reason", None) or str(error) or type(error).__name__
                reason, wait = f"{host} did not answer ({cause})", None
            wait = self._pause * 2**attempt if wait is None else wait
            if wait > LONGEST_WAIT:
                reason += f" and asked to wait {wait:.0f} seconds"
                break
            if attempt + 1 < self._attempts:
                log.info("%s; trying again in %.0f s", reason, wait)
                self._sleep(wait)
        self._given_up[host] = reason
        raise NotFetchedError(reason)

    def _keep_distance(self, host: str) -> None:
        """Sleep until ``pause`` seconds have gone since the last request to the host ended."""
        if host in self._last:
            left = self._last[host] + self._pause - self._clock()
            if left > 0:
                self._sleep(left)

    def _request(self, address: str) -> bytes:
        request = urllib.request.Request(address, headers={"User-Agent": USER_AGENT})
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as response:
                body: bytes = response.read()
                return body
        finally:
            self._last[urlsplit(address).netloc] = self._clock()


def _retry_after(value: str | None) -> float | None:
    """Seconds of a Retry-After header, which is a number or a date; None without one."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())


def _write_whole(path: Path, body: bytes) -> None:
    """A body cut off by a crash must not be taken for a whole one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(body)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)

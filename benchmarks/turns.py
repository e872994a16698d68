"""Jobs that take turns in one process, so that what slows the machine down slows down all."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass
class Spent:
    """What a job's own turns took."""

    seconds: float = 0.0
    core_seconds: float = 0.0  # of all threads of this process: the others wait meanwhile


class Turns:
    """Runs every job in a thread of its own, one at a time, in the given order.

    A job lets the next one go on by calling ``pass_on``. What it raises, ``run`` raises.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.spent = {name: Spent() for name in names}
        self.failed: list[BaseException] = []
        self._go = {name: threading.Semaphore(0) for name in names}
        self._unfinished = list(names)
        self._begun = (0.0, 0.0)

    def run(self, jobs: Mapping[str, Callable[[], None]]) -> dict[str, Spent]:
        """Finish the jobs of all names; what each has spent."""
        threads = [
            threading.Thread(target=self._work, args=one, daemon=True) for one in jobs.items()
        ]
        for thread in threads:
            thread.start()
        self._go[self._unfinished[0]].release()
        for thread in threads:
            thread.join()
        if self.failed:
            raise self.failed[0]
        return self.spent

    def pass_on(self, name: str) -> None:
        """Called by the job ``name`` in its turn: wait until it is its turn again."""
        self._stop(name)
        self._go[self._after(name)].release()
        self._start(name)

    def _work(self, name: str, job: Callable[[], None]) -> None:
        self._start(name)
        try:
            if not self.failed:
                job()
        except BaseException as error:  # a job that fails must not leave the others waiting
            self.failed.append(error)
        self._stop(name)
        following = self._after(name)
        self._unfinished.remove(name)
        self._go[following].release()

    def _after(self, name: str) -> str:
        """The next unfinished job in the order, or ``name`` itself if it is the last."""
        place = self._unfinished.index(name)
        return self._unfinished[(place + 1) % len(self._unfinished)]

    def _start(self, name: str) -> None:
        self._go[name].acquire()
        self._begun = time.perf_counter(), time.process_time()

    def _stop(self, name: str) -> None:
        self.spent[name].seconds += time.perf_counter() - self._begun[0]
        self.spent[name].core_seconds += time.process_time() - self._begun[1]

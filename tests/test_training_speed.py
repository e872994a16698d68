"""benchmarks/training_speed.py: turns of jobs, and both recipes on a tiny encoder."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import training_speed as speed
import turns

from own_spans import span_records
from quotestance.config.schema import EncoderConfig
from quotestance.training.examples import Examples


def test_jobs_take_turns_until_the_longest_is_done() -> None:
    seen: list[str] = []
    one = turns.Turns(["a", "b"])

    def job(name: str, pieces: int) -> Callable[[], None]:
        def work() -> None:
            for piece in range(pieces):
                if piece:
                    one.pass_on(name)
                seen.append(name)
                time.sleep(0.02 if name == "a" else 0.0)

        return work

    spent = one.run({"a": job("a", 2), "b": job("b", 4)})
    assert seen == ["a", "b", "a", "b", "b", "b"]
    assert spent["a"].seconds >= 0.04
    assert spent["b"].seconds < spent["a"].seconds


def test_a_job_that_fails_stops_the_run() -> None:
    one = turns.Turns(["good", "bad"])

    def bad() -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        one.run({"good": lambda: one.pass_on("good"), "bad": bad})


def test_both_recipes_train_and_are_measured(tiny_encoder: Path) -> None:
    records = span_records()
    texts = [f"{one['actor']} | {one['cue']} | « {one['text']} »" for one in records]
    stances = [one["stance"] for one in records]
    training = Examples([one["id"] for one in records], texts, stances, stances)
    settings = EncoderConfig(encoder=str(tiny_encoder), epochs=2, learning_rate=2e-3)
    spent, made = speed.race(training, settings, 13)
    assert set(spent) == set(made) == {"ours", "plain"}
    found = {}
    for name, recipe in made.items():
        f1 = speed.stance_f1(stances, recipe.predict(texts))
        assert 0 <= f1 <= 1
        found[name] = [(spent[name].seconds, spent[name].core_seconds, f1)]
        assert spent[name].seconds > 0
    assert len(speed.table(found)) == 4

"""Labelled spans of our own writing, and reading and writing of JSON lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TOPICS = [
    "pier",
    "ferry",
    "clinic",
    "school",
    "tunnel",
    "harbour",
    "orchard",
    "library",
    "bridge",
    "market",
    "reservoir",
    "stadium",
]
ACTORS = ("Mara Lind", "Ivo Brandt", "the Dockers' Union")
# Stance → (cue, content) of an indirect quote, and the words of a direct one.
PATTERNS = {
    "commit": ("pledged", "to reopen the {} by spring", "We will rebuild the {} by summer"),
    "refuse": ("refused", "to sign the {} contract", "We will never sell the {}"),
    "warn": ("warned", "closing the {} would cost lives", "Shutting the {} would be a disaster"),
    "demand": ("demanded", "an end to the {} fees", "The council must hand over the {} today"),
    "none": ("said", "the {} opened in 1974", "The {} is older than the town hall"),
}


def span_records() -> list[dict[str, Any]]:
    """Labelled spans of our own: every stance about every topic, indirect and direct."""
    records = []
    for number, topic in enumerate(TOPICS):
        actor = ACTORS[number % len(ACTORS)]
        for stance, (cue, content, words) in PATTERNS.items():
            indirect, direct = content.format(topic), words.format(topic)
            that = "that " if indirect.startswith(("closing", "the ")) else ""
            texts = {
                "i": (f"{actor} {cue} {that}{indirect}.", indirect, cue),
                "d": (f"“{direct},” {actor} said on Monday.", direct, "said"),
            }
            for form, (text, span, word) in texts.items():
                start = text.index(span)
                records.append(
                    {
                        "id": f"{topic}-{stance}-{form}",
                        "text": text,
                        "start": start,
                        "end": start + len(span),
                        "cue": word,
                        "actor": actor,
                        "stance": stance,
                        "group": topic,
                    }
                )
    return records


def write_records(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def read_records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

"""Words, their stems, and what a small lexicon says about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

import yaml

_TOKEN = re.compile(r"\w+(?:'\w+)?|[?!;:\"]")
_CONTRACTIONS = (
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\b(?:can't|cannot)\b"), "can not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'m\b"), " am"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"\blet's\b"), "let us"),
)
_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "said:say told:tell swore:swear sworn:swear sought:seek lost:lose gave:give made:make "
        "kept:keep fought:fight felt:feel knew:know thought:think withdrew:withdraw sent:send "
        "built:build rebuilt:rebuild brought:bring was:is were:is are:is been:is had:have "
        "has:have did:do does:do died:die dying:die sued:sue suing:sue used:use"
    ).split()
)
_Y_ENDING = re.compile(r"(?<=\w\w)(?:ied|ies|ying)$")
_ENDING = re.compile(r"(?<=\w\w\w)(?:ing|ed|es|s|e)$")


def split_words(text: str) -> list[str]:
    """Lower-case words and telling marks, contractions written out ("won't" is two words)."""
    text = text.lower()
    if "'" in text or "cannot" in text:
        for pattern, full in _CONTRACTIONS:
            text = pattern.sub(full, text)
    return _TOKEN.findall(text)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A lower-case word without its ending: "refuses", "refused" and "refusing" are one."""
    word = _IRREGULAR.get(word, word)
    word, changed = _Y_ENDING.subn("y", word)
    word = word if changed else _ENDING.sub("", word)
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def word_classes(words: Sequence[str]) -> list[str | None]:
    """The class of every word in ``stance_words.yaml``, or None.

    A phrase of two words gives its class to the first.
    """
    known = _lexicon()
    stems = [*map(stem, words), ""]
    return [known.get(f"{a} {b}") or known.get(a) for a, b in pairwise(stems)]


@cache
def _lexicon() -> dict[str, str]:
    """Stem, or two stems with a space between, → class."""
    raw = yaml.safe_load(files(__package__).joinpath("stance_words.yaml").read_text("utf-8"))
    known: dict[str, str] = {}
    for name, entries in raw.items():
        for entry in entries:
            known.setdefault(" ".join(map(stem, entry.split())), name)
    return known

"""Words, stems and the classes of the lexicon."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quotestance.features.stance_words import split_words, stem, word_classes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We won't go!", ["we", "will", "not", "go", "!"]),
        ("They can't, she cannot", ["they", "can", "not", "she", "can", "not"]),
        ("Let's say I'll stay", ["let", "us", "say", "i", "will", "stay"]),
        ("the mayor's 2,000 lamps", ["the", "mayor's", "2", "000", "lamps"]),
        ("", []),
    ],
)
def test_contractions_are_written_out(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@pytest.mark.parametrize(
    "forms",
    [
        "refuse refuses refused refusing",
        "vow vows vowed vowing",
        "deny denies denied denying",
        "rule rules ruled ruling",
        "beg begs begged begging",
        "tell tells told telling",
        "die dies died dying",
        "sue sued suing",
    ],
)
def test_the_forms_of_a_verb_share_a_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()} - {"dies"}) == 1


def test_short_words_keep_their_shape() -> None:
    assert [stem(word) for word in ("is", "we", "as", "die", "his")] == [
        "is", "we", "as", "die", "his",
    ]  # fmt: skip


def test_phrases_go_before_words_and_mark_their_first() -> None:
    assert word_classes(["they", "ruled", "out", "talks"]) == [None, "refuse", None, None]
    assert word_classes(["they", "ruled", "on", "it"]) == [None, None, None, None]
    assert word_classes(["pledges", "a", "disaster"]) == ["commit", None, "harm"]


def test_every_entry_of_the_lexicon_is_a_word_or_a_phrase_of_two() -> None:
    package = files("quotestance.features")
    lexicon = yaml.safe_load(package.joinpath("stance_words.yaml").read_text("utf-8"))
    for name, entries in lexicon.items():
        assert len(set(entries)) == len(entries), name
        for entry in entries:
            assert split_words(entry) == entry.split(), entry
            assert len(entry.split()) <= 2, entry


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    words = split_words(text)
    assert all(" " not in word and word for word in words)
    assert len(word_classes(words)) == len(words)

"""The lexicon of reporting cues: which words introduce somebody's words, and how."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from spacy.tokens import Token

from quotestance.records import Span

_DECLINING = ("decline", "refuse")
FRAMES = (
    "quote",
    "clause",
    "question",
    "bare",
    "infinitive",
    "gerund",
    "object",
    "intent",
    "addressee",
)
"""The constructions by which ``cues.yaml`` lists verbs."""


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Reporting verbs by the construction ("frame") they take, and reporting nouns.

    ``frames`` maps a verb lemma to the names in FRAMES, ``prepositions`` a verb lemma to the
    prepositions after which its content stands, ``listed`` a quality to the words that have it,
    ``particles`` the first word of a phrasal verb to its particle.
    """

    frames: dict[str, frozenset[str]]
    prepositions: dict[str, frozenset[str]]
    nouns: frozenset[str]
    particles: dict[str, str]
    listed: dict[str, frozenset[str]]

    def takes(self, lemma: str, frame: str) -> bool:
        """Whether the verb ``lemma`` takes the construction ``frame``."""
        return frame in self.frames.get(lemma, frozenset())


@cache
def lexicon() -> CueLexicon:
    """The lexicon of ``cues.yaml``, read once a process."""
    raw = yaml.safe_load(files(__package__).joinpath("cues.yaml").read_text(encoding="utf-8"))
    frames: dict[str, set[str]] = {}
    for frame in FRAMES:
        for lemma in raw[frame]:
            frames.setdefault(lemma, set()).add(frame)
    return CueLexicon(
        frames={lemma: frozenset(names) for lemma, names in frames.items()},
        prepositions={lemma: frozenset(words) for lemma, words in raw["preposition"].items()},
        nouns=frozenset(raw["nouns"]),
        particles=dict(lemma.split() for lemma in frames if " " in lemma),
        listed={quality: frozenset(words) for quality, words in raw["listed"].items()},
    )


def cue_lemma(token: Token) -> str:
    """The lemma under which the lexicon lists ``token``, with its particle ("rule out")."""
    lemma = token.lemma_.lower()
    particle = lexicon().particles.get(lemma)
    if particle and any(child.lower_ == particle for child in token.rights):
        return f"{lemma} {particle}"
    return lemma


def takes(token: Token, frame: str) -> bool:
    """Whether ``token`` is a verb form that takes the construction ``frame``."""
    return token.pos_ in ("VERB", "AUX") and lexicon().takes(cue_lemma(token), frame)


def is_listed(token: Token, quality: str) -> bool:
    """Whether the lexicon lists the lemma of ``token`` under ``quality``."""
    return cue_lemma(token) in lexicon().listed[quality]


def is_cue_verb(token: Token) -> bool:
    """Whether ``token`` is a verb form that may report somebody's words."""
    known = lexicon()
    lemma = cue_lemma(token)
    return token.pos_ in ("VERB", "AUX") and (lemma in known.frames or lemma in known.prepositions)


def is_cue_noun(token: Token) -> bool:
    """Whether ``token`` is a noun that may name somebody's words ("a warning that …")."""
    return token.pos_ == "NOUN" and cue_lemma(token) in lexicon().nouns


def is_according_to(token: Token) -> bool:
    """Whether ``token`` is the "according" of "according to"."""
    following = token.i + 1
    return (
        token.lower_ == "according"
        and following < len(token.doc)
        and token.doc[following].lower_ == "to"
    )


def is_relayed(token: Token) -> bool:
    """Whether ``token`` is the verb of "as quoted by", which names who only passes words on."""
    return token.tag_ == "VBN" and token.i > 0 and token.nbor(-1).lower_ == "as"


def is_cue(token: Token) -> bool:
    """Whether ``token`` may introduce reported words: verb, noun, or "according to"."""
    return is_cue_verb(token) or is_cue_noun(token) or is_according_to(token)


def cue_span(cue: Token) -> Span:
    """Code points of the reporting phrase of ``cue`` in its document.

    A negation is part of it, with the auxiliary before ("did not rule out", "would not say"), or
    the verb that takes its place ("declined to comment on"), and so are a particle and the
    preposition that the lexicon knows right behind the word ("ruled out", "according to").
    """
    doc, first, last = cue.doc, cue.i, cue.i
    negated = [child.i for child in cue.lefts if child.dep_ == "neg"]
    if negated:
        first = min(
            i
            for i in (negated[0], *(c.i for c in cue.lefts if c.dep_ in ("aux", "auxpass")))
            if negated[0] - i <= 1
        )
    elif cue.dep_ == "xcomp" and cue.head.lemma_ in _DECLINING and 0 < cue.i - cue.head.i <= 2:
        first = cue.head.i
    if is_according_to(cue):
        last += 1
    for child in cue.rights:
        if child.i == last + 1 and (child.dep_ == "prt" or _leads_on(cue, child)):
            last = child.i
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def _leads_on(cue: Token, child: Token) -> bool:
    """Whether ``child`` is a preposition after which the content of ``cue`` stands."""
    return child.lower_ in lexicon().prepositions.get(cue_lemma(cue), frozenset())

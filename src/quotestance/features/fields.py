"""The model text taken apart into fields, for models that count tokens.

A bag of words over the whole model text mixes up what the source says with what the article
says about it. Here each place has its own tokens, so that "refused" before the span and
"refused" inside it are two features.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotestance.features.render import CLOSE, OPEN
from quotestance.features.stance_words import split_words, stem, word_classes

LEAD, START, FRAME = 6, 4, 30  # words shown before the span, at its start, and of its frame
OTHER = "*"

_NEGATIONS = frozenset({"not", "never", "no", "nor", "neither", "nobody", "without", "nothing"})
_SUBJECTS = frozenset({"i", "we", "you", "they", "he", "she", "it", "this", "that", "there"})
_MOODS = {
    "future": frozenset({"will", "shall", "going"}),
    "conditional": frozenset({"would", "could", "might"}),
    "possible": frozenset({"may", "can"}),
    "obliging": frozenset({"must", "should", "need", "needs", "ought"}),
}
_MOOD_OF = {word: mood for mood, words in _MOODS.items() for word in words} | {
    **dict.fromkeys(("want", "wants"), "want"),
    **dict.fromkeys(("do", "does", "did"), "do"),
    **dict.fromkeys(("is", "are"), "be"),
    **dict.fromkeys(("was", "were"), "was"),
    **{word: word for word in ("have", "try", "let")},
}
_PERSONS = {
    **dict.fromkeys(("i", "we"), "speaker"),
    **dict.fromkeys(("he", "she"), "he"),
    **dict.fromkeys(("it", "this", "that", "there"), "it"),
    **{word: word for word in ("you", "they", "who")},
}
_FUNCTION_WORDS = frozenset(
    """i we you they he she it this that these those there who what which anyone everyone
    everybody somebody someone nobody no not never nor neither any all both will would must
    should shall may might can could is are was were be been being am have do ought need needs
    let to if unless until when while before after because since so but and or than as of in on
    at by for from with against about into without under over the a an our my your their his her
    its own me him them us going want wants wanted like able time continue continues continued
    keep please better yes ? ! : ; \"""".split()
)
_ACTS = frozenset({"commit", "refuse", "warn", "demand"})  # classes of stance_words.yaml
_LINKS = frozenset("to for on in that by out against".split())  # part of the act behind them


@dataclass(frozen=True, slots=True)
class Fields:
    """What a model text holds at each place: tokens, with one space between them."""

    cue: str
    """Stems of the cue; where there is none, of the act that the lead names last."""
    lead: str
    """Stems of the last words before the span, and how the span goes on."""
    span: str
    """Words of the span."""
    start: str
    """The first words of the span."""
    frame: str
    """Lead and span with only function words and classes of ``stance_words.yaml`` left."""
    signs: str
    """Classes by place, alone and together with mood, subject and form of the span."""
    verbs: str
    """Person, mood, negation and verb of every verb phrase of the span, in combinations."""


@dataclass(frozen=True, slots=True)
class _Span:
    """The words of a span, and what its grammar looks like."""

    words: Sequence[str]
    quoted: bool

    @property
    def first(self) -> str:
        return _function_word(self.words[0]) if self.words else OTHER

    def contexts(self) -> list[str]:
        """Mood, subject and form: what a class means depends on them."""
        present = set(self.words)
        mood = next((name for name, words in _MOODS.items() if words & present), "plain")
        polarity = "not" if _NEGATIONS & present else ""
        condition = "if" if {"if", "unless"} & present else ""
        subject = next((word for word in self.words[:5] if word in _SUBJECTS), OTHER)
        form = "quoted" if self.quoted else "indirect"
        return [
            "",
            mood,
            subject,
            f"{subject}-{mood}-{polarity}",
            f"{form}-{self.first}",
            f"{mood}-{condition}",
        ]


def split_fields(text: str) -> Fields:
    """The fields of a model text of ``features.render``.

    A text without markers counts as all span.
    """
    head, marker, tail = text.partition(OPEN)
    inside, _, after = (tail if marker else head).partition(CLOSE)
    _, cue, before = ([*head.split("|", 2), "", ""] if marker else ["", "", ""])[:3]
    before, after = before.strip(), after.strip()
    quoted = before.endswith(('"', "'")) or after.startswith(('"', "'")) or not before + after
    span = _Span(split_words(inside), quoted)
    lead = split_words(before)[-LEAD:]
    cues = split_words(cue) or _act_in(lead)
    governor = _governor(lead) if before[-1:].isalnum() else OTHER
    return Fields(
        cue=" ".join(["^", *map(stem, cues), "$"]),
        lead=" ".join([*map(stem, lead), OPEN, '"' if quoted else span.first]),
        span=" ".join([OPEN, *span.words, CLOSE]),
        start=" ".join([OPEN, *span.words[:START]]),
        frame=" ".join([*_frame(lead), OPEN, *_frame(span.words)[:FRAME], CLOSE]),
        signs=" ".join(_signs(cues, lead, governor, span)),
        verbs=" ".join(_verb_phrases(span)),
    )


def _act_in(lead: Sequence[str]) -> Sequence[str]:
    """The last word of ``lead`` that names an act, and the preposition or "that" behind it.

    It stands for a cue that was not found: "his opposition to «…»", "the pledge «…»".
    """
    acts = [i for i, name in enumerate(word_classes(lead)) if name in _ACTS]
    if not acts:
        return []
    following = acts[-1] + 1
    return lead[acts[-1] : following + bool(_LINKS & set(lead[following : following + 1]))]


def _function_word(word: str) -> str:
    return word if word in _FUNCTION_WORDS else OTHER


def _governor(lead: Sequence[str]) -> str:
    """The last word before the span that is no function word, or else OTHER."""
    return next((word for word in reversed(lead[-4:]) if word not in _FUNCTION_WORDS), OTHER)


def _frame(words: Sequence[str]) -> list[str]:
    """Function words stay, a content word becomes its class, a run without one OTHER."""
    frame: list[str] = []
    for word, name in zip(words, word_classes(words), strict=True):
        token = name.upper() if name and word not in _FUNCTION_WORDS else _function_word(word)
        if token != OTHER or frame[-1:] != [OTHER]:
            frame.append(token)
    return frame


def _signs(cues: Sequence[str], lead: Sequence[str], governor: str, span: _Span) -> Iterable[str]:
    """``place:class:context`` of all classes in all places and contexts."""
    inside = _polar_classes(span.words)
    harms = sum("harm" in name or name == "warn" for name in inside)
    (governing,) = word_classes([governor])
    facts = {
        "": [""],
        "cue": _polar_classes(cues),
        "lead": _polar_classes(lead),
        "governor": [governing or OTHER, f"={stem(governor)}"],
        "start": _polar_classes(span.words[:START]),
        "span": inside,
        "harms": [str(min(harms, 3))],
    }
    contexts = span.contexts()
    return (
        f"{place}:{name}:{context}"
        for place, names in facts.items()
        for name in dict.fromkeys(names)
        for context in contexts
    )


def _verb_phrases(span: _Span) -> Iterable[str]:
    """Who will, would, must … (not) do what, for every word of ``_MOOD_OF``; "-" where none is.

    The verb is the next word that is no function word, by stem and by class; the subject is
    a pronoun at most three words before, else "none" at the start of the span or "noun".
    """
    form = "quoted" if span.quoted else "indirect"
    classes = word_classes(span.words)
    places = [i for i, word in enumerate(span.words) if word in _MOOD_OF]
    if not places:
        yield "-"
    for i in places:
        word = span.words[i]
        mood, who = _MOOD_OF[word], _subject(span.words[max(0, i - 3) : i], first=i == 0)
        after = span.words[i + 1 : i + 6]
        reach = next((n for n, one in enumerate(after) if one not in _FUNCTION_WORDS), None)
        polarity = "not" if _NEGATIONS & set(after[:reach]) else ""
        verb = OTHER if reach is None else stem(after[reach])
        name = OTHER if reach is None else classes[i + 1 + reach] or OTHER
        yield f"{who}-{mood}-{polarity}"
        yield f"{who}-{mood}-{polarity}-{form}"
        yield f"{who}-{mood}-{polarity}-{name}"
        yield f"{mood}-{polarity}-{name}"
        yield f"{polarity}-{verb}"
        yield f"{who}-{polarity}-{verb}"
        yield f"{mood}-{polarity}-{verb}"
        yield f"{who}-{name}"


def _subject(before: Sequence[str], *, first: bool) -> str:
    """The person of the nearest pronoun before a verb phrase."""
    if first:
        return "none"
    return next((_PERSONS[word] for word in reversed(before) if word in _PERSONS), "noun")


def _polar_classes(words: Sequence[str]) -> list[str]:
    """The classes of the words in order, with "not-" where a negation stands shortly before."""
    return [
        f"not-{name}" if _NEGATIONS & set(words[max(0, i - 3) : i]) else name
        for i, name in enumerate(word_classes(words))
        if name
    ]

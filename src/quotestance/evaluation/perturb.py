"""Small changes of a text that must not move the stance of its span.

In the manner of the invariance tests of CheckList (Ribeiro et al. 2020, ACL). Every function
takes and returns a text with its span between « and » (`quotestance.data.robustness`); one
that does not apply returns the text as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quotestance.data.robustness import CLOSE, OPEN, Case, Swaps

MOST = 100
"""Changed cases of one kind at the most, drawn evenly over all cases."""

_SEXES = (
    ("she", "he"),
    ("her", "him"),
    ("her", "his"),
    ("herself", "himself"),
    ("mother", "father"),
    ("sister", "brother"),
    ("daughter", "son"),
    ("widow", "widower"),
    ("heiress", "heir"),
    ("landlady", "landlord"),
    ("spokeswoman", "spokesman"),
    ("chairwoman", "chairman"),
    ("Ms", "Mr"),
)
_OUTSIDE = re.compile(f"{OPEN}[^{CLOSE}]*{CLOSE}|[^{OPEN}]+")
_WORD = re.compile(r"[^\W\d_]{5,}")
_SAID_SPAN = re.compile(rf"\bsaid(?: that)? (?={OPEN})")
_SAID = re.compile(r"\bsaid\b(?! of\b| for\b| nothing\b)")


@dataclass(frozen=True, slots=True)
class Perturbation:
    """A change, with a sentence about it."""

    about: str
    change: Callable[[str, Swaps], str]


@dataclass(frozen=True, slots=True)
class Changed:
    """A changed case and the one it was made from."""

    case: Case
    base: Case


def swap_names(marked: str, swaps: Swaps) -> str:
    """Every listed person becomes the next one of the same sex."""
    people = swaps.people
    pairs: dict[str, str] = {}
    for old, new in zip(people, [*people[1:], people[0]], strict=True):
        pairs |= dict(zip(old, new, strict=True))
    return _swap_words(marked, pairs)


def swap_gender(marked: str, swaps: Swaps) -> str:
    """He becomes she and she becomes he, with their first names and titles.

    A text with "her" is left alone: it may be "him" or "his".
    """
    if re.search(r"\bher\b", marked, re.IGNORECASE):
        return marked
    pairs: dict[str, str] = {}
    for she, he in (*_SEXES, *(names[:2] for names in swaps.people)):
        pairs |= {she: he, he: she}
    return _swap_words(marked, pairs | {k.capitalize(): v.capitalize() for k, v in pairs.items()})


def swap_countries(marked: str, swaps: Swaps) -> str:
    """Every listed country and nationality becomes the next one."""
    countries = swaps.countries
    pairs: dict[str, str] = {}
    for old, new in zip(countries, [*countries[1:], countries[0]], strict=True):
        pairs |= dict(zip(old, new, strict=True))
    return _swap_words(marked, pairs)


def swap_neutral_cues(marked: str, swaps: Swaps) -> str:
    """``said`` outside of the span becomes ``told reporters`` before it, else ``added``."""
    told = _SAID_SPAN.sub("told reporters ", marked)
    return _outside(told, lambda part: _SAID.sub("added", part))


def add_typos(marked: str, swaps: Swaps) -> str:
    """Two letters change places in the longest word of the span and of the rest.

    Names outside of the span are left alone: another name is another test.
    """

    def mistype(part: str) -> str:
        words = [w for w in _WORD.finditer(part) if w[0].islower()]
        if not words:
            return part
        word = max(words, key=lambda w: len(w[0]))
        at = word.start() + len(word[0]) // 2
        return part[: at - 1] + part[at] + part[at - 1] + part[at + 1 :]

    parts = _OUTSIDE.findall(marked)
    rest = max((p for p in parts if not p.startswith(OPEN)), key=len, default="")
    return "".join(mistype(p) if p is rest or p.startswith(OPEN) else p for p in parts)


def lower_case(marked: str, swaps: Swaps) -> str:
    """No capitals at all."""
    return marked.lower()


def capitals(marked: str, swaps: Swaps) -> str:
    """Capitals alone."""
    return marked.upper()


def other_quote_marks(marked: str, swaps: Swaps) -> str:
    """Curly marks become straight and straight ones curly, apostrophes curly."""
    if "“" in marked:
        return marked.translate(str.maketrans("“”", '""')).replace("'", "’")
    paired = re.sub(r'"([^"]*)"', r"“\1”", marked)
    return paired.replace("'", "’")


def drop_closing_mark(marked: str, swaps: Swaps) -> str:
    """The last closing quote mark is missing."""
    at = max(marked.rfind("”"), marked.rfind('"'))
    return marked if at < 0 else marked[:at] + marked[at + 1 :]


def no_break_spaces(marked: str, swaps: Swaps) -> str:
    """Every second space does not break."""
    return re.sub(r"( \S+) ", "\\1\u00a0", marked)


def add_dateline(marked: str, swaps: Swaps) -> str:
    """A dateline stands before the text."""
    return f"RIVERTON, March 3 — {marked}"


PERTURBATIONS: Mapping[str, Perturbation] = {
    "swap names": Perturbation("Other people, of other languages.", swap_names),
    "swap gender": Perturbation("Women become men, men women.", swap_gender),
    "swap countries": Perturbation("Other countries and nationalities.", swap_countries),
    "swap neutral cues": Perturbation("Told reporters or added for said.", swap_neutral_cues),
    "typos": Perturbation("Two mistyped words.", add_typos),
    "lower case": Perturbation("No capitals.", lower_case),
    "capitals": Perturbation("Capitals alone.", capitals),
    "quote marks": Perturbation("Straight for curly marks, and back.", other_quote_marks),
    "missing mark": Perturbation("The last closing quote mark is lost.", drop_closing_mark),
    "no-break spaces": Perturbation("Every second space is U+00A0.", no_break_spaces),
    "dateline": Perturbation("A dateline before the text.", add_dateline),
}


def changed_cases(cases: Sequence[Case], name: str, swaps: Swaps) -> list[Changed]:
    """The cases that the perturbation ``name`` changes, at most ``MOST``, spread evenly.

    The id of a changed case is ``name:id of its base``.
    """
    change = PERTURBATIONS[name].change
    found = [
        Changed(Case(f"{name}:{case.id}", new, case.stance), case)
        for case in cases
        if (new := change(case.marked, swaps)) != case.marked
    ]
    step = -(-len(found) // MOST) or 1
    return found[::step]


def _swap_words(text: str, pairs: Mapping[str, str]) -> str:
    """Replace whole words, all at once, so that nothing is replaced twice."""
    words = sorted(pairs, key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b")
    return pattern.sub(lambda match: pairs[match[0]], text)


def _outside(marked: str, change: Callable[[str], str]) -> str:
    """Apply ``change`` to what is not in the span."""
    parts = _OUTSIDE.findall(marked)
    return "".join(part if part.startswith(OPEN) else change(part) for part in parts)

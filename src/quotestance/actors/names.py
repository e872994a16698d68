"""Names as strings: bring them to a form in which they can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from quotestance.actors.lexicon import (
    BODIES,
    DOCUMENTS,
    GROUPS,
    HONORIFICS,
    MODIFIERS,
    OFFICES,
)

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_TRAILING_ACRONYM = re.compile(r"\s*\([A-Z0-9][^()\s]*\)\s*$")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
# Letters that Unicode does not decompose into a base letter and an accent.
_FOLDS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})


def fold(text: str) -> str:
    """Lower case without accents: ``"Paweł"`` → ``"pawel"``."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_FOLDS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(1 << 16)
def bare(word: str) -> str:
    """A folded word without punctuation around it, as the word lists hold it: "Rep." → "rep"."""
    return fold(word).strip(".,;:’'\"“”()[]")


def without_article(name: str) -> str:
    """``name`` without a leading article."""
    return _ARTICLE.sub("", name.strip(), count=1)


def without_possessive(name: str) -> str:
    """``name`` without a final ``'s`` or ``s'`` mark."""
    return _POSSESSIVE.sub("", name.strip())


def join_names(names: Sequence[str]) -> str:
    """One name for several who speak together: "Ann Lee, Bo Lind and the union"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def is_office(word: str) -> bool:
    """Whether ``word`` is a form of address, an office or a profession that precedes a name."""
    return bare(word) in OFFICES or bare(word) in HONORIFICS


def is_title(word: str) -> bool:
    """Whether ``word`` is an office or may be part of one ("prime", "former")."""
    return is_office(word) or bare(word) in MODIFIERS


def without_titles(name: str) -> str:
    """``name`` without the titles that it opens with: ``"U.S. Rep. Ann Lee"`` keeps its "U.S.".

    At least one capitalised word stays, and the name of a body stays whole
    (``"Justice Department"``, ``"Attorney General's Office"``).
    """
    words = name.split()
    cut = 0
    while cut < len(words) - 1 and is_title(words[cut]):
        cut += 1
        if bare(words[cut]) in ("of", "for", "and", "to", "s") or not words[cut][:1].isalnum():
            return name
    rest = words[cut:]
    if (
        not cut
        or not is_office(words[cut - 1])
        or is_title(rest[0])
        or not rest[0][:1].isupper()
        or _names_body(rest)
    ):
        return name
    return " ".join(rest)


def _names_body(words: list[str]) -> bool:
    """Whether any of ``words`` tells that they name a body, a group or a document."""
    return any(
        bare(without_possessive(word)) in BODIES | GROUPS | DOCUMENTS and not is_title(word)
        for word in words
    )


def normalise_name(name: str) -> str:
    """The form in which two names are compared.

    Folded case and accents, white space and punctuation; no leading article, titles, final
    possessive or final bracketed acronym. Empty only if ``name`` holds no letter or digit.
    """
    text = _TRAILING_ACRONYM.sub("", " ".join(name.split())) or name
    text = without_titles(without_article(without_possessive(text)))
    folded = re.sub(r"['’.]", "", fold(text))
    return " ".join(re.findall(r"\w+", folded))


def same_actor(a: str | None, b: str | None) -> bool:
    """Whether two actor names are the same but for case, accents, punctuation and titles.

    ``None`` (nobody known) equals only ``None``. "Lind" and "Mara Lind" differ.
    """
    if a is None or b is None:
        return a is b
    return normalise_name(a) == normalise_name(b)

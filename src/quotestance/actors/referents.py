"""What can be meant by a pronoun: named persons and bodies, persons in a row, descriptions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Span, Token

from quotestance.actors.known import Entities
from quotestance.actors.layout import Layout
from quotestance.actors.mentions import DEFINITE
from quotestance.actors.names import is_title, join_names
from quotestance.actors.naming import Gender, Sort

SUBJECTS = ("nsubj", "nsubjpass", "agent", "csubj")


@dataclass(frozen=True, slots=True)
class Referent:
    """Something that can be meant: token offset, its name, what it is, how prominent it is."""

    head: int
    name: str
    sort: Sort
    gender: Gender | None
    weight: float


def coordinated(layout: Layout, entities: Entities) -> list[Referent]:
    """Persons named in a row: "Mara Lind (ON) and Mayor Ivo Brandt" become "they"."""
    people = sorted(
        (at, one.name) for one in entities.all() if one.sort == "person" for at in one.heads
    )
    found: list[Referent] = []
    row: list[tuple[int, str]] = []
    for (at, name), (following, other) in pairwise(people):
        link = _link(layout.doc[at + 1 : following])
        row = [*(row or [(at, name)]), (following, other)] if link else []
        names = list(dict.fromkeys(one for _, one in row))
        acts = bool(row) and layout.doc[row[0][0]].dep_ in SUBJECTS
        if link == "and" and acts and len(names) > 1:
            weight = weight_of(layout.doc[at])
            found.append(Referent(following, join_names(names), "group", None, weight))
    return found


def _link(between: Span) -> str:
    """What joins two names with only a bracket and titles ``between`` them: ",", "and", or ""."""
    joined, depth = "", 0
    for token in between:
        depth += (token.text == "(") - (token.text == ")")
        if depth or token.text in ("(", ")") or is_title(token.text) or token.pos_ == "PROPN":
            continue
        if token.lower_ not in (",", "and", "&") or joined == "and":
            return ""
        joined = "," if token.text == "," else "and"
    return joined


def weight_of(token: Token) -> float:
    """How prominent the place of ``token`` in its sentence is; chosen by hand, subject highest."""
    if token.dep_ == "appos":
        token = token.head
    if token.dep_ in SUBJECTS:
        return 2.0
    return 0.2 if token.dep_ in ("poss", "compound") else 0.8


def agrees(referent: Referent, sort: Sort, gender: Gender | None) -> bool:
    """Whether a pronoun for ``sort`` and ``gender`` can mean ``referent``."""
    if sort == "person":
        fits = referent.sort in ("person", "other")
        return fits and (gender is None or referent.gender in (None, gender))
    if sort == "group":
        return referent.sort in ("group", "body", "place", "other")
    return referent.sort in ("body", "place")


def is_unnamed(referent: Referent) -> bool:
    """Whether only a description stands for the referent ("this director")."""
    return referent.name[:1].islower() or referent.name.partition(" ")[0].lower() in DEFINITE

"""Entities of an article by every form of their name; acronyms and surnames as further forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from quotestance.actors.given_names import NICKNAMES
from quotestance.actors.lexicon import BODIES
from quotestance.actors.names import bare, fold, without_article, without_possessive
from quotestance.actors.naming import Gender, Sort
from quotestance.actors.proper import proper_name

_ACRONYM = re.compile(r"\(([A-Z][A-Za-z&]{1,9})\.?\)")
_LONGEST = 20  # words of a name that are looked at for a shorter one
_WORDS_BEFORE = 90  # characters looked at before a bracketed acronym
_COUNTRIES = {
    "us": ("united", "states"),
    "uk": ("united", "kingdom"),
    "eu": ("european", "union"),
    "un": ("united", "nations"),
}


@dataclass(slots=True)
class Entity:
    """One person, body or place.

    ``heads`` are the token offsets at which it is named, ascending; ``roles`` the folded nouns
    that the article calls it by ("president", "ministry"), ``nations`` the
    nationalities before its name.
    """

    name: str
    sort: Sort
    gender: Gender | None = None
    heads: list[int] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)


Key = tuple[str, ...]


def key_of(name: str) -> Key:
    """The folded words of a name, by which it is looked up; "US Navy" counts as in full."""
    text = without_possessive(without_article(name))
    key = tuple(word for part in text.split() if (word := bare(part)) and word != "&")
    full = _COUNTRIES.get(key[0].replace(".", "")) if key and text[:2].isupper() else None
    return full + key[1:] if full else key


@dataclass(slots=True)
class Entities:
    """All entities of one article; ``by_key`` finds them by any form of their name."""

    by_key: dict[Key, list[Entity]]

    def find(self, name: str, gender: Gender | None = None, at: int = 0) -> Entity | None:
        """The entity called ``name``: with that gender, and named most often, if several are.

        ``at`` is the token offset of the mention; an entity named before it goes first.
        """
        found = self.by_key.get(key_of(name), [])
        if gender:
            found = [e for e in found if e.gender in (None, gender)] or found
        return max(
            found, key=lambda e: (bool(e.heads) and e.heads[0] <= at, len(e.heads)), default=None
        )

    def all(self) -> Iterator[Entity]:
        """Every entity once."""
        seen: set[int] = set()
        for entities in self.by_key.values():
            for entity in entities:
                if id(entity) not in seen:
                    seen.add(id(entity))
                    yield entity


def add_surnames(doc: Doc, entities: Entities, named: set[int]) -> None:
    """Find surnames that the tagger took for other words ("Day said …" at a sentence start)."""
    surnames: dict[str, Entity] = {}
    for entity in list(entities.all()):
        key = key_of(entity.name)
        if entity.sort == "person" and len(key) > 1:
            surnames.setdefault(key[-1], entity)
            entities.by_key.setdefault(key[-1:], [entity])
    for token in doc:
        if token.i in named or token.dep_ not in ("nsubj", "poss") or not token.text[:1].isupper():
            continue
        if (owner := surnames.get(fold(token.text))) is not None:
            owner.heads.append(token.i)


def add_variants(entities: Entities) -> None:
    """Join other forms of one name: "Justice Department", "Department of Justice"; "Bob", "Robert".

    The long form, where the article has it, becomes the name.
    """
    keys = list(entities.by_key)
    inverted = {(key[-1], key[-3]): key for key in keys if len(key) > 2 and key[-2] == "of"}
    for key in keys:
        own = entities.by_key[key]
        full: Key | None = None
        if len(key) == 2 and key[1] in BODIES:
            full = inverted.get(key)
        elif len(key) > 1 and key[0] in NICKNAMES and own[0].sort == "person":
            given = NICKNAMES[key[0]]
            same = [other for other in keys if other[0] == given and key[-1] in other[1:]]
            full = same[0] if len(same) == 1 else None
        if full is None or len(own) > 1 or entities.by_key[full][0] is own[0]:
            continue
        _join(own[0], entities.by_key[full][0], entities)


def add_short_bodies(entities: Entities) -> None:
    """Join "the House", "the Supreme Court" to the one longer name that goes on with "of …".

    "The Navy" is joined to the one body whose name ends in it.
    """
    going_on: dict[Key, list[Entity]] = defaultdict(list)
    ending: dict[Key, list[Entity]] = defaultdict(list)
    bodies = [key for key, own in entities.by_key.items() if own[0].sort == "body"]
    for full in bodies:
        for key in _before_of(full):
            going_on[key].append(entities.by_key[full][0])
        if len(full) > 1 and not is_part_of(full[-1:], full):
            ending[full[-1:]].append(entities.by_key[full][0])
    for key in [key for key in bodies if key[-1] in BODIES]:
        own = entities.by_key[key]
        longer = going_on.get(key) or ending.get(key, [])
        unique = len(own) == 1 and len({id(entity) for entity in longer}) == 1
        if unique and own[0] is not longer[0]:
            _join(own[0], longer[0], entities)


def _before_of(full: Key) -> Iterator[Key]:
    """Every run of words of ``full`` that an "of" follows: "supreme court" | of …"""
    for end in range(1, min(len(full), _LONGEST)):
        if full[end] == "of":
            yield from (full[start:end] for start in range(end))


def is_part_of(key: Key, full: Key) -> bool:
    """Whether ``full`` names a part of the body ``key``: "Harbour Office of the Treasury"."""
    at = len(full) - len(key)
    return at > 0 and full[at:] == key and full[at - 1] in ("of", "the", "for", "to")


def _join(short: Entity, long: Entity, entities: Entities) -> None:
    """Make ``short`` a further form of the name of ``long``."""
    long.heads.extend(short.heads)
    long.roles.update(short.roles)
    long.nations.update(short.nations)
    long.gender = long.gender or short.gender
    for key, own in entities.by_key.items():
        if short in own:
            joined = [long if entity is short else entity for entity in own]
            entities.by_key[key] = list({id(entity): entity for entity in joined}.values())


def add_acronyms(doc: Doc, entities: Entities) -> None:
    """Join "WHO" to "World Health Organization": bracketed beside the name, or by initials."""
    spelled = _bracketed(doc)
    by_initials: dict[str, Entity] = {}
    for entity in entities.all():
        initials = fold("".join(w[0] for w in entity.name.split() if w[0].isupper()))
        if len(initials) > 2 and entity.sort != "place":
            by_initials.setdefault(initials, entity)
    for key, own in list(entities.by_key.items()):
        acronym = key[0].replace(".", "")
        if len(key) > 1 or not own or not (own[0].name.isupper() or acronym in spelled):
            continue
        full = spelled.get(acronym)
        target = entities.find(full) if full else by_initials.get(acronym)
        if full and target is None and key_of(full):
            target = Entity(full, "body")
            entities.by_key[key_of(full)] = [target]
        if target is not None and target is not own[0]:
            target.heads.extend(own[0].heads)
            target.roles.update(own[0].roles)
            entities.by_key[key] = [target]


def _bracketed(doc: Doc) -> dict[str, str]:
    """Folded acronyms in brackets with the name before them."""
    found: dict[str, str] = {}
    text = doc.text
    for match in _ACRONYM.finditer(text):
        before = text[max(0, match.start() - _WORDS_BEFORE) : match.start()]
        name = _spelled_out(before, match[1])
        if name is None:
            span = doc.char_span(match.start(), match.start() + 1, alignment_mode="expand")
            proper = proper_name(doc[span.start - 1]) if span is not None and span.start else None
            name = proper.text if proper is not None and proper.sort == "body" else None
        if name is not None and fold(name) != fold(match[1]):
            found.setdefault(fold(match[1]), name)
    return found


def _spelled_out(before: str, acronym: str) -> str | None:
    """The shortest run of words at the end of ``before`` whose capitals spell ``acronym``."""
    words = before.split()
    wanted = [char for char in acronym if char.isupper()]
    for length in range(len(wanted), min(len(words), 2 * len(wanted) + 2) + 1):
        run = words[-length:]
        capitals = [word.lstrip("(“\"'’")[:1] for word in run]
        initials = [char for char in capitals if char.isupper()]
        if capitals[0] == wanted[0] and capitals[-1] == wanted[-1] and _in_order(wanted, initials):
            return " ".join(run)
    return None


def _in_order(wanted: list[str], initials: list[str]) -> bool:
    """Whether ``wanted`` can be read from ``initials`` by leaving some out."""
    rest = iter(initials)
    return all(char in rest for char in wanted)

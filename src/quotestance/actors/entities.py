"""The people, bodies and places that an article names, each with the fullest name it gives."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from quotestance.actors.lexicon import BODIES
from quotestance.actors.mentions import Gender, ProperName, Sort, gender_of, proper_name
from quotestance.actors.names import bare, fold, without_article, without_possessive

_ACRONYM = re.compile(r"\(([A-Z][A-Za-z&]{1,9})\)")
_WORDS_BEFORE = 90  # characters looked at before a bracketed acronym
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii"))


@dataclass(slots=True)
class Entity:
    """One person, body or place.

    ``heads`` are the token offsets at which it is named, ascending; ``roles`` the folded nouns
    that the article calls it by ("president", "ministry"), ``nations`` the nationalities before its name.
    """

    name: str
    sort: Sort
    gender: Gender | None = None
    heads: list[int] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)


Key = tuple[str, ...]


def key_of(name: str) -> Key:
    """The folded words of a name, by which it is looked up."""
    text = without_possessive(without_article(name))
    return tuple(word for part in text.split() if (word := bare(part)) and word != "&")


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


@dataclass(frozen=True, slots=True)
class _Naming:
    """One place where a name stands; ``head`` is a token offset."""

    name: ProperName
    head: int


def find_entities(doc: Doc, full_names: Iterable[tuple[int, str]] = ()) -> Entities:
    """Collect the names of ``doc`` and join those that fit one entity.

    ``full_names`` are names known from elsewhere (link tags), with the character offset in
    ``doc.text`` of the end of the name that they spell out.
    """
    namings = _namings(doc) + _tagged(doc, full_names)
    by_name: dict[Key, list[_Naming]] = defaultdict(list)
    for naming in namings:
        if key := key_of(naming.name.text):
            by_name[key].append(naming)
    entities = Entities({})
    index: dict[str, list[tuple[Key, Entity]]] = defaultdict(list)
    for key in sorted(by_name, key=lambda k: (-len(k), by_name[k][0].head)):
        _place(key, by_name[key], entities, index)
    _add_acronyms(doc, entities)
    _add_surnames(doc, entities, {naming.head for naming in namings})
    for entity in entities.all():
        entity.heads.sort()
        _add_roles(doc, entity)
    return entities


def _namings(doc: Doc) -> list[_Naming]:
    found = []
    headline = _headline_tokens(doc)
    for token in doc:
        if token.i in headline:
            continue
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        inner = following is not None and following.pos_ == "PROPN" and following.text[:1].isupper()
        if not inner and (name := proper_name(token)) is not None:
            found.append(_Naming(name, token.i))
    return found


def _headline_tokens(doc: Doc) -> set[int]:
    """Tokens of lines that are written in title case: there every word looks like a name."""
    found: set[int] = set()
    line: list[Token] = []
    for token in doc:
        line.append(token)
        if "\n" in token.text or token.i + 1 == len(doc):
            words = [t for t in line if t.is_alpha]
            capitals = sum(t.text[0].isupper() for t in words)
            closed = next((t.text in ".!?”\"" for t in reversed(line) if not t.is_space), True)
            if len(words) > 3 and capitals > 0.6 * len(words) and not closed:
                found.update(t.i for t in line)
            line = []
    return found


def _tagged(doc: Doc, full_names: Iterable[tuple[int, str]]) -> list[_Naming]:
    found = []
    for end, text in full_names:
        span = doc.char_span(max(0, end - 1), end, alignment_mode="expand")
        if span is not None and text.strip():
            found.append(_Naming(ProperName(span.start, span.end, text, (), "person"), span.start))
    return found


def _place(
    key: Key,
    namings: list[_Naming],
    entities: Entities,
    index: dict[str, list[tuple[Key, Entity]]],
) -> None:
    """Add the namings to every longer entity that the name may stand for, or make a new one."""
    sorts = {naming.name.sort for naming in namings}
    sort: Sort = next((s for s in ("person", "body", "place") if s in sorts), "other")
    owners = [
        e
        for full, e in index[key[-1]] + (index[key[0]] if len(key) == 1 else [])
        if _stands_for(key, sort, full, e)
    ]
    if not owners:
        text = max((n.name.text for n in namings), key=len)
        owners = [Entity(without_possessive(without_article(text)), sort)]
        for word in set(key):
            index[word].append((key, owners[0]))
    unique = list({id(owner): owner for owner in owners}.values())
    entities.by_key[key] = unique
    for owner in unique:
        owner.heads.extend(naming.head for naming in namings)
        if len(unique) == 1:
            owner.roles.update(bare(t) for n in namings for t in n.name.titles)
            owner.nations.update(nation for n in namings for nation in n.name.nations)
            for naming in namings:
                owner.gender = owner.gender or naming.name.gender


def _stands_for(key: Key, sort: Sort, full: Key, entity: Entity) -> bool:
    """Whether the shorter name ``key`` may stand for ``entity``, whose full name is ``full``."""
    if full[-1] in _SUFFIXES or not set(key) <= set(full):
        return False
    if len(key) == 1 and len(full) > 1 and entity.sort == "person" and key[0] in full[1:]:
        return True
    if "place" in (sort, entity.sort):
        return sort == entity.sort and key[-1] == full[-1] and len(key) > 1
    if sort != entity.sort and "other" not in (sort, entity.sort):
        return False
    if entity.sort == "person" or (entity.sort == "other" and len(full) <= 3):
        return (
            len(key) == 1 or (key[0] == full[0] and key[-1] == full[-1]) or key == full[-len(key) :]
        )
    if len(key) == 1 and key[0] in BODIES:
        return False
    return key[-1] == full[-1] or (len(key) == 1 and len(full) == 2 and key[0] == full[0])


def _add_surnames(doc: Doc, entities: Entities, named: set[int]) -> None:
    """Find surnames that the tagger took for other words ("Day said …" at a sentence start)."""
    surnames: dict[str, Entity] = {}
    for entity in list(entities.all()):
        key = key_of(entity.name)
        if entity.sort == "person" and len(key) > 1:
            surnames.setdefault(key[-1], entity)
            entities.by_key.setdefault(key[-1:], [entity])
    for token in doc:
        if token.i not in named and token.text[:1].isupper() and token.dep_ in ("nsubj", "poss"):
            if (owner := surnames.get(fold(token.text))) is not None:
                owner.heads.append(token.i)


def _add_acronyms(doc: Doc, entities: Entities) -> None:
    """Join "WHO" to "World Health Organization": bracketed beside the name, or by initials."""
    spelled: dict[str, str] = {}
    for match in _ACRONYM.finditer(doc.text):
        name = _spelled_out(
            doc.text[max(0, match.start() - _WORDS_BEFORE) : match.start()], match[1]
        )
        if name:
            spelled.setdefault(fold(match[1]), name)
    by_initials: dict[str, Entity] = {}
    for entity in entities.all():
        initials = fold("".join(w[0] for w in entity.name.split() if w[0].isupper()))
        if len(initials) > 2 and entity.sort != "place":
            by_initials.setdefault(initials, entity)
    for key, own in list(entities.by_key.items()):
        acronym = key[0].replace(".", "")
        if len(key) != 1 or not own or not own[0].name.replace(".", "").isupper():
            if not (len(key) == 1 and acronym in spelled):
                continue
        full = spelled.get(acronym)
        target = entities.find(full) if full else by_initials.get(acronym)
        if full and target is None:
            target = Entity(full, "body")
            entities.by_key[key_of(full)] = [target]
        if target is not None and target is not own[0]:
            target.heads.extend(own[0].heads)
            target.roles.update(own[0].roles)
            entities.by_key[key] = [target]


def _spelled_out(before: str, acronym: str) -> str | None:
    """The shortest run of words at the end of ``before`` whose capitals spell ``acronym``."""
    words = before.split()
    wanted = [char for char in acronym if char.isupper()]
    for length in range(len(wanted), min(len(words), 2 * len(wanted) + 2) + 1):
        run = words[-length:]
        capitals = [word.lstrip("(“\"'’")[:1] for word in run]
        initials = [char for char in capitals if char.isupper()]
        if capitals[0] == wanted[0] and initials == wanted:
            return " ".join(run)
    return None


def _add_roles(doc: Doc, entity: Entity) -> None:
    """Role nouns from apposition ("Lee, the adviser"; "the adviser, Lee") and from "Lee is …"."""
    for i in entity.heads:
        token = doc[i]
        related = [child for child in token.children if child.dep_ == "appos"]
        if token.dep_ == "appos":
            related.append(token.head)
        if token.dep_ == "nsubj" and token.head.lemma_ in ("be", "become"):
            related.extend(c for c in token.head.children if c.dep_ == "attr")
        nouns = [noun for noun in related if noun.pos_ == "NOUN"]
        entity.roles.update(_role_words(nouns))
        if entity.gender is None and entity.sort in ("person", "other"):
            entity.gender = gender_of([noun.text for noun in nouns])


def _role_words(nouns: list[Token]) -> Iterator[str]:
    """Each noun with the nouns compounded before it: "prime minister" → minister, prime."""
    for noun in nouns:
        yield bare(noun.lemma_)
        for child in noun.lefts:
            if child.dep_ == "compound":
                yield bare(child.lemma_)

"""The people, bodies and places that an article names, each with the fullest name it gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from quotestance.actors.given_names import GIVEN_NAMES
from quotestance.actors.known import (
    Entities,
    Entity,
    Key,
    add_acronyms,
    add_short_bodies,
    add_surnames,
    add_variants,
    is_part_of,
    key_of,
)
from quotestance.actors.lexicon import BODIES, CORPORATE, PERSON_ROLES
from quotestance.actors.names import bare, without_article, without_possessive
from quotestance.actors.naming import ProperName, Sort, gender_of
from quotestance.actors.proper import proper_name

_MOST = 60  # longer names looked at for a shorter one
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii"))


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
    _drop_prefixes(by_name)
    entities = Entities({})
    index: dict[str, list[tuple[Key, Entity]]] = defaultdict(list)
    for key in sorted(by_name, key=lambda k: (-len(k), by_name[k][0].head)):
        _place(key, by_name[key], entities, index)
    add_variants(entities)
    add_short_bodies(entities)
    add_acronyms(doc, entities)
    add_surnames(doc, entities, {naming.head for naming in namings})
    for entity in entities.all():
        entity.heads.sort()
        _add_roles(doc, entity)
    return entities


def _drop_prefixes(by_name: dict[Key, list[_Naming]]) -> None:
    """Join "Vermont Mara Lind" to "Mara Lind" where the article has both, in place."""
    for key in [key for key in by_name if len(key) > 2]:
        for tail in (key[1:], key[2:]):
            if len(tail) > 1 and tail in by_name and tail[0] in GIVEN_NAMES:
                by_name[tail].extend(by_name.pop(key))
                break


def _namings(doc: Doc) -> list[_Naming]:
    found = []
    headline = _headline_tokens(doc)
    body = {token.text for token in doc if token.i not in headline}
    for token in doc:
        if not token.text[:1].isupper():
            continue
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        inner = following is not None and following.pos_ == "PROPN" and following.text[:1].isupper()
        if inner or (name := proper_name(token)) is None:
            continue
        known = name.titles or GIVEN_NAMES.intersection(key_of(name.text)[:1])
        short = name.end - name.start == 2 and bool(known) and token.text in body
        if token.i not in headline or short:
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
            closed = next((t.text in '.!?”"' for t in reversed(line) if not t.is_space), True)
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
        for full, e in index[key[-1]][:_MOST] + (index[key[0]][:_MOST] if len(key) == 1 else [])
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
        if sort == "person" and owner.sort in ("body", "other"):
            owner.sort = "person"
        if len(unique) == 1:
            owner.roles.update(bare(t) for n in namings for t in n.name.titles)
            owner.nations.update(nation for n in namings for nation in n.name.nations)
            for naming in namings:
                owner.gender = owner.gender or naming.name.gender


def _stands_for(key: Key, sort: Sort, full: Key, entity: Entity) -> bool:
    """Whether the shorter name ``key`` may stand for ``entity``, whose full name is ``full``."""
    if len(key) == 1 and len(full) > 2 and full[-1] in _SUFFIXES:
        full = full[:-1]
    if full[-1] in _SUFFIXES or not set(key) <= set(full) or entity.sort == "group":
        return False
    personal = len(full) in (2, 3) and not set(full) & (BODIES | CORPORATE)
    if len(key) == 1 and (entity.sort == "person" or (personal and entity.sort != "place")):
        return key[0] in full[1:] or (entity.sort == "person" and sort in ("person", "other"))
    if "place" in (sort, entity.sort):
        return sort == entity.sort and key[-1] == full[-1] and len(key) > 1
    if sort != entity.sort and "other" not in (sort, entity.sort):
        return False
    if entity.sort == "person" or (entity.sort == "other" and len(full) <= 3):
        return (key[0] == full[0] and key[-1] == full[-1]) or key == full[-len(key) :]
    if (len(key) == 1 and key[0] in BODIES) or is_part_of(key, full):
        return False
    short = key == full[: len(key)] and set(full[len(key) :]) <= CORPORATE
    return key[-1] == full[-1] or short or (len(key) == 1 and key[0] == full[0] and len(full) == 2)


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
        personal = any(bare(noun.lemma_) in PERSON_ROLES - BODIES for noun in nouns)
        if personal and entity.sort == "body" and len(entity.name.split()) in (2, 3):
            words = {bare(word) for word in entity.name.split()}
            entity.sort = "person" if words.isdisjoint(BODIES | CORPORATE) else "body"
        if entity.gender is None and entity.sort in ("person", "other"):
            entity.gender = gender_of([noun.text for noun in nouns])


def _role_words(nouns: list[Token]) -> Iterator[str]:
    """Each noun with the nouns compounded before it: "prime minister" → minister, prime."""
    for noun in nouns:
        yield bare(noun.lemma_)
        for child in noun.lefts:
            if child.dep_ == "compound":
                yield bare(child.lemma_)

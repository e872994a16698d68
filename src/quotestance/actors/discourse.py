"""What an article has talked of so far: whom a pronoun, a role or a bare noun may mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict

from spacy.tokens import Token

from quotestance.actors.known import Entities, Entity
from quotestance.actors.layout import Layout
from quotestance.actors.lexicon import BODIES, MEDIA, MODIFIERS, PERSON_ROLES
from quotestance.actors.mentions import PRONOUNS, can_name, is_document, phrase, sort_of
from quotestance.actors.names import bare, fold, without_article
from quotestance.actors.naming import Gender, Sort, gender_of
from quotestance.actors.referents import (
    SUBJECTS,
    Referent,
    agrees,
    coordinated,
    is_unnamed,
    weight_of,
)

_GENERIC_BODIES = frozenset("company firm group organisation organization agency".split())
_FEW = ("two", "pair", "couple")
_WINDOW = 6  # sentences that a pronoun may look back
_NEAREST = 80  # referents that it may look back over
_AT_ONCE = 2  # sentences between a speaker and "the professor" who goes on
_SPEAKERS = 8  # the latest speakers that are kept in mind
_HOLDERS = 100  # entities of one role that are weighed
_UNNAMED = 0.8  # what a description costs against a name, for "he" and "she"
_PLACE = 1.0  # what a place costs against people, for "they"
_FADE = 0.9  # what a sentence between costs, against 2 for a subject


class Discourse:
    """The referents of one article in text order, and who has spoken so far."""

    def __init__(self, layout: Layout, entities: Entities) -> None:
        self.layout = layout
        self.entities = entities
        self.documents: dict[str, list[int]] = defaultdict(list)
        self.speakers: list[Referent] = []
        self._described: dict[str, list[Referent]] = defaultdict(list)
        self._roles = _by_role(entities)
        self._bodies = sorted(
            ((at, one) for one in entities.all() if one.sort == "body" for at in one.heads),
            key=lambda pair: pair[0],
        )
        self._together = coordinated(layout, entities)
        self._referents = sorted([*self._collect(), *self._together], key=lambda one: one.head)
        self._positions = [referent.head for referent in self._referents]

    def remember(self, head: Token, name: str) -> None:
        """Note that ``name`` spoke by the mention with the head ``head``."""
        entity = self.entities.find(name)
        sort: Sort = entity.sort if entity else sort_of(head)
        gender = entity.gender if entity else gender_of([head.text])
        if entity is None and " and " in name:
            sort = "group"
        elif head.lower_ in PRONOUNS:
            sort, told = PRONOUNS[head.lower_]
            gender = told or gender
            if entity is not None and entity.sort != "body":
                entity.gender = entity.gender or told
        self.speakers.append(Referent(head.i, name, sort, gender, 2.5))

    def pronoun(self, at: int, sort: Sort, gender: Gender | None) -> str | None:
        """The best antecedent before token ``at``: near, subject, speaker, not inside a quote."""
        sentence, quoted = self.layout.sentence, self.layout.quoted
        stop = bisect_right(self._positions, at - 1)
        near = self._referents[max(0, stop - _NEAREST) : stop] + self.speakers[-_SPEAKERS:]
        best: tuple[float, int, str] | None = None
        for referent in near:
            distance = sentence[at] - sentence[referent.head]
            if referent.head >= at or distance > _WINDOW or not agrees(referent, sort, gender):
                continue
            score = referent.weight - _FADE * distance
            score += 0.5 if gender and referent.gender == gender else 0.0
            score -= 1.5 if gender and referent.sort == "other" else 0.0
            score -= _PLACE if sort == "group" and referent.sort == "place" else 0.0
            score -= 2.0 if quoted[referent.head] else 0.0
            score -= _UNNAMED if sort == "person" and is_unnamed(referent) else 0.0
            if best is None or (score, referent.head) > best[:2]:
                best = (score, referent.head, referent.name)
        return best[2] if best else None

    def holder(self, head: Token) -> Entity | None:
        """The entity that the role or body noun ``head`` means ("the president", "the union").

        The one last named before; failing that, one that is named later.
        """
        role = bare(head.lemma_)
        if sort_of(head) == "group" and not (role in BODIES and head.text[:1].isupper()):
            return None
        known = [entity for entity in self._roles.get(role, ()) if _fits(head, entity)]
        if known:
            return max(known, key=lambda one: _last_before(one, head.i))
        if role in MEDIA:
            bodies = [one for one in self.speakers if one.sort == "body"]
            return self.entities.find(bodies[-1].name) if bodies else None
        if role in _GENERIC_BODIES:
            before = bisect_right(self._bodies, head.i, key=lambda pair: pair[0])
            return self._bodies[before - 1][1] if before else None
        return None

    def latest(self, word: str, at: int) -> Token | None:
        """Where an entity with ``word`` in its name was last named before token ``at``."""
        heads = [head for one in self._roles.get(word, ()) for head in one.heads if head < at]
        return self.layout.doc[max(heads)] if heads else None

    def described(self, head: Token) -> str | None:
        """The latest longer description with the same noun before ``head``; or who is together.

        "The lawmakers" are the people who spoke together before, or who were named together.
        """
        known = self._described.get(bare(head.lemma_), ())
        before = bisect_left(known, head.i, key=lambda referent: referent.head)
        if before:
            return known[before - 1].name
        if _means_people(head):
            for speaker in reversed(self.speakers[-_SPEAKERS:]):
                if speaker.sort == "group" and " and " in speaker.name:
                    return speaker.name
            latest = bisect_left(self._together, head.i, key=lambda referent: referent.head)
            return self._together[latest - 1].name if latest else None
        return None

    def just_spoke(self, head: Token) -> str | None:
        """The named person who spoke in the sentences right before "the professor"."""
        if not self.speakers or sort_of(head) != "person":
            return None
        last = self.speakers[-1]
        sentence = self.layout.sentence
        near = 0 <= sentence[head.i] - sentence[last.head] <= _AT_ONCE
        entity = self.entities.find(last.name)
        fits = gender_of([head.text]) in (None, last.gender)
        return last.name if near and fits and entity and entity.sort == "person" else None

    def _collect(self) -> list[Referent]:
        found: dict[int, Referent] = {}
        for entity in self.entities.all():
            often = 0.1 * min(len(entity.heads), 8)
            for head in entity.heads:
                if self.layout.doc[head].dep_ == "amod":  # "the Italian minister"
                    continue
                weight = weight_of(self.layout.doc[head]) + often
                found[head] = Referent(head, entity.name, entity.sort, entity.gender, weight)
        for token in self.layout.doc:
            if token.pos_ != "NOUN":
                continue
            if is_document(token):
                self.documents[token.lemma_.lower()].append(token.i)
            elif token.i not in found and can_name(token):
                referent = self._noun(token)
                named = any(c.dep_ == "appos" and c.i in found for c in token.rights)
                if not named and token.dep_ in (*SUBJECTS, "pobj"):
                    found[token.i] = referent
                clean = not any(mark in referent.name for mark in '"“”')
                if " " in referent.name and clean and not self.layout.quoted[token.i]:
                    self._described[bare(token.lemma_)].append(referent)
        return [found[i] for i in sorted(found)]

    def _noun(self, token: Token) -> Referent:
        start, end = phrase(token)
        definite = self.layout.doc[start].lower_ == "the"
        entity = self.holder(token) if definite else None
        name = entity.name if entity else without_article(self.layout.doc[start:end].text)
        gender = entity.gender if entity else gender_of([token.text])
        return Referent(
            token.i, name, sort_of(token), gender, weight_of(token) - (0.0 if definite else 0.6)
        )


def _by_role(entities: Entities) -> dict[str, list[Entity]]:
    """Entities by what they are called: their roles, and the body nouns in their names."""
    found: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities.all():
        words = set(entity.roles)
        if entity.sort == "body":
            words.update(word for word in fold(entity.name).split() if word in BODIES)
        for word in words:
            if len(found[word]) < _HOLDERS:
                found[word].append(entity)
    return found


def _last_before(entity: Entity, at: int) -> tuple[bool, int]:
    before = bisect_right(entity.heads, at)
    return (True, entity.heads[before - 1]) if before else (False, -entity.heads[0])


def _fits(head: Token, entity: Entity) -> bool:
    """Whether nothing said of the role ``head`` speaks against ``entity``."""
    if not entity.heads:
        return False
    words = [t for t in head.lefts if t.dep_ in ("amod", "compound", "nmod")]
    nations = {bare(t.text) for t in words if t.ent_type_ in ("NORP", "GPE")}
    if nations and entity.nations and not nations & entity.nations:
        return False
    others = {bare(t.text) for t in words if not t.text[:1].isupper()}
    return others <= entity.roles | MODIFIERS or entity.sort == "body"


def _means_people(head: Token) -> bool:
    """Whether the plural ``head`` may stand for persons named before: "the lawmakers"."""
    word = bare(head.text)
    people = PERSON_ROLES & {bare(head.lemma_), word.removesuffix("s")} or word in _FEW
    modified = any(child.dep_ == "prep" for child in head.rights)
    return bool(people) and sort_of(head) == "group" and not modified

"""Which entity a mention stands for, and the name under which the article knows it best."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Token

from quotestance.actors.entities import Entities, Entity
from quotestance.actors.layout import Layout
from quotestance.actors.lexicon import BODIES, PERSON_ROLES
from quotestance.actors.mentions import (
    Gender,
    ProperName,
    Sort,
    gender_of,
    is_document,
    phrase,
    proper_name,
    source_phrase,
    sort_of,
    trim,
)
from quotestance.actors.names import bare, without_article, without_possessive
from quotestance.quotes.syntax import subject

_PRONOUNS: dict[str, tuple[Sort, Gender | None]] = {
    "he": ("person", "m"), "him": ("person", "m"), "his": ("person", "m"),
    "she": ("person", "f"), "her": ("person", "f"), "hers": ("person", "f"),
    "it": ("body", None), "its": ("body", None),
    "they": ("group", None), "them": ("group", None), "their": ("group", None),
    "who": ("other", None), "which": ("other", None),
}  # fmt: skip
_GENERIC_BODIES = frozenset("company firm group organisation organization agency".split())
_WINDOW = 6  # sentences that a pronoun may look back
_SPEAKING: tuple[Sort, ...] = ("person", "body", "group")
_ISSUED = ("dobj", "nsubjpass", "pobj")
_DOCUMENT_WINDOW = 400  # tokens back to where a document came up
_SUBJECTS = ("nsubj", "nsubjpass", "agent", "csubj")


@dataclass(frozen=True, slots=True)
class Referent:
    """Something a pronoun may mean: token offset, name to give it, what it is."""

    head: int
    name: str
    sort: Sort
    gender: Gender | None
    weight: float


class Resolver:
    """Gives mentions of one article the actor's name.

    Speakers found so far raise their chance to be meant by a later pronoun: tell them with
    ``remember`` in the order of the text.
    """

    def __init__(self, layout: Layout, entities: Entities) -> None:
        self.doc = layout.doc
        self.entities = entities
        self.quoted = layout.quoted
        self.sentence = layout.sentence
        self.documents: dict[str, list[int]] = {}
        self.described: dict[str, list[Referent]] = {}
        self.referents = self._referents()
        self.positions = [referent.head for referent in self.referents]
        self.speakers: list[Referent] = []

    def remember(self, head: Token, name: str) -> None:
        """Note that ``name`` spoke by the mention with the head ``head``."""
        entity = self.entities.find(name)
        sort: Sort = entity.sort if entity else sort_of(head)
        gender = entity.gender if entity else gender_of([head.text])
        if head.lower_ in _PRONOUNS:
            sort, told = _PRONOUNS[head.lower_]
            gender = told or gender
            if entity is not None and entity.sort != "body":
                entity.gender = entity.gender or told
        self.speakers.append(Referent(head.i, name, sort, gender, 2.5))

    def actor(self, start: int, end: int) -> str | None:
        """The name of the actor mentioned by tokens ``start`` to ``end``; None if unknown."""
        start, end = trim(self.doc, start, end)
        if start >= end:
            return None
        head = self.doc[start:end].root
        if head.i + 1 == end or head.pos_ == "NOUN":
            end = max(end, source_phrase(head)[1])
        parts = self._conjuncts(head, start, end)
        if len(parts) > 1:
            names = [self._one(doc_head, low, high) for doc_head, low, high in parts]
            return _join([name for name in names if name])
        return self._one(head, start, end)

    def _conjuncts(self, head: Token, start: int, end: int) -> list[tuple[Token, int, int]]:
        """The coordinated names of a mention; one element where there is no coordination."""
        heads = [head, *(t for t in head.conjuncts if start <= t.i < end and t.i > head.i)]
        if len(heads) == 1 or all(proper_name(t) is None for t in heads):
            return [(head, start, end)]
        edges = [start, *(t.left_edge.i for t in heads[1:]), end]
        parts = [(t, *trim(self.doc, edges[i], edges[i + 1])) for i, t in enumerate(heads)]
        return [part for part in parts if part[1] < part[2]]

    def _one(self, head: Token, start: int, end: int) -> str | None:
        word = head.lower_
        if word in _PRONOUNS and end - start == 1 and head.text != "WHO":
            sort, gender = _PRONOUNS[word]
            return self._pronoun(head.i, sort, gender)
        if head.text[:1].isupper() and bare(head.text) in BODIES and end - start <= 2:
            if (body := self._by_role(head)) is not None:
                return body.name
        if head.text[:1].isupper() and end - start < 4:
            if (known := self.entities.find(self.doc[start:end].text, at=head.i)) is not None:
                return known.name
        name = self._named(head, start, end)
        if name is not None:
            entity = self.entities.find(name.text, name.gender, head.i)
            return entity.name if entity else without_possessive(name.text)
        if is_document(head) and (author := self._author(head)):
            return author
        return self._description(head, start, end)

    def _named(self, head: Token, start: int, end: int) -> ProperName | None:
        """The proper name of the mention: its head, its apposition, or a name beside it."""
        if (name := proper_name(head)) is not None and name.start < end:
            return name
        for child in head.children:
            if child.dep_ == "appos" and (name := proper_name(child)):
                return name
        if is_document(head):
            return None
        for token in reversed(self.doc[start:end]):
            name = proper_name(token)
            if name is None or name.sort != "person" or not start <= name.start < name.end <= end:
                continue
            led = name.end == token.i + 1 and (
                bool(name.titles)
                or name.start == start
                or any(bare(t.text) in PERSON_ROLES for t in self.doc[start : name.start])
            )
            if led and self.doc[min(end, len(self.doc) - 1)].text not in ("'s", "’s"):
                return name
        return None

    def _author(self, head: Token) -> str | None:
        """Who wrote the document ``head``: its owner, or who issued it where it came up before."""
        if (owner := self._owner(head)) is not None:
            return owner
        if not any(child.lower_ in ("the", "this", "that") for child in head.lefts):
            return None
        for at in reversed(self.documents.get(head.lemma_.lower(), ())):
            if at < head.i and head.i - at < _DOCUMENT_WINDOW:
                token = self.doc[at]
                verb = token.head.head if token.dep_ == "pobj" else token.head
                issuer = subject(verb) if verb.pos_ == "VERB" and token.dep_ in _ISSUED else None
                if (owner := self._owner(token)) is not None:
                    return owner
                if issuer is not None and issuer.i < head.i and not is_document(issuer):
                    return self._one(issuer, *phrase(issuer)) if can_name(issuer) else None
        return None

    def _owner(self, head: Token) -> str | None:
        """Whose document it is: "the bank's report", "an ABC survey", "… (written) by the bank"."""
        for child in head.children:
            if child.dep_ == "poss":
                return self._one(child, *phrase(child))
            if child.dep_ in ("compound", "nmod") and (name := proper_name(child)) is not None:
                entity = self.entities.find(name.text, name.gender, child.i)
                return entity.name if entity else name.text
            for link in (child, *(child.children if child.dep_ == "acl" else ())):
                if link.dep_ in ("prep", "agent") and link.lower_ in ("by", "from"):
                    nouns = [noun for noun in link.children if noun.dep_ == "pobj"]
                    if nouns and can_name(nouns[0]):
                        return self._one(nouns[0], *source_phrase(nouns[0]))
        return None

    def _description(self, head: Token, start: int, end: int) -> str | None:
        """An unnamed speaker: somebody known by that role, or else the words themselves."""
        first = self.doc[start]
        words = without_article(self.doc[start : self._short_end(head, end)].text)
        if first.lower_ in ("the", "this", "that"):
            if (entity := self._by_role(head)) is not None:
                return entity.name
            if first.i + 1 == head.i:
                words = self._earlier(head) or words
        elif first.lower_ in ("his", "her", "their", "its") and first.i < head.i:
            if owner := self._one(first, start, start + 1):
                return f"{owner}'s {self.doc[start + 1 : end].text}"
        return without_possessive(words)

    def _earlier(self, head: Token) -> str | None:
        """The latest longer description with the same noun before ``head``."""
        for referent in reversed(self.described.get(bare(head.lemma_), [])):
            if referent.head < head.i:
                return referent.name
        return None

    def _short_end(self, head: Token, end: int) -> int:
        """Where the description ends before a relative clause after a comma."""
        for child in head.rights:
            if child.dep_ == "relcl" and child.left_edge.i > 0:
                before = self.doc[child.left_edge.i - 1]
                if before.text == "," and before.i > head.i:
                    return min(end, before.i)
        return end

    def _by_role(self, head: Token) -> Entity | None:
        role = bare(head.lemma_)
        sort = sort_of(head)
        best: tuple[int, Entity] | None = None
        for entity in self.entities.all():
            known = role in entity.roles or (
                role in BODIES and entity.sort == "body" and role in entity.name.lower().split()
            )
            generic = role in _GENERIC_BODIES and entity.sort == "body"
            if not (known or generic) or sort == "group" or not _fits(head, entity):
                continue
            before = bisect_right(entity.heads, head.i)
            nearness = entity.heads[before - 1] if before else -1
            rank = nearness + (len(self.doc) if known and before else 0)
            if (known or before) and (best is None or rank > best[0]):
                best = (rank, entity)
        return best[1] if best else None

    def _pronoun(self, at: int, sort: Sort, gender: Gender | None) -> str | None:
        """The best antecedent before token ``at``: near, subject, speaker, not inside a quote."""
        best: tuple[float, int, str] | None = None
        stop = bisect_right(self.positions, at - 1)
        here = self.sentence[at]
        near = self.referents[max(0, stop - 80) : stop] + self.speakers[-8:]
        for referent in near:
            distance = here - self.sentence[referent.head]
            if distance > _WINDOW or not _agrees(referent, sort, gender) or referent.head >= at:
                continue
            score = referent.weight - 0.9 * distance
            score += 0.5 if gender and referent.gender == gender else 0.0
            score -= 1.0 if gender and referent.sort == "other" else 0.0
            score -= 2.0 if self.quoted[referent.head] else 0.0
            if best is None or (score, referent.head) > best[:2]:
                best = (score, referent.head, referent.name)
        return best[2] if best else None

    def _referents(self) -> list[Referent]:
        found: dict[int, Referent] = {}
        for entity in self.entities.all():
            often = 0.1 * min(len(entity.heads), 8)
            for head in entity.heads:
                weight = _weight(self.doc[head]) + often
                found[head] = Referent(head, entity.name, entity.sort, entity.gender, weight)
        for token in self.doc:
            if token.pos_ == "NOUN" and is_document(token):
                self.documents.setdefault(token.lemma_.lower(), []).append(token.i)
            if token.i not in found and token.pos_ == "NOUN" and can_name(token):
                referent = self._noun_referent(token)
                if token.dep_ in (*_SUBJECTS, "pobj"):
                    found[token.i] = referent
                if len(referent.name.split()) > 1 and not self.quoted[token.i]:
                    self.described.setdefault(bare(token.lemma_), []).append(referent)
        return [found[i] for i in sorted(found)]

    def _noun_referent(self, token: Token) -> Referent:
        start, end = phrase(token)
        entity = self._by_role(token) if self.doc[start].lower_ == "the" else None
        name = entity.name if entity else without_article(self.doc[start:end].text)
        gender = entity.gender if entity else gender_of([token.text])
        weight = _weight(token) - (0.0 if self.doc[start].lower_ == "the" else 0.6)
        return Referent(token.i, name, sort_of(token), gender, weight)


def can_name(noun: Token) -> bool:
    """Whether ``noun`` is a name, a pronoun of the third person, or a noun for a speaker."""
    return (
        noun.lower_ in _PRONOUNS or proper_name(noun) is not None or sort_of(noun) in _SPEAKING
    )


def _fits(head: Token, entity: Entity) -> bool:
    """Whether nothing said of the role ``head`` speaks against ``entity``."""
    words = [t for t in head.lefts if t.dep_ in ("amod", "compound", "nmod")]
    nations = {bare(t.text) for t in words if t.ent_type_ in ("NORP", "GPE")}
    if nations and entity.nations and not nations & entity.nations:
        return False
    others = {bare(t.text) for t in words if not t.text[:1].isupper()}
    return not others or bool(others & entity.roles) or entity.sort == "body"


def _weight(token: Token) -> float:
    if token.dep_ in _SUBJECTS:
        return 2.0
    if token.dep_ in ("poss", "compound"):
        return 0.2
    return 0.8


def _agrees(referent: Referent, sort: Sort, gender: Gender | None) -> bool:
    if sort == "person":
        if referent.sort not in ("person", "other"):
            return False
        return gender is None or referent.gender in (None, gender)
    if sort == "group":
        return referent.sort in ("group", "body", "place", "other")
    if sort == "body":
        return referent.sort in ("body", "place")
    return True


def _join(names: list[str]) -> str | None:
    if len(names) < 2:
        return names[0] if names else None
    return f"{', '.join(names[:-1])} and {names[-1]}"

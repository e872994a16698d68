"""The name under which the article knows best whom a mention stands for."""

from __future__ import annotations

import re

from spacy.tokens import Token

from quotestance.actors.authors import author_of, part_of
from quotestance.actors.discourse import Discourse
from quotestance.actors.known import Entities
from quotestance.actors.layout import Layout
from quotestance.actors.lexicon import BODIES, PERSON_ROLES
from quotestance.actors.mention_names import name_in
from quotestance.actors.mentions import (
    DEFINITE,
    POSSESSIVES,
    PRONOUNS,
    is_document,
    phrase,
    source_phrase,
    trim,
)
from quotestance.actors.names import (
    bare,
    is_office,
    join_names,
    without_article,
    without_possessive,
    without_titles,
)
from quotestance.actors.naming import ProperName
from quotestance.actors.proper import proper_name
from quotestance.quotes.cues import is_cue_verb
from quotestance.quotes.syntax import antecedent

_ADDED = re.compile(r",? (?:who|whose|which)\b| \([^()]*\)$")  # what a description leaves out
_SHORT = 3  # words of a mention that may be a name as it stands
_LONG = 5  # words from which an owner is a description


class Resolver:
    """Gives the mentions of one article the actor's name.

    Speakers found so far are more likely to be meant by a later pronoun: tell them with
    ``remember`` in the order of the text.
    """

    def __init__(self, layout: Layout, entities: Entities) -> None:
        self.doc = layout.doc
        self.entities = entities
        self.discourse = Discourse(layout, entities)

    def remember(self, head: Token, name: str) -> None:
        """Note that ``name`` spoke by the mention with the head ``head``."""
        self.discourse.remember(head, name)

    def actor(self, start: int, end: int) -> str | None:
        """The name of the actor mentioned by tokens ``start`` to ``end``; None if unknown."""
        start, end = trim(self.doc, start, end)
        if start >= end:
            return None
        head = antecedent(self.doc[start:end].root)
        if not start <= head.i < end:
            start, end = source_phrase(head)
        whole = self.entities.find(self.doc[start:end].text)
        if whole is not None and head.text[:1].isupper() and not self._runs_on(end):
            return whole.name
        parts = self._conjuncts(head, start, end)
        if len(parts) > 1:
            names = [self._one(part, low, high) for part, low, high in parts]
            known = list(dict.fromkeys(name for name in names if name))
            return join_names(known) if known else None
        if head.pos_ == "NOUN" or is_office(head.text):
            end = max(end, source_phrase(head)[1])
        return self._one(head, start, end)

    def _conjuncts(self, head: Token, start: int, end: int) -> list[tuple[Token, int, int]]:
        """The coordinated names of a mention; one element where there is no coordination.

        Two offices of one person ("founder and chief executive Mara Lind") are none.
        """
        heads = [head, *(t for t in head.conjuncts if start <= t.i < end and t.i > head.i)]
        offices = any(bare(t.lemma_) in PERSON_ROLES or _is_bare(t) for t in heads)
        if len(heads) == 1 or offices or all(proper_name(t) is None for t in heads):
            return [(head, start, end)]
        edges = [start, *(t.left_edge.i for t in heads[1:]), end]
        parts = [(t, *trim(self.doc, edges[i], edges[i + 1])) for i, t in enumerate(heads)]
        return [part for part in parts if part[1] < part[2]]

    def _one(self, head: Token, start: int, end: int) -> str | None:
        if head.lower_ in PRONOUNS and end - start == 1:
            return self.discourse.pronoun(head.i, *PRONOUNS[head.lower_])
        capital = head.text[:1].isupper()
        body = self.discourse.holder(head) if capital and bare(head.text) in BODIES else None
        if body is not None and end - start <= 2:
            return body.name
        if capital and end - start <= _SHORT and not self._runs_on(end):
            known = self.entities.find(self.doc[start:end].text, at=head.i)
            if known is not None:
                return known.name
        if (name := name_in(head, start, end)) is not None:
            return self._known(name, head.i)
        if is_document(head) and (author := author_of(head, self.discourse)) is not None:
            return self._author(author)
        if (whole := part_of(head)) is not None:
            return self._one(whole, *phrase(whole))
        return self._description(head, start, end)

    def _runs_on(self, end: int) -> bool:
        """Whether an office goes on with the words before token ``end``: "Utah | Senator Lind"."""
        office = end < len(self.doc) and is_office(self.doc[end].text)
        return office and self.doc[end].text[:1].isupper()

    def _known(self, name: ProperName, at: int) -> str:
        entity = self.entities.find(name.text, name.gender, at)
        return entity.name if entity else without_possessive(name.text)

    def _author(self, author: Token) -> str | None:
        """The name of the noun by which a document is owned or issued."""
        name = proper_name(author)
        if author.dep_ not in ("compound", "nmod"):
            return self.actor(*source_phrase(author))
        return self._known(name, author.i) if name else self.discourse.described(author)

    def _description(self, head: Token, start: int, end: int) -> str | None:
        """An unnamed speaker: somebody known by that role, or else the words themselves."""
        first = self.doc[start]
        both = start > 0 and self.doc[start - 1].lower_ == "both"
        end = self._short_end(head, end)
        words = without_article(self.doc[start:end].text)
        words = _ADDED.split(words, maxsplit=1)[0]
        if first.lower_ in DEFINITE:
            if (entity := self.discourse.holder(head)) is not None:
                return entity.name
            plain = not any(c.dep_ in ("prep", "relcl", "acl") for c in head.rights)
            if plain and (speaker := self.discourse.just_spoke(head)) is not None:
                return speaker
            if first.i + 1 == head.i:
                words = self.discourse.described(head) or words
        elif both and first == head:
            words = self.discourse.described(head) or words
        elif first.lower_ in POSSESSIVES and first.i < head.i:
            owner = self._one(first, start, start + 1)
            return _owned(owner, self.doc[start + 1 : end].text) if owner else words
        bare_name = without_titles(words)
        if bare_name != words and (entity := self.entities.find(bare_name)) is not None:
            return entity.name
        return without_possessive(words)

    def _short_end(self, head: Token, end: int) -> int:
        """Where the description ends: before a relative clause, an addition, and its own report."""
        inner = (token for token in self.doc[head.i + 1 : end] if token.dep_ == "relcl")
        for child in sorted((*head.rights, *inner), key=lambda token: token.left_edge.i):
            edge = child.left_edge.i
            added = child.dep_ in ("relcl", "acl", "appos") and self.doc[edge - 1].text == ","
            main = child.tag_ == "VBG" or head.dep_ == "ROOT"  # "A witness told …", misread
            reports = child.dep_ == "acl" and is_cue_verb(child) and main
            ends = added or reports or child.dep_ == "relcl" or _tells_when(child)
            if head.i < edge and ends:
                return min(end, edge - added)
        return end


def _tells_when(modifier: Token) -> bool:
    """Whether ``modifier`` says when or where something was said: "officials on Saturday"."""
    edge = modifier.right_edge
    dated = edge.ent_type_ in ("DATE", "TIME") and edge.i - modifier.i < _SHORT
    return modifier.dep_ == "advmod" or (modifier.dep_ == "prep" and dated)


def _owned(owner: str, thing: str) -> str:
    """What somebody has: "Lind's boat", "the drivers' union"; without a long owner."""
    words = owner.split()
    if len(words) >= _LONG:
        return thing
    plural = words[-1].islower() and words[-1].endswith("s")
    return f"{owner}' {thing}" if plural else f"{owner}'s {thing}"


def _is_bare(noun: Token) -> bool:
    """Whether ``noun`` is a common noun in the singular without a determiner."""
    return noun.tag_ == "NN" and not any(c.dep_ in ("det", "poss", "nummod") for c in noun.lefts)

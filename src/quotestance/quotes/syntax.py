"""Small questions to a dependency parse that extraction and attribution share."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from quotestance.records import Span

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
MAX_MENTION_TOKENS = 25


def subject(verb: Token) -> Token | None:
    """The subject of ``verb``, its own or the one that it takes over from a higher verb."""
    for _ in range(6):
        own = [child for child in verb.children if child.dep_ in SUBJECTS]
        if own:
            return _antecedent(own[0], verb)
        if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return verb.head
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "dep"):
            return None
        verb = verb.head
        while verb.pos_ == "ADP" and verb.head != verb:
            verb = verb.head
    return None


def _antecedent(noun: Token, verb: Token) -> Token:
    """What a relative pronoun stands for; other nouns stand for themselves."""
    if noun.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return verb.head
    return noun


def agent(verb: Token) -> Token | None:
    """Whom a passive names after "by"."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def is_passive(verb: Token) -> bool:
    """Whether ``verb`` stands in the passive."""
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children) or (
        verb.dep_ in ("acl", "advcl") and verb.tag_ == "VBN"
    )


def mention_span(noun: Token) -> Span:
    """The expression around ``noun``: its subtree without clauses and appositions after it.

    Offsets count code points of the parsed text.
    """
    left = noun.left_edge
    right = noun
    for child in noun.rights:
        if child.dep_ in ("relcl", "acl", "appos", "punct", "advcl", "parataxis", "ccomp"):
            break
        right = child.right_edge
    while right.is_space and right.i > noun.i:
        right = noun.doc[right.i - 1]
    start = max(left.i, right.i - MAX_MENTION_TOKENS)
    while noun.doc[start].is_punct or noun.doc[start].is_space or noun.doc[start].dep_ == "cc":
        if start >= noun.i:
            break
        start += 1
    return Span(noun.doc[start].idx, right.idx + len(right.text))


def subtree_without(head: Token, excluded: Collection[int]) -> Iterator[Token]:
    """Tokens under ``head`` in text order, without the subtrees of the ``excluded`` indices."""
    stack, found = [head], []
    while stack:
        token = stack.pop()
        found.append(token)
        stack.extend(child for child in token.children if child.i not in excluded)
    return iter(sorted(found, key=lambda token: token.i))


def runs(tokens: Iterator[Token]) -> list[tuple[int, int]]:
    """Token index ranges (end exclusive) of the contiguous runs among sorted ``tokens``."""
    found: list[tuple[int, int]] = []
    for token in tokens:
        if found and found[-1][1] == token.i:
            found[-1] = (found[-1][0], token.i + 1)
        else:
            found.append((token.i, token.i + 1))
    return found

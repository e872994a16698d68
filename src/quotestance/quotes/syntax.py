"""Small questions to a dependency parse that extraction and attribution share."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from quotestance.records import Span

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
MAX_MENTION_TOKENS = 25
CITING = ("quote", "cite", "describe", "report")


def subject(verb: Token) -> Token | None:
    """The subject of ``verb``, its own or the one that it takes over from a higher verb."""
    noun = _surface_subject(verb)
    return antecedent(noun) if noun is not None else None


def own_subject(verb: Token) -> Token | None:
    """The subject that the parse hangs on ``verb`` itself."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def _surface_subject(verb: Token) -> Token | None:
    """The word itself that is the subject of ``verb``, be it a relative pronoun."""
    for _ in range(6):
        if (own := own_subject(verb)) is not None:
            return own
        if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return verb.head
        if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "dep"):
            return None
        if (cited := _cited(verb)) is not None:
            return cited
        verb = verb.head
        while verb.pos_ in ("ADP", "SCONJ") and verb.head != verb:
            verb = verb.head
    return None


def _cited(verb: Token) -> Token | None:
    """Whom others cite as the one who does ``verb``: "the paper quoted Lind as saying"."""
    link = verb.head
    if link.lower_ != "as" or link.head.lemma_ not in CITING:
        return None
    return next((c for c in link.head.children if c.dep_ in ("dobj", "nsubjpass")), None)


def subjects(verb: Token) -> Iterator[Token]:
    """Whose ``verb`` may be: its subject, then those of the clauses above, nearest first."""
    for _ in range(6):
        if (own := own_subject(verb)) is not None:
            yield antecedent(own)
        if verb.dep_ in ("acl", "relcl"):
            yield verb.head
        elif (cited := _cited(verb)) is not None:
            yield cited
        above = next((t for t in verb.ancestors if t.pos_ in ("VERB", "AUX")), None)
        if above is None:
            return
        verb = above


def antecedent(noun: Token) -> Token:
    """What a relative pronoun stands for; other nouns stand for themselves."""
    if not is_relative(noun):
        return noun
    verb = noun.head
    for _ in range(3):
        if verb.dep_ == "relcl":
            return verb.head
        verb = verb.head
    before = noun.doc[max(noun.sent.start, noun.i - 2) : noun.i]
    return next((t for t in reversed(before) if t.pos_ in ("NOUN", "PROPN")), noun)


def is_relative(token: Token) -> bool:
    """Whether ``token`` is a relative pronoun."""
    return token.tag_ in ("WP", "WDT") and token.lower_ in ("who", "which", "that")


def agent(verb: Token) -> Token | None:
    """Whom a passive names after "by"."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def shares_subject(verb: Token) -> bool:
    """Whether ``verb`` takes its subject from another: "…, saying …", "… and added …"."""
    participle = verb.tag_ == "VBG" and verb.dep_ != "prep"  # no "according"
    if participle and not any(child.dep_ == "aux" for child in verb.children):
        return True
    return verb.dep_ == "conj" and verb.pos_ == "VERB" and own_subject(verb) is None


def is_contested(verb: Token) -> bool:
    """Whether ``verb`` shares a subject and the parse offers more for it than one pronoun."""
    return shares_subject(verb) and [noun.pos_ for noun in subjects(verb)] != ["PRON"]


def is_passive(verb: Token) -> bool:
    """Whether ``verb`` stands in the passive, its own or one that it shares: "was … and fined"."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    alone = not any(child.dep_ in (*SUBJECTS, "aux") for child in verb.children)
    shared = verb.dep_ == "conj" and alone and verb.head.tag_ == "VBN" and is_passive(verb.head)
    return verb.dep_ in ("acl", "advcl") or shared


def nearest_word(source: Token, cue: Token | None) -> Token:
    """The word for ``source`` that is the subject of ``cue``: "who" in "Lind, who said"."""
    word = None if cue is None else _surface_subject(cue)
    return word if word is not None and antecedent(word) == source else source


def mention_span(noun: Token) -> Span:
    """The expression around ``noun``: its subtree without clauses and appositions after it.

    Offsets count code points of the parsed text.
    """
    left = noun.doc[phrase_start(noun)]
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


def phrase_start(noun: Token) -> int:
    """Where the phrase of ``noun`` begins; a clause that the parser hung before it is cut off."""
    doc, start = noun.doc, noun.left_edge.i
    if any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in doc[start : noun.i]):
        start = noun.i
        while start > 0 and doc[start - 1].pos_ in ("ADJ", "NOUN", "PROPN", "DET", "NUM"):
            start -= 1
    return start


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

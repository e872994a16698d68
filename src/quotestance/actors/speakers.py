"""Which noun speaks: by a reporting verb, by its participle, after "according to"."""

from __future__ import annotations

from spacy.tokens import Token

from quotestance.actors.lexicon import BODIES, GROUPS, PERSON_ROLES
from quotestance.actors.mentions import is_document, sort_of
from quotestance.actors.names import bare
from quotestance.actors.proper import proper_name
from quotestance.quotes.cues import lexicon
from quotestance.quotes.syntax import agent, is_passive, shares_subject, subject, subjects

_SPEAKING_PRONOUNS = frozenset("he she they it who one some others many".split())


def can_speak(noun: Token) -> bool:
    """Whether ``noun`` can be the source of words: a person, a body, a group or a document."""
    if noun.pos_ == "PRON" or noun.lower_ in _SPEAKING_PRONOUNS:
        return noun.lower_ in _SPEAKING_PRONOUNS and noun.dep_ != "expl"
    if noun.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"):
        return False
    return (
        noun.pos_ == "PROPN"
        or proper_name(noun) is not None
        or sort_of(noun) != "other"
        or is_document(noun)
    )


def speaker_of(verb: Token) -> Token | None:
    """Who speaks by the reporting verb ``verb``; the agent of a passive.

    Any noun may be the subject of a verb that introduces direct speech.
    """
    if is_passive(verb) and verb.lemma_ != "quote":
        noun = agent(verb) if verb.dep_ not in ("acl", "advcl") else None
    elif shares_subject(verb):
        noun = _sharing_speaker(verb)
    else:
        noun = subject(verb)
    if noun is None:
        return None
    says = lexicon().takes(verb.lemma_.lower(), "quote") and noun.pos_ != "PRON"
    dated = noun.ent_type_ in ("DATE", "TIME")
    return noun if can_speak(noun) or (says and not dated) else None


def _sharing_speaker(verb: Token) -> Token | None:
    """Whose ``verb`` is that shares a subject: the nearest of those above that utters words.

    "Lind told the owners the pier would stay, adding …": neither pier nor owners add anything.
    """
    candidates = list(subjects(verb))
    uttering = (noun for noun in candidates if _utters(noun, verb))
    return next(uttering, candidates[0] if candidates else None)


def _utters(noun: Token, verb: Token) -> bool:
    """Whether ``noun`` is a person or a body, and not only one that the sentence addresses."""
    if verb.head == noun:
        after_comma = verb.doc[verb.left_edge.i - 1].text == ","
        addressed = noun.head.lower_ == "to" or noun.dep_ == "dative"
        if after_comma or addressed:
            return False
    if noun.lower_ == "it":
        return False
    if noun.pos_ == "PRON" or proper_name(noun) is not None:
        return can_speak(noun)
    known = bare(noun.lemma_) in PERSON_ROLES | BODIES or bare(noun.text) in GROUPS
    return known and not is_document(noun)


def source_of(according: Token) -> Token | None:
    """The noun after "according to"."""
    for token in according.doc[according.i + 1 : according.i + 3]:
        for child in token.children:
            if child.dep_ == "pobj" and child.i > according.i:
                return child
    return None

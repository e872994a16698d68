"""Which stretches in quotation marks are quotations: not titles, nicknames or scare quotes."""

from __future__ import annotations

import re

from quotestance.quotes.attribution import Attribution
from quotestance.quotes.cues import is_listed
from quotestance.quotes.marks import Quoted
from quotestance.quotes.syntax import agent

NAMING = re.compile(
    r"""\b(?:titled|entitled|called|named|dubbed|nicknamed|known\ as|so-called|headlined|subtitled
      |(?:the|a|its|his|her|their)\ (?:[\w-]+\ ){0,3}(?:term|word|phrase|film|movie|documentary|song
      |single|album|book|novel|memoir|essay|play|musical|poem|painting|show|series|program|programme
      |podcast|episode|article|column|magazine|hashtag|game|slogan|label|name|nickname|title|act
      |bill|campaign|project|operation))[\s,:]*["“‘'«`]*$""",
    re.IGNORECASE | re.VERBOSE,
)
SMALL = re.compile(r"^(?:a|an|the|of|in|on|at|to|for|and|or|but|by|with|from|as|vs?\.?)$")
# Code points between cue and quote: next to each other, and with an object between them.
NEAR, FAR = 3, 90


def is_quotation(text: str, quoted: Quoted, attribution: Attribution | None) -> bool:
    """Whether somebody is quoted, judged by length, punctuation, case and reporting cue.

    ``text`` is the text in which ``quoted`` and ``attribution`` count code points.
    """
    inner = quoted.span.of(text)
    words = inner.split()
    nearby = text[max(0, quoted.span.start - 80) : quoted.span.start]
    before = nearby.rpartition("\n")[2].rstrip("\"“‘'«` ")
    sentence_like = inner[-1] in ",.?!…" and len(words) > 2
    introduced = before.endswith((":", ",")) or not before
    if attribution is not None:
        return _is_reported(quoted, attribution, words, introduced or sentence_like)
    if quoted.single:
        return sentence_like and len(words) > 4
    if NAMING.search(before) or _title_case(words):
        return False
    return (sentence_like and len(words) > 3) or (introduced and len(words) > 4) or len(words) > 7


def _is_reported(
    quoted: Quoted, attribution: Attribution, words: list[str], like_speech: bool
) -> bool:
    """Whether the cue that was found reports these words, or only stands near a name."""
    verb = attribution.verb
    nobody = attribution.mention is None or (verb.dep_ in ("acl", "amod") and agent(verb) is None)
    if nobody and verb.tag_ == "VBN" and not like_speech:
        return False
    if attribution.place == "after" or like_speech:
        return True
    distance = quoted.span.start - attribution.cue.end
    if 0 <= distance <= NEAR:
        return not _title_case(words) or len(words) == 1
    if _title_case(words):
        return False
    describes = is_listed(verb, "describing") and distance <= FAR
    return describes or len(words) > 2


def _title_case(words: list[str]) -> bool:
    """Whether every word of weight begins with a capital letter."""
    heavy = [word for word in words if not SMALL.match(word)]
    return len(words) <= 12 and all(not word[:1].islower() for word in heavy)

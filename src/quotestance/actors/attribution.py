"""Find the reporting words and the speaker in the sentence of a quote."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from quotestance.actors.beside import beside
from quotestance.actors.layout import Layout
from quotestance.actors.naming import is_capital
from quotestance.actors.speakers import can_speak, source_of, speaker_of
from quotestance.quotes.cues import is_according_to, is_cue_verb, is_relayed
from quotestance.quotes.syntax import subject
from quotestance.records import Span

_MAX_CLIMB = 12
_SAID = frozenset("said says added asked wrote remarked noted continued explained".split())
_GLUED = re.compile(r"[\"”]\s?(?:said|says|added|stated|continued)\s?(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The head noun of the speaker and the reporting word, where there is one.

    ``carried`` says that they belong to another quote or sentence, from which they were taken over.
    """

    speaker: Token
    cue: Token | None = None
    carried: bool = False


def report_in(
    tokens: Iterable[Token], layout: Layout, cue: Token | None = None
) -> Attribution | None:
    """The first report among the unquoted ``tokens``: verb with speaker, or "according to".

    With ``cue``, only the report by that word counts.
    """
    words = list(tokens)
    inside = {token.i for token in words}
    for token in words if cue is None else [cue]:
        if layout.quoted[token.i] or (cue is None and is_relayed(token)):
            continue
        if is_according_to(token) and (noun := source_of(token)) is not None:
            return Attribution(noun, token)
        if not is_cue_verb(token) and not _puts_it(token):
            continue
        noun = speaker_of(token)
        if noun is None or noun.i not in inside:
            noun = beside(token, inside)
        if noun is not None and not layout.quoted[noun.i]:
            return Attribution(noun, token)
    return None


def _puts_it(token: Token) -> bool:
    """Whether ``token`` is the verb of "as Lind put it"."""
    return token.lemma_ == "put" and any(c.lower_ == "it" and c.i > token.i for c in token.children)


def governing_report(start: int, end: int, layout: Layout) -> Attribution | None:
    """The reporting verb above the tokens ``start`` to ``end`` in the parse, with its speaker."""
    doc = layout.doc
    tops = [t for t in doc[start:end] if not start <= t.head.i < end and not t.is_punct]
    for top in sorted(tops, key=lambda t: (t.pos_ not in ("VERB", "AUX"), t.i)):
        token = top
        for _ in range(_MAX_CLIMB):
            above = token.head
            if above == token:
                break
            token = above
            if start <= token.i < end or layout.quoted[token.i]:
                continue
            if is_cue_verb(token) or token.pos_ == "VERB":
                noun = speaker_of(token)
                if noun is not None and not start <= noun.i < end and is_cue_verb(token):
                    return Attribution(noun, token)
    return None


def introduced_by(tokens: list[Token], layout: Layout) -> Attribution | None:
    """The subject of the sentence ``tokens``, if it can speak: it introduces the words after it."""
    report = report_in(reversed(tokens), layout)
    if report is not None:
        return report
    verbs = [t for t in tokens if t.pos_ in ("VERB", "AUX")]
    roots = [t for t in verbs if t.dep_ == "ROOT"] or [t for t in verbs if t.head not in tokens]
    for root in roots[-1:] or verbs[-1:]:
        noun = root.head if root.dep_ == "parataxis" else subject(root)
        attributes = [c for c in root.children if c.dep_ == "attr" and c.pos_ == "PROPN"]
        if root.lemma_ == "be" and attributes:
            noun = attributes[0]
        if noun is not None and can_speak(noun) and noun in tokens:
            return Attribution(noun)
    return None


def find_report(start: int, end: int, direct: bool, layout: Layout) -> Attribution | None:
    """The report of the tokens ``start`` to ``end`` in their own sentence.

    A direct quote looks into the text up to the next quote or full stop: before it if that runs
    into the quote ("Lind said, …", "Lind: …"), behind it if a comma leads on to a report there.
    Other quotes follow the parse first.
    """
    before, after = layout.gap_before(start), layout.gap_after(end)
    if not direct and (report := governing_report(start, end, layout)) is not None:
        return report
    leads = report_in(reversed(before), layout)
    follows = report_in(after, layout) if _may_follow(end, after, layout) else None
    if follows is not None and _begins_anew(end, after, follows, layout):
        follows = None
    if follows is not None and (leads is None or _at_once(end, after, follows, layout)):
        return follows
    if leads is not None:
        return leads
    if direct and (inverted := _inverted(before)) is not None:
        return inverted
    if direct and (label := _label(before) or _glued(end, layout) or _signed(after)) is not None:
        return label
    if direct and (tag := _tag(end, after, layout)) is not None:
        return tag
    words = [t for t in before if not t.is_quote and not t.is_space]
    if words and words[-1].text == ":":
        whole = layout.gap_before(start, past_quotes=True)
        return introduced_by(words, layout) or introduced_by(whole, layout)
    return governing_report(start, end, layout) if direct else None


def _at_once(end: int, after: list[Token], report: Attribution, layout: Layout) -> bool:
    """Whether a comma ends the quote and ``report`` follows it within four words."""
    words = [t.i for t in after if t.is_alpha][:4]
    first = min(report.speaker.i, report.cue.i if report.cue is not None else report.speaker.i)
    return _comma_closes(end, layout) and first in words


def _may_follow(end: int, after: list[Token], layout: Layout) -> bool:
    """Whether the text behind a quote can belong to its sentence."""
    words = [t for t in after if t.is_alpha or t.text in (",", "—", "–", "-")]
    if not words:
        return False
    return not _ended(end, layout) or is_cue_verb(words[0]) or not _reports_more(after)


def _begins_anew(end: int, after: list[Token], report: Attribution, layout: Layout) -> bool:
    """Whether the quote ended in a full stop and something else than ``report`` opens ``after``."""
    first = next((t.i for t in after if t.is_alpha), end)
    cue = report.cue.i if report.cue is not None else first
    return _ended(end, layout) and first not in (report.speaker.left_edge.i, cue)


def _ended(end: int, layout: Layout) -> bool:
    """Whether a full stop closes the quote before token ``end``."""
    closing = next((t for t in reversed(layout.doc[max(0, end - 3) : end]) if not t.is_quote), None)
    return closing is not None and closing.text == "."


def _reports_more(after: list[Token]) -> bool:
    """Whether a verb in ``after`` reports something of its own ("Lind said she would …")."""
    return any(
        is_cue_verb(t) and any(c.dep_ in ("ccomp", "xcomp") and c.i > t.i for c in t.children)
        for t in after
    )


def _inverted(before: list[Token]) -> Attribution | None:
    """The speaker behind a verb that opens the sentence: "Said Lind: …".

    The parser often takes such a verb for a name.
    """
    words = [t for t in before if not t.is_space and not t.is_quote]
    if len(words) < 3 or words[-1].text not in (":", ",") or words[0].lower_ not in _SAID:
        return None
    for token, following in pairwise(words[1:]):
        ends = not following.is_alpha or following.pos_ not in ("PROPN", "NOUN", "ADJ")
        if (
            ends
            and token.pos_ in ("PROPN", "NOUN", "PRON")
            and following.lower_ not in ("of", "for")
        ):
            return Attribution(token, words[0]) if can_speak(token) else None
    return None


def _label(before: list[Token]) -> Attribution | None:
    """A speaker's name before a colon or a dash: "Lind: …"."""
    words = [t for t in before if not t.is_space and not t.is_quote]
    if len(words) < 2 or words[-1].text not in (":", "—", "–") or len(words) > 12:
        return None
    if any(t.pos_ in ("VERB", "AUX") for t in words):
        return None
    heads = [t for t in words[:-1] if t.pos_ in ("PROPN", "NOUN") and can_speak(t)]
    return Attribution(heads[-1]) if heads else None


def _tag(end: int, after: list[Token], layout: Layout) -> Attribution | None:
    """The subject right behind a quote that a comma closes, whatever its verb: "…," Lind barked."""
    words = [t for t in after if t.is_alpha]
    verb = next((t for t in words[:6] if t.pos_ == "VERB" and t.tag_ in ("VBD", "VBZ")), None)
    noun = subject(verb) if verb is not None and _comma_closes(end, layout) else None
    starts = noun is not None and noun.left_edge.i == words[0].i
    return Attribution(noun) if noun is not None and starts and can_speak(noun) else None


def _comma_closes(end: int, layout: Layout) -> bool:
    return any(token.text == "," for token in layout.doc[max(0, end - 2) : end + 3])


def _signed(after: list[Token]) -> Attribution | None:
    """The name that signs a quote after a dash: ``“…” — Mara Lind, docker``."""
    words = [t for t in after if not t.is_space and not t.is_quote]
    if len(words) < 2 or words[0].text not in ("-", "–", "—", "--"):
        return None
    comma = next((i for i, t in enumerate(words) if t.text == ","), len(words))
    signature = words[1:comma]
    if not signature or any(t.pos_ in ("VERB", "AUX") for t in signature):
        return None
    return Attribution(signature[-1]) if signature[-1].pos_ == "PROPN" else None


def _glued(end: int, layout: Layout) -> Attribution | None:
    """The name after a reporting verb that lost a space: ``…,"said Lind``, ``” saidLind``."""
    doc = layout.doc
    offset = doc[end - 1].idx
    match = _GLUED.search(doc[end - 1 : end + 41].text, 0, len(doc[end - 1]) + 40)
    if match is None:
        return None
    first, _ = layout.tokens(Span(offset + match.end(), offset + match.end() + 1))
    last = first
    while last + 1 < len(doc) and is_capital(doc[last + 1]):
        last += 1
    return Attribution(doc[last]) if last < len(doc) and can_speak(doc[last]) else None

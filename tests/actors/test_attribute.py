"""Who says it: articles of a few sentences, and the actor of each quote in them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from quotestance.actors.attribute import attribute
from quotestance.quotes.extract import extract_quotes
from quotestance.quotes.parse import parse_article
from quotestance.records import Article, Diagnostic, Quote, Span

# Text, then the actor of each quote span in it.
SPEAKERS = {
    "surname": ("Mara Lind arrived on Monday. “We will sign it,” Lind said.", ["Mara Lind"]),
    "pronoun": ("Mara Lind leads the union. “We will sign it,” she said.", ["Mara Lind"]),
    "title": (
        "Prime Minister Mara Lind arrived late. “We will sign it,” the prime minister said.",
        ["Mara Lind"],
    ),
    "title first": (
        "The transport minister, Mara Lind, said the pier would close. “It is old,” she added.",
        ["Mara Lind", "Mara Lind"],
    ),
    "acronym": (
        "The Harbour Workers' Federation (HWF) met. “We will sign it,” the HWF said.",
        ["Harbour Workers' Federation"],
    ),
    "plural possessive": ("The Dockers' Union said it would strike.", ["Dockers' Union"]),
    "ministry": (
        "The Ministry of Transport met the unions. The ministry said the pier would reopen.",
        ["Ministry of Transport"],
    ),
    "president": (
        "President Mara Lind spoke for an hour. The president vowed to veto the bill.",
        ["Mara Lind"],
    ),
    "country": ("Moravia demanded a binding guarantee from its neighbour.", ["Moravia"]),
    "two": ("Mara Lind and Ivo Brandt said they would sign.", ["Mara Lind and Ivo Brandt"]),
    "group": ("Residents said they would block the pier.", ["Residents"]),
    "they": ("The dockers met on Monday. They said they would strike.", ["dockers"]),
    "unnamed": ("“We will sign it,” a senior official said on Monday.", ["senior official"]),
    "spokesman": (
        "“We will sign it,” said Ivo Brandt, a spokesman for the Ministry of Transport.",
        ["Ivo Brandt"],
    ),
    "document": (
        "The Ferry Board published a report on Monday. The report said the pier was unsafe.",
        ["Ferry Board"],
    ),
    "according": ("The pier is safe, according to Mara Lind.", ["Mara Lind"]),
    "colon": ("Mara Lind: “We will sign it.”", ["Mara Lind"]),
    "dash": ("“We will sign it.” — Mara Lind, docker", ["Mara Lind"]),
    "relative clause": ("Mara Lind, who said the pier would close, left.", ["Mara Lind"]),
    "introduced": ("Mara Lind shook her head. “We will sign it.”", ["Mara Lind"]),
    "long apposition": (
        "“We will sign it,” said Mara Lind, who has led the union since it was founded.",
        ["Mara Lind"],
    ),
    "accents": ("Zoë Łukasik came late. “We will sign it,” Łukasik said.", ["Zoë Łukasik"]),
    "namesake": (
        "Mara Lind and her brother Ivo Lind run the ferry. “We will sign it,” Ivo Lind said.",
        ["Ivo Lind"],
    ),
    "newspaper": ("“We will sign it,” Mara Lind told the Ferry Gazette.", ["Mara Lind"]),
    "somebody's lawyer": ("Mara Lind's lawyer said she would appeal.", ["Mara Lind's lawyer"]),
    "same paragraph": (
        "“We will sign it,” said Mara Lind. “The crews know it. They wait.”",
        ["Mara Lind"] * 3,
    ),
    "paragraphs opened by a mark": (
        "“We will sign it,” said Mara Lind. “The crews know it.\n\n“They wait for it.”",
        ["Mara Lind"] * 3,
    ),
    "a quote alone": (
        "“We will sign it,” said Mara Lind.\n\n“The crews know it.”",
        ["Mara Lind", "Mara Lind"],
    ),
    "turns": (
        "“Will you sign it?” asked Mara Lind.\n\n“Not today,” said Ivo Brandt.",
        ["Mara Lind", "Ivo Brandt"],
    ),
    "link junk": (
        "President LindMara LindLind orders review MORE said the pier would close.",
        ["Mara Lind"],
    ),
    "gender by the turn": (
        "“Will you sign it?” asked Mara Lind.\n\n“No,” said Ivo Brandt.\n\n“When?” she asked.",
        ["Mara Lind", "Ivo Brandt", "Mara Lind"],
    ),
    "the company": (
        "Nordwind AG cut 400 jobs in May. The company said it would close the plant.",
        ["Nordwind AG"],
    ),
    "as somebody put it": (
        "It was, as Mara Lind put it, “a very long night.”",
        ["Mara Lind"],
    ),
    "said first": ("Said Mara Lind: “We will sign it.”", ["Mara Lind"]),
    "as somebody puts it": (
        "As Mara Lind puts it, “the crews are a family of two hundred people”.",
        ["Mara Lind"],
    ),
    "asked first": ("Asked Ivo Brandt: “Will you sign it?”", ["Ivo Brandt"]),
    "department turned round": (
        "The Department of Transport met on Monday. The Transport Department said it would sign.",
        ["Department of Transport"],
    ),
    "short given name": (
        "Robert Lind leads the union. Bob Lind said the crews would strike.",
        ["Robert Lind"],
    ),
    "state before a name": (
        "Vermont Senator Robert Lind arrived late. Lind said he would sign it.",
        ["Robert Lind"],
    ),
    "hyphen in a given name": ("Nils-Erik Lind said the pier would close.", ["Nils-Erik Lind"]),
    "name with what follows": (
        "“We will sign it,” said Professor Maria Lind of the Ferry Board.",
        ["Maria Lind"],
    ),
    "letter of the subject": (
        "The Dockers' Union sent a letter urging the board to reopen the pier.",
        ["Dockers' Union"],
    ),
    "a role for who just spoke": (
        "“We will sign it,” said Mara Lind. The professor added that the pier was safe.",
        ["Mara Lind", "Mara Lind"],
    ),
}


def attributed(text: str, nlp: Language) -> tuple[list[Quote], list[Diagnostic]]:
    parsed = parse_article(Article("a", text, ""), nlp)
    return attribute(parsed, extract_quotes(parsed)[0])


@pytest.mark.parametrize(
    ("text", "actors"),
    [pytest.param(*case, id=name) for name, case in SPEAKERS.items()],
)
def test_the_actor_is_found(text: str, actors: list[str], nlp: Language) -> None:
    assert [quote.actor for quote in attributed(text, nlp)[0]] == actors


CUES = [
    ("The pier is safe, according to Mara Lind.", "according to", "Mara Lind"),
    ("The union called for a new inquiry.", "called for", "The union"),
    ("The owners have refused to sign the contract.", "refused", "The owners"),
    ("“We will go,” Lind did not say.", "did not say", "Lind"),
    ("“We will go,” said Mara Lind, 58.", "said", "Mara Lind"),
]


@pytest.mark.parametrize(("text", "cue", "mention"), CUES)
def test_cue_and_mention_are_the_words_of_the_text(
    text: str, cue: str, mention: str, nlp: Language
) -> None:
    (quote,) = attributed(text, nlp)[0]
    assert quote.cue is not None
    assert quote.mention is not None
    assert (quote.cue.of(text), quote.mention.of(text)) == (cue, mention)


def test_what_a_quote_brings_along_is_kept(nlp: Language) -> None:
    text = "“We will sign it,” said Mara Lind. Ivo Brandt nodded."
    at = text.index("Ivo Brandt")
    given_quote = Quote("a", "a:q1", "a:1", Span(1, 16), "direct", mention=Span(at, at + 10))
    (quote,), found = attribute(parse_article(Article("a", text, ""), nlp), [given_quote])
    assert (quote.actor, quote.mention, found) == ("Ivo Brandt", given_quote.mention, [])
    named = Quote("a", "a:q1", "a:1", Span(1, 16), "direct", actor="The crew")
    (quote,), _ = attribute(parse_article(Article("a", text, ""), nlp), [named])
    assert quote.actor == "The crew"


def test_nobody_is_a_diagnostic_and_no_guess(nlp: Language) -> None:
    text = "It rained all day.\n\n“We will sign the contract in the morning.”\n\nThe pier is wet."
    quotes, found = attributed(text, nlp)
    assert [quote.actor for quote in quotes] == [None]
    assert [(d.code, d.start) for d in found] == [("no-speaker", quotes[0].span.start)]


WORDS = st.lists(
    st.sampled_from(
        "Mara Lind Brandt she they said the minister “We will” , . : — \n\n "
        " told according to".split(" ")
    ),
    max_size=40,
)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(words=WORDS)
def test_spans_lie_in_the_text_and_ids_stay(words: list[str], nlp: Language) -> None:
    text = " ".join(words)
    parsed = parse_article(Article("a", text, ""), nlp)
    before = extract_quotes(parsed)[0]
    after, _ = attribute(parsed, before)
    assert [q.span_id for q in after] == [q.span_id for q in before]
    for quote in after:
        for span in (quote.cue, quote.mention):
            assert span is None or (0 <= span.start < span.end <= len(text))
        assert quote.actor is None or quote.actor.strip()

"""Constructions of attribution: a few sentences, and the actor of each quote in them."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quotestance.actors.attribute import attribute
from quotestance.quotes.extract import extract_quotes
from quotestance.quotes.parse import parse_article
from quotestance.records import Article, Quote


def attributed(text: str, nlp: Language) -> list[Quote]:
    parsed = parse_article(Article("a", text, ""), nlp)
    return attribute(parsed, extract_quotes(parsed)[0])[0]


# Who speaks. Text, then the actor of each quote span in it.
SPEAKERS = {
    "participle of an outer clause": (
        "Mara Lind said the winter timetable was ready, adding that the crews had agreed to it.",
        ["Mara Lind", "Mara Lind"],
    ),
    "participle, not of the addressee": (
        "Mara Lind sent a letter to Mayor Ivo Brandt urging the city to reopen the pier.",
        ["Mara Lind"],
    ),
    "participle of who issued a document": (
        "The Ferry Board issued a statement saying the pier was safe.",
        ["Ferry Board"],
    ),
    "shared subject": (
        "Mara Lind said it was late and added that the pier was closed.",
        ["Mara Lind", "Mara Lind"],
    ),
    "cited by somebody": (
        "The Ferry Gazette quoted Mara Lind as saying the pier would close.",
        ["Mara Lind"],
    ),
    "relayed by somebody": (
        "Mara Lind wrote, “We will sign it on Monday,” as reported by the Ferry Gazette.",
        ["Mara Lind"],
    ),
    "dateline": (
        "HARROW BAY, N.H. (AP) — Mara Lind announced that the pier would close.",
        ["Mara Lind"],
    ),
    "dateline in mixed case": (
        "Harrow, DC - Labor leaders said the pier would close.",
        ["Labor leaders"],
    ),
    "noun taken for a verb": (
        "“The old pier sinks a little every winter,” said study leader Mara Lind.",
        ["Mara Lind"],
    ),
    "apposition before the verb": (
        "On the quay, Mara Lind, crane driver at the port, said the pier would close.",
        ["Mara Lind"],
    ),
    "verb that reports nothing": (
        "“I have seen enough of this pier,” Lind barked. “Close it now and for good.”",
        ["Lind", "Lind"],
    ),
    "a sentence of its own before": (
        "Mara Lind tweeted “We are with the crews tonight.” Ivo Brandt remarked, “The pier stays.”",
        ["Mara Lind", "Ivo Brandt"],
    ),
    "a sentence of its own behind": (
        "Mara Lind gave this answer: “We have 40 cranes.” Since then, the port has reported more.",
        ["Mara Lind"],
    ),
    "colon behind marks": (
        "Mara Lind defended the closure as “a duty” of the port: “We cannot wait for an accident.”",
        ["Mara Lind"],
    ),
    "colon at the end of a paragraph": (
        "Mara Lind issued the following statement:\n\n“We will sign the contract on Monday.”",
        ["Mara Lind"],
    ),
    "adverbial between": (
        "Mara Lind opened the new pier. At noon, “I felt like a child on the first day of school.”",
        ["Mara Lind"],
    ),
    "owned by many": (
        "The dockers met on Monday. Their union said the port would close.",
        ["dockers' union"],
    ),
    "owned by a long description": (
        "Dockers in the old port of Harrow will stop work on Thursday, their union said.",
        ["union"],
    ),
    "numeral": ("About 4 in 10 said they would leave the union.", ["About 4 in 10"]),
    "clause before the phrase": (
        "The ferry and nearby inn were both evacuated and local police warned the quay might fall.",
        ["local police"],
    ),
}

# Under which name. Text, then the actor of each quote span in it.
NAMES = {
    "relative pronoun": (
        "The paper met Mara Lind, who said that the pier would close.",
        ["Mara Lind"],
    ),
    "apposition with a name": (
        "Mara Lind, sister of docker Ivo Brandt, said the pier would close.",
        ["Mara Lind"],
    ),
    "medium": ("The news broadcaster NTV reported the pier was closed.", ["NTV"]),
    "abbreviated country": (
        "The US has said it would not pay. The United States gave money in May.",
        ["United States"],
    ),
    "short form of a body": (
        "The Supreme Court of Moravia met. The Supreme Court said the pier was safe.",
        ["Supreme Court of Moravia"],
    ),
    "department of a body": (
        "The Harbour Division of the Ministry of Transport closed it. "
        "The Ministry of Transport said the pier was safe.",
        ["Ministry of Transport"],
    ),
    "number in a name": (
        "The Harrow 21 Project said it had found the boat.",
        ["Harrow 21 Project"],
    ),
    "place and name": (
        "Senator from Vermont Robert Lind left. Lind said he was tired.",
        ["Robert Lind"],
    ),
    "hyphen and small letter": (
        "“We will sign it,” said dock leader Lee Ha-eun.",
        ["Lee Ha-eun"],
    ),
    "embassy": (
        "The Moravian Embassy in Iraq advised travellers to leave.",
        ["Moravian Embassy in Iraq"],
    ),
    "named together": (
        "Mayors Mara Lind (OH-03) and Robert Brandt (OH-04) met. The mayors said it would close.",
        ["Mara Lind and Robert Brandt"],
    ),
    "time": ("Officials on Saturday said the pier was safe.", ["Officials"]),
    "contact clause": (
        "Some of the dockers the Gazette interviewed said they had gone home.",
        ["Some of the dockers"],
    ),
    "part of a document": (
        "Mara Lind wrote to us. Part of Lind's statement reads “the pier is not safe at all”.",
        ["Mara Lind"],
    ),
    "ruling": (
        "The Supreme Court of Moravia met on Monday. The ruling said the pier must close.",
        ["Supreme Court of Moravia"],
    ),
    "local and national": (
        "Health Minister Robert Lind came. The local health minister said the pier was closed.",
        ["local health minister"],
    ),
}


@pytest.mark.parametrize(
    ("text", "actors"),
    [pytest.param(*case, id=name) for name, case in (SPEAKERS | NAMES).items()],
)
def test_the_actor_is_found(text: str, actors: list[str], nlp: Language) -> None:
    assert [quote.actor for quote in attributed(text, nlp)] == actors


def test_the_relative_pronoun_is_the_mention(nlp: Language) -> None:
    text = NAMES["relative pronoun"][0]
    (quote,) = attributed(text, nlp)
    assert quote.mention is not None
    assert quote.mention.of(text) == "who"

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from quotestance.quotes.cues import is_according_to, is_cue, is_cue_noun, is_cue_verb, takes
from quotestance.quotes.extract import extract_quotes
from quotestance.quotes.parse import parse_article
from quotestance.records import Article, Diagnostic, Quote


def quotes_of(text: str, nlp: Language) -> tuple[list[Quote], list[Diagnostic]]:
    return extract_quotes(parse_article(Article("a", text, ""), nlp))


def kinds_and_texts(text: str, nlp: Language) -> list[tuple[str, str]]:
    return [(quote.kind, quote.span.of(text)) for quote in quotes_of(text, nlp)[0]]


# Text, then kind and words of each expected span: d direct, i indirect, m mixed.
RULES = {
    "cue after": ("“We will sign it,” Lind said.", ["d We will sign it"]),
    "cue before": ("Lind said, “We will sign it.”", ["d We will sign it"]),
    "inverted": ('"We will sign it", said Mara Lind.', ["d We will sign it"]),
    "question": ("“Who pays?” Lind asked.", ["d Who pays?"]),
    "sentences": (
        "“The pier is shut. The ferry is not,” Lind said.",
        ["d The pier is shut", "d The ferry is not"],
    ),
    "broken": (
        "“We will,” Lind said, “rebuild the pier.”",
        ["d We will", "d rebuild the pier"],
    ),
    "said what": (
        "The mayor said the pier would reopen in May.",
        ["i the pier would reopen in May"],
    ),
    "said that": (
        "The mayor said on Monday that the pier would reopen in May.",
        ["i the pier would reopen in May"],
    ),
    "told": (
        "Lind told reporters that the ferry was late.",
        ["i the ferry was late"],
    ),
    "content first": (
        "The ferry sank before dawn, the ministry said.",
        ["i The ferry sank before dawn"],
    ),
    "according": (
        "According to the ministry, the ferry sank before dawn.",
        ["i the ferry sank before dawn"],
    ),
    "according last": (
        "The ferry sank before dawn, according to the ministry.",
        ["i The ferry sank before dawn"],
    ),
    "refused": (
        "The owners have refused to sign the contract.",
        ["i to sign the contract"],
    ),
    "urged": (
        "The mayor urged the dockers to end the strike.",
        ["i to end the strike"],
    ),
    "called on": (
        "The mayor called on the dockers to end the strike.",
        ["i to end the strike"],
    ),
    "called for": ("The union called for a new inquiry.", ["i a new inquiry"]),
    "demanded": (
        "Moravia demanded a binding guarantee that the canal stay open.",
        ["i a binding guarantee that the canal stay open"],
    ),
    "coordinate cues": (
        "The union demanded a large pay rise and refused to end the strike.",
        ["i a large pay rise", "i to end the strike"],
    ),
    "semicolon": (
        "The pier is closed; the mayor said the ferry would sail.",
        ["i the ferry would sail"],
    ),
    "mixed": (
        "The mayor said the plan would “ruin the old harbour” within years.",
        ["m the plan would “ruin the old harbour” within years"],
    ),
    "mixed to the end": (
        "The mayor said the plan would “ruin the old harbour.”",
        ["m the plan would “ruin the old harbour"],
    ),
    "described as": ("Lind described the talks as “constructive”.", ["d constructive"]),
    "called": ("Lind called the offer “a bad joke”.", ["d a bad joke"]),
    "courts find": (
        "The court found that the owners had broken the law.",
        ["i the owners had broken the law"],
    ),
    "relayed": (
        "Officials said the mayor warned the owners of heavy fines.",
        ["i heavy fines"],
    ),
    "made clear": (
        "The minister made clear that the ban would stay.",
        ["i the ban would stay"],
    ),
    "hyphen": (
        "The mayor has urged both sides to de-escalate at once.",
        ["i to de-escalate at once"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), RULES.values(), ids=RULES.keys())
def test_rules(text: str, expected: list[str], nlp: Language) -> None:
    assert [f"{kind[0]} {words}" for kind, words in kinds_and_texts(text, nlp)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "She sang “The Long Quay” at the opening.",
        "Ivo “Iron” Brandt left the room.",
        "Critics watched the film “Night Ferry” on Monday.",
        "The so-called “grey fleet” sails at night.",
        "The company announced the new timetable.",
        "The mayor denied the report.",
        "The union could demand a pay rise.",
        "The bill directs the council to repair the pier.",
        "The divers found the wreck near the island.",
        "The ferry reportedly sank before dawn.",
        "The town believes in free trade.",
    ],
)
def test_no_quote(text: str, nlp: Language) -> None:
    assert kinds_and_texts(text, nlp) == []


def test_headlines_are_no_quotes(nlp: Language) -> None:
    text = "Mayor says 'no deal' with dockers\n\nThe mayor said the talks had failed."
    assert kinds_and_texts(text, nlp) == [("indirect", "the talks had failed")]


def test_a_glued_tag_inside_a_span_is_covered_by_it(nlp: Language) -> None:
    text = "Holm said that LindMara LindLind under fire Tolls rise MORE would pay."
    (quote,) = quotes_of(text, nlp)[0]
    assert quote.span.of(text) == text[len("Holm said that ") : -1]


def test_ids_number_spans_in_order_and_share_quotes(nlp: Language) -> None:
    text = (
        "“We will go. They stay,” Lind said. “It is late.”\n\n"
        "The union said the port was closed.\n\n“Nobody asked us,” Brandt said."
    )
    quotes = quotes_of(text, nlp)[0]
    assert [quote.span_id for quote in quotes] == ["a:1", "a:2", "a:3", "a:4", "a:5"]
    assert [quote.quote_id for quote in quotes] == ["a:q1", "a:q1", "a:q1", "a:q2", "a:q3"]


def test_paragraphs_of_one_quote_share_its_id_and_cue(nlp: Language) -> None:
    text = "Lind said: “We began in May.\n\n“We end in June.”"
    first, second = quotes_of(text, nlp)[0]
    assert first.quote_id == second.quote_id
    assert second.mention == first.mention is not None


@pytest.mark.parametrize(
    ("text", "cue", "mention"),
    [
        ("“We will sign it,” Lind told reporters.", "told", "Lind"),
        ("“We will sign it,” said Mara Lind, the mayor.", "said", "Mara Lind"),
        ("The new mayor said the pier would open.", "said", "The new mayor"),
        (
            "According to the harbour office, the pier is open.",
            "According to",
            "the harbour office",
        ),
        ("The union demanded a pay rise and refused to work.", "demanded", "The union"),
        ("The owner declined to comment on the talks.", "declined to comment on", "The owner"),
        ("She left, saying, “We will sign it.”", "saying", "She"),
        ("Brandt wrote on Monday:\n\n“We will sign it.”", "wrote", "Brandt"),
    ],
)
def test_cue_and_mention(text: str, cue: str, mention: str, nlp: Language) -> None:
    quote = quotes_of(text, nlp)[0][0]
    assert quote.cue is not None
    assert quote.mention is not None
    assert (quote.cue.of(text), quote.mention.of(text)) == (cue, mention)


def test_a_lost_mark_is_reported_and_costs_nothing_else(nlp: Language) -> None:
    text = "\ufeffHolm called it “odd.\n\n“We will sign it. “We will go,” Lind said."
    quotes, diagnostics = quotes_of(text, nlp)
    assert [quote.span.of(text) for quote in quotes] == ["We will go"]
    assert {one.code for one in diagnostics} == {"unpaired-quote-mark"}
    assert all(one.start is not None and text[one.start] == "“" for one in diagnostics)


def test_interviews_are_quotes_without_marks(nlp: Language) -> None:
    text = (
        "Q: Why now?\n\nA: The pier is old. It leaks.\n\nQ: Who pays?\n\nA: The town pays.\n\n"
        "We asked.\n\nQ: When?\n\nA: In May we start."
    )
    quotes = quotes_of(text, nlp)[0]
    assert [quote.span.of(text) for quote in quotes] == [
        "The pier is old",
        "It leaks",
        "The town pays",
        "We asked",
        "In May we start",
    ]
    assert [quote.quote_id[-1] for quote in quotes] == ["1", "1", "2", "2", "3"]


@pytest.mark.xfail(reason="quoted predicates of “as making” are read as quotes of their own")
def test_two_fragments_of_one_description(nlp: Language) -> None:
    text = "Lind described the “real danger” of the pier as making it “impossible to work there”."
    assert len(kinds_and_texts(text, nlp)) == 1


@pytest.mark.xfail(reason="a bare announcement of an event is a noun phrase without a clause")
def test_announced_event(nlp: Language) -> None:
    text = "The town announced three days of mourning for the sailors."
    assert kinds_and_texts(text, nlp) == [("indirect", "three days of mourning for the sailors")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "“" * 3000,
        '"' * 3001,
        "a" * 5000,
        "😀“😀”" * 300,
        "قال “لا” إنه " * 50,
        "' " * 999,
    ],
)
def test_odd_texts_are_read_without_an_error(text: str, nlp: Language) -> None:
    quotes, _ = quotes_of(text, nlp)
    assert all(quote.span.end <= len(text) for quote in quotes)


PLAIN = "Lind said that told reporters the pier would open refused to go according they demanded a"
MARKS = ["“", "”", '"', "'", "’", ",", ".", ";", ":", "\n\n", "\u200b", "\ufeff", "MORE", "😀"]
WORDS = st.lists(st.sampled_from([*PLAIN.split(), *MARKS]), max_size=40).map(" ".join)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(text=WORDS)
def test_spans_are_ordered_disjoint_and_trimmed(text: str, nlp: Language) -> None:
    quotes, diagnostics = quotes_of(text, nlp)
    end = 0
    for quote in quotes:
        assert end <= quote.span.start < quote.span.end <= len(text)
        assert not text[quote.span.start].isspace()
        assert not text[quote.span.end - 1].isspace()
        end = quote.span.end
    assert all(one.start is None or 0 <= one.start < len(text) for one in diagnostics)


def test_the_parse_is_that_of_the_cleaned_text(nlp: Language) -> None:
    text = "Lind said no.\n\nADVERTISEMENT\n\n" + "word " * 2000 + "x" * 1000
    parsed = parse_article(Article("a", text, ""), nlp)
    assert parsed.doc.text == parsed.clean.text


def test_the_cue_lexicon_answers_for_tokens(nlp: Language) -> None:
    doc = nlp("According to Lind, a warning was given, and she refused to go.")
    by_word = {token.text: token for token in doc}
    assert is_according_to(by_word["According"])
    assert is_cue_noun(by_word["warning"])
    assert is_cue_verb(by_word["refused"])
    assert takes(by_word["refused"], "infinitive")
    assert not is_cue(by_word["go"])

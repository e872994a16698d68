"""What every exchange format owes: the same articles back, clear words when it cannot."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from exchange_help import bare, pier, read_back, same, there_and_back
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labelled_strategy import labelled_articles
from quotestance.data.corpus import load_articles
from quotestance.data.exchange.formats import (
    EXPORTERS,
    IMPORTERS,
    export_articles,
    import_articles,
)
from quotestance.data.spans import read_spans
from quotestance.errors import ConfigError, DataError
from quotestance.records import LabelledArticle, Quote, Span

FORMATS = sorted(IMPORTERS)
SEEDS = Path(__file__).resolve().parents[3] / "seeds/articles"


def test_every_format_but_plain_text_is_read_and_written() -> None:
    assert set(EXPORTERS) - set(IMPORTERS) == {"text"}
    assert set(IMPORTERS) <= set(EXPORTERS)


@pytest.mark.parametrize("name", FORMATS)
def test_articles_come_back_as_they_were(name: str, tmp_path: Path) -> None:
    articles = [pier(), bare(), pier("same text"), pier("Ørsted 100% 王")]
    back = there_and_back(articles, name, tmp_path)
    for labelled in articles[:3]:
        same(back[labelled.article.id], labelled)
    odd = back["Ørsted 100%25 王"]
    assert [q.span for q in odd.quotes] == [q.span for q in articles[3].quotes]


@pytest.mark.parametrize("name", FORMATS)
def test_seed_articles_come_back_as_they_were(name: str, tmp_path: Path) -> None:
    articles = load_articles(SEEDS)[::7]
    back = there_and_back(articles, name, tmp_path)
    for labelled in articles:
        same(back[labelled.article.id], labelled)


@st.composite
def batches(draw: st.DrawFn) -> list[LabelledArticle]:
    """One or two articles with ids of their own."""
    found = []
    for name in ("one", "the other")[: draw(st.integers(1, 2))]:
        labelled = draw(labelled_articles())
        quotes = tuple(
            replace(
                quote,
                article_id=name,
                quote_id=quote.quote_id.replace("id:", f"{name}:"),
                span_id=quote.span_id.replace("id:", f"{name}:"),
            )
            for quote in labelled.quotes
        )
        found.append(replace(labelled, article=replace(labelled.article, id=name), quotes=quotes))
    return found


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(articles=batches())
def test_any_article_comes_back_as_it_was(name: str, articles: list[LabelledArticle]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        back = there_and_back(articles, name, Path(folder))
    for labelled in articles:
        same(back[labelled.article.id], labelled)


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_imported_is_written_the_same_again(name: str, tmp_path: Path) -> None:
    first = export_articles([pier(), bare()], name, tmp_path / "a")
    import_articles(tmp_path / "a", name, tmp_path / "in")
    again = sorted(read_back(tmp_path / "in").values(), key=lambda a: a.article.id, reverse=True)
    second = export_articles(again, name, tmp_path / "b")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_every_format_takes_no_articles(name: str, tmp_path: Path) -> None:
    paths = export_articles([], name, tmp_path / "new" / "folder")
    assert all(path.is_file() for path in paths)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_read_is_one_error(name: str, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "gone"):
        with pytest.raises(DataError, match="found no such file"):
            import_articles(place, name, tmp_path / "in")


def test_an_unknown_format_gets_a_hint(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Did you mean 'brat'"):
        export_articles([], "bart", tmp_path)
    with pytest.raises(ConfigError, match="expected one of jsonl, brat, label-studio, prodigy"):
        import_articles(tmp_path, "text", tmp_path)


def crossing(name: str) -> LabelledArticle:
    """A mention across the edge of its quote: no brackets can show it."""
    labelled = pier(name)
    first = labelled.quotes[0]
    across = Span(first.span.start - 3, first.span.start + 2)
    quote = Quote(
        name, f"{name}:q1", f"{name}:1", first.span, "direct", mention=across, stance="none"
    )
    return replace(labelled, quotes=(quote,))


@pytest.mark.parametrize("name", FORMATS)
def test_labels_that_cross_stop_their_article_alone(name: str, tmp_path: Path) -> None:
    export_articles([pier("a"), crossing("b"), bare("c")], name, tmp_path / "out")
    done = import_articles(tmp_path / "out", name, tmp_path / "in")
    assert not done.ok and done.left_out == 1
    assert sorted(read_back(tmp_path / "in")) == ["a", "c"]
    (error,) = [p for p in done.problems if p.severity == "error"]
    assert error.expected == "labels that lie inside or beside each other"
    assert (
        error.found.partition(" (")[0]
        == "the quote span 28..36 across the end of the mention 25..30"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_an_id_that_is_no_file_name_becomes_one(name: str, tmp_path: Path) -> None:
    export_articles([bare("north/south:1")], name, tmp_path / "out")
    (path,) = import_articles(tmp_path / "out", name, tmp_path / "in").written
    assert path.name == "north%2Fsouth%3A1.quotes.md"


@pytest.mark.parametrize("name", FORMATS)
def test_line_ends_that_markup_cannot_hold_are_a_warning(name: str, tmp_path: Path) -> None:
    labelled = bare()
    article = replace(labelled.article, text=labelled.article.text + "\r\n\r\n\n")
    export_articles([replace(labelled, article=article)], name, tmp_path / "out")
    done = import_articles(tmp_path / "out", name, tmp_path / "in")
    assert done.ok and [p.found for p in done.problems] == ["3; the others were left out"]
    assert read_back(tmp_path / "in")["bare"].article.text.endswith("At all.\r\n")


@pytest.mark.parametrize("name", FORMATS)
def test_an_article_without_a_text_is_an_error(name: str, tmp_path: Path) -> None:
    labelled = bare()
    empty = replace(labelled, article=replace(labelled.article, text=""))
    export_articles([empty, pier()], name, tmp_path / "out")
    done = import_articles(tmp_path / "out", name, tmp_path / "in")
    assert [(p.expected, p.found) for p in done.problems] == [("an article's text", "nothing")]
    assert list(read_back(tmp_path / "in")) == ["pier"]


def test_text_is_written_as_the_labels_count_it(tmp_path: Path) -> None:
    labelled = pier("north/south")
    (path,) = export_articles([labelled], "text", tmp_path)
    assert path.read_bytes().decode() == labelled.article.text
    assert path.name == "north%2Fsouth.txt"


def test_jsonl_is_a_span_file_for_training(tmp_path: Path) -> None:
    spans, _ = export_articles([pier("a"), pier("b")], "jsonl", tmp_path)
    pairs, problems = read_spans(spans)
    assert not problems
    assert [quote.span_id for _, quote in pairs][::5] == ["a:1", "b:1"]

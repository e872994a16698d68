"""What is wrong in a file of another tool: where, what was expected, what was found, the fix."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from exchange_help import QUOTE, TEXT, bare, bring_in, lines, messages, pier, read_back
from hypothesis import given, settings
from hypothesis import strategies as st

from quotestance.data.exchange.formats import export_articles, import_articles
from quotestance.errors import DataError

SPAN: dict[str, Any] = {"id": "1", "text": TEXT, **QUOTE}
COUNTING = "Offsets count characters (code points, not bytes or UTF-16 units), end exclusive."
T1 = "T1\tQuote 9 15\twe pay\nA1\tStance T1 commit\n"
IOB = f"# article {json.dumps({'id': 'a', 'text': TEXT}, ensure_ascii=False)}\n"
TAGS = "9\t11\twe\tB-commit\tO\tO\n12\t15\tpay\tI-commit\tO\tO\n"
TABLE = f'id,text\na,"{TEXT}"\n'
HEAD = "article_id,start,end,stance,kind,actor,text\n"


def region(name: str, start: int, end: int, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": [name]}
    return {
        "id": name,
        "from_name": "span",
        "to_name": "text",
        "type": "labels",
        "value": value,
        **more,
    }


def choice(name: str, *values: str, of: str = "quote") -> dict[str, Any]:
    value = {"choices": list(values)}
    return {"id": of, "from_name": name, "to_name": "text", "type": "choices", "value": value}


def tasks(*results: dict[str, Any]) -> dict[str, str]:
    """One task a line; the second line of the file is the task with the results."""
    task = {"data": {"text": TEXT}, "annotations": [{"result": list(results)}]}
    return {"tasks.json": f"[\n{json.dumps(task)}\n]\n"}


def brat(ann: str) -> dict[str, str]:
    return {"a.txt": TEXT, "a.ann": ann}


def table(spans: str) -> dict[str, str]:
    return {"articles.csv": TABLE, "spans.csv": HEAD + spans}


CASES: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "jsonl: broken line": (
        "jsonl",
        {"spans.jsonl": lines('{"id": 2,')},
        [
            "spans.jsonl:1: error: expected a JSON object, found Expecting property name enclosed "
            "in double quotes: line 1 column 10 (char 9). Write one object a line."
        ],
    ),
    "jsonl: overlap": (
        "jsonl",
        {"spans.jsonl": lines(SPAN, {**SPAN, "id": "2", "start": 12, "end": 20})},
        [
            "spans.jsonl:2: error: expected quote spans apart, found 12..20, which begins before "
            "15. Quote spans never overlap: end one before the other begins."
        ],
    ),
    "jsonl: two texts": (
        "jsonl",
        {
            "spans.jsonl": lines(
                {**SPAN, "article": "a"},
                {
                    **SPAN,
                    "id": "2",
                    "text": TEXT + " Or not.",
                    "article": "a",
                    "start": 21,
                    "end": 25,
                },
            )
        },
        [
            "spans.jsonl:2: error: expected one text for 'a', found another text than that of "
            "spans.jsonl:1. Give the article its own id, or all its lines the same text."
        ],
    ),
    "jsonl: actor that nobody names, mention of nobody": (
        "jsonl",
        {
            "spans.jsonl": lines(
                {**SPAN, "actor": "Eva Marsh"},
                {**SPAN, "id": "2", "start": 21, "end": 25, "mention": [0, 2]},
            )
        },
        [
            "spans.jsonl:1: warning: expected an actor by a name from the text, found 'Eva Marsh'. "
            "Use the fullest name that the article gives, without titles.",
            "spans.jsonl:2: warning: expected an actor for a quote with a mention, found 'Bo' as "
            "the mention of nobody. Name the actor.",
        ],
    ),
    "jsonl: two actors, two groups": (
        "jsonl",
        {
            "spans.jsonl": lines(
                {**SPAN, "article": "a", "actor": "Bo", "quote": "q3", "group": "x"},
                {
                    **SPAN,
                    "article": "a",
                    "id": "2",
                    "start": 21,
                    "end": 25,
                    "actor": "we",
                    "quote": "q3",
                    "group": "y",
                },
            )
        },
        [
            "spans.jsonl:2: error: expected one actor a quote, found 'Bo' and 'we' for a:q3. "
            "Give the second quote a number of its own.",
            "spans.jsonl:2: error: expected one group an article, found 'x' and 'y'. "
            "An article belongs to one event: correct one of the two.",
        ],
    ),
    "brat: labels, attributes and ids that are not known": (
        "brat",
        brat(T1 + "T2\tQuoted 3 7\tsaid\nA2\tStanze T1 warn\nA3\tKind T7 direct\nX what\n"),
        [
            "a.ann:3:4: error: expected a known label, found 'Quoted'. Did you mean 'Quote'?",
            "a.ann:4:4: error: expected a known label, found 'Stanze'. Did you mean 'Stance'?",
            "a.ann:6: error: expected a brat line T, R, A, # or *, found 'X what'. Write "
            "T1<tab>Quote 3 9<tab>text, R1<tab>SaidBy Arg1:T1 Arg2:T2, A1<tab>Kind T1 direct, "
            "#1<tab>AnnotatorNotes T1<tab>Name or *<tab>SameQuote T1 T2.",
            "a.ann:5:9: error: expected the id of a T line, found 'T7'. Correct the id or remove "
            "the line.",
        ],
    ),
    "brat: values that are not known": (
        "brat",
        brat(
            "T1\tQuote 9 15\twe pay\nA1\tStance T1 comit\nA2\tKind T1 dirct\n"
            "#1\tAnnotatorNotes T1\t \n"
        ),
        [
            "a.ann:3:12: error: expected a known kind, found 'dirct'. Did you mean 'direct'?",
            "a.ann:2:14: error: expected a known stance, found 'comit'. Did you mean 'commit'?",
            "a.ann:4:22: error: expected a text as actor, found ''. Write it, or leave it away "
            "when it is not known.",
        ],
    ),
    "brat: words elsewhere, offsets outside, white space": (
        "brat",
        brat(
            T1 + "T2\tQuote 9 99\tx\nA2\tStance T2 none\nT3\tCue 3 7\tsays\n"
            "R1\tCuedBy Arg1:T1 Arg2:T3\n"
            "T4\tQuote 0 3\tBo \nA3\tStance T4 none\n"
        ),
        [
            f"a.ann:5: error: expected 'says' at 3..7, found 'said'. {COUNTING}",
            "a.ann:3: error: expected whole numbers 0 <= start < end inside the text, found 9..99 "
            f"in a text of 31 characters. {COUNTING}",
            "a.ann:7: error: expected no space at the edge of a quote span, found 'Bo '. Move the "
            "space out of the label.",
        ],
    ),
    "brat: links that lead nowhere": (
        "brat",
        brat(
            T1 + "T2\tMention 0 2\tBo\nT3\tCue 3 7\tsaid\nR1\tCuedBy Arg1:T2 Arg2:T3\n"
            "A2\tKind T3 direct\n"
        ),
        [
            "a.ann:5: error: expected a link between a quote and its mention, its cue or another "
            "span of it, found T2 (mention) and T3 (cue). Correct or remove the link.",
            "a.ann:3: error: expected a quote for the mention, found T2 alone. Link it with its "
            "quote, or remove it.",
            "a.ann:4: error: expected a quote for the cue, found T3 alone. Link it with its "
            "quote, or remove it.",
            "a.ann:6:12: error: expected a quote for 'kind', found the cue T3. Move it to the "
            "quote, or remove it.",
        ],
    ),
    "brat: pieces with words between them": (
        "brat",
        brat("T1\tQuote 9 11;17 20\twe and\nA1\tStance T1 commit\n"),
        [
            "a.ann:1: error: expected a label in one piece, found 'pay”' between its pieces. Make "
            "it two quote spans, joined by *<tab>SameQuote.",
            f"a.ann:1: error: expected 'we and' at 9..20, found 'we pay” and'. {COUNTING}",
        ],
    ),
    "brat: half of a pair": (
        "brat",
        {"a.txt": TEXT},
        [
            "a.ann: error: expected a readable file, found No such file or directory. "
            "Check the path."
        ],
    ),
    "label-studio: broken JSON": (
        "label-studio",
        {"tasks.json": '[\n{"data": {"text": "x" "y"}}\n]'},
        [
            "tasks.json:2:23: error: expected JSON, found Expecting ',' delimiter. Repair it: "
            "what follows was not read."
        ],
    ),
    "label-studio: list without an end": (
        "label-studio",
        {"tasks.json": "[\n"},
        [
            "tasks.json:2:1: error: expected a ] at the end of the list, found the end of the "
            "file. Repair it: what follows was not read."
        ],
    ),
    "label-studio: labels, fields and ids that are not known": (
        "label-studio",
        tasks(
            region("quote", 9, 15),
            choice("stance", "comit"),
            choice("stanze", "warn"),
            choice("kind", "direct", of="zz"),
            region("quot", 0, 2),
            {"type": "brush"},
        ),
        [
            "tasks.json:2: error: expected one known label, found ['quot'] (result 5). Did you "
            "mean 'quote'?",
            "tasks.json:2: error: expected a result of type labels, choices, textarea or relation, "
            "found 'brush' (result 6). Use the interface of label_config.xml.",
            "tasks.json:2: error: expected a known field, found 'stanze' (result 3). Did you mean "
            "'stance'?",
            "tasks.json:2: error: expected a region for it, found 'zz' (result 4). Put it on a "
            "region, or remove it.",
            "tasks.json:2: error: expected a known stance, found 'comit' (result 2). Did you mean "
            "'commit'?",
        ],
    ),
    "label-studio: two answers, offsets outside": (
        "label-studio",
        tasks(region("quote", 9, 95), choice("stance", "warn", "none")),
        [
            "tasks.json:2: error: expected one stance a quote, found 'warn', 'none' (result 2). "
            "Keep one.",
            "tasks.json:2: error: expected whole numbers 0 <= start < end inside the text, found "
            f"9..95 in a text of 31 characters (result 1). {COUNTING}",
        ],
    ),
    "label-studio: two annotations": (
        "label-studio",
        {"tasks.json": json.dumps({"data": {"text": TEXT}, "annotations": [{"result": []}] * 2})},
        [
            "tasks.json:1:1: error: expected one annotation a task, found 2. Mark one as ground "
            "truth, or delete the others."
        ],
    ),
    "label-studio: another export": (
        "label-studio",
        {"tasks.json": '[{"text": "x"}]'},
        [
            "tasks.json:1:2: error: expected a task with 'data', found {'text': 'x'}. Export as "
            "JSON, not JSON-MIN."
        ],
    ),
    "prodigy: label, broken line, rejected": (
        "prodigy",
        {
            "p.jsonl": lines(
                {"text": TEXT, "spans": [{"start": 9, "end": 15, "label": "comit"}]},
                '{"text": "x", ',
                [1],
                {"text": "x", "answer": "reject"},
            )
        },
        [
            "p.jsonl:1: error: expected a known label, found 'comit' (span 1). Did you mean "
            "'commit'?",
            "p.jsonl:2:15: error: expected JSON, found Expecting property name enclosed in double "
            "quotes. Repair it or write it anew.",
            "p.jsonl:3: error: expected a JSON object, found list. Write one object a line.",
            "p.jsonl:4: warning: expected an accepted example, found 'reject'. It was left out; "
            "accept it in Prodigy.",
        ],
    ),
    "prodigy: links without labels, labels without links": (
        "prodigy",
        {
            "p.jsonl": lines(
                {
                    "text": TEXT,
                    "spans": [
                        {"start": 9, "end": 15, "label": "commit", "cue": [3, 7], "acter": "Bo"},
                        {"start": 0, "end": 2, "label": "mention"},
                    ],
                }
            )
        },
        [
            "p.jsonl:1: warning: expected the key 'actor', found 'acter' (span 1). Rename it.",
            "p.jsonl:1: error: expected a label 'cue' at 3..7, found none (span 1). Label it as "
            "cue, or correct the offsets that the quote gives.",
            "p.jsonl:1: error: expected a quote for the mention 0..2, found none (span 2). Give "
            'its quote "mention": [0, 2], or remove it.',
        ],
    ),
    "iob: comments": (
        "iob",
        {"a.iob": "0\t2\tBo\tO\tO\tO\n" + IOB + '# qoute {}\n# quote {"start": 1,}\n' + TAGS},
        [
            "a.iob:1: error: expected # article first, found '0 2 Bo O O O'. Begin every article "
            "with # article {…}.",
            "a.iob:3: error: expected # article or # quote, found '# qoute {}'. Did you mean "
            "'quote'?",
            "a.iob:4:21: error: expected JSON, found Expecting property name enclosed in double "
            "quotes. Repair it or write it anew.",
        ],
    ),
    "iob: tokens and tags": (
        "iob",
        {
            "a.iob": IOB
            + "9\t11\twe\tI-commit\tO\tO\n12\t15\tpax\tO\tO\tO\n12\t15\tpay\tI-comit\tO\tO\nx\ty\n"
            "3\t7\tsaid\tO\tB-cue\tO\n"
        },
        [
            "a.iob:2:9: error: expected I-commit after B-commit, found 'I-commit' after O. Begin "
            "the span with B-commit.",
            f"a.iob:3: error: expected 'pax' at 12..15, found 'pay'. {COUNTING}",
            "a.iob:4:11: error: expected O, B- or I- with a known label in the column 'quote', "
            "found 'I-comit'. Did you mean 'commit'?",
            "a.iob:5: error: expected start, end, token, quote, cue and mention, divided by tabs, "
            "found 'x y'. Write for example 0<tab>4<tab>They<tab>O<tab>O<tab>B-mention.",
            "a.iob:6:12: error: expected a quote for the cue 3..7, found none. Give its quote "
            '"cue": [3, 7], or remove it.',
        ],
    ),
    "iob: a comment without tags": (
        "iob",
        {"a.iob": IOB + '# quote {"start": 3, "end": 7}\n' + TAGS},
        [
            "a.iob:2: error: expected tags of a quote at 3..7, found none. Tag its tokens, or "
            "correct start and end."
        ],
    ),
    "csv: rows": (
        "csv",
        table("a,9,15,comit,,,we pay\nb,1,2,none,,,x\na,1\na,21,x,none,,,\na,21,25,none,,,lift\n"),
        [
            "spans.csv:3: error: expected the id of an article, found 'b'. Add the article to "
            "articles.csv, or correct the id.",
            "spans.csv:4: error: expected 7 fields, found 2. Put fields that hold a comma into "
            "quotes.",
            "spans.csv:2: error: expected a known stance, found 'comit'. Did you mean 'commit'?",
            "spans.csv:5: error: expected whole numbers 0 <= start < end inside the text, found 21 "
            f"and 'x'. {COUNTING}",
            f"spans.csv:6: error: expected 'lift' at 21..25, found 'left'. {COUNTING}",
        ],
    ),
    "csv: columns": (
        "csv",
        {
            "articles.csv": TABLE,
            "spans.csv": "article_id,start,stop,stance,actr\na,9,15,commit,Bo\n",
        },
        [
            "spans.csv: error: expected the columns article_id, start, end, stance, found "
            "article_id, start, stop, stance, actr. Add or rename end.",
            "spans.csv: warning: expected the column 'actor', found 'actr'. Rename it.",
        ],
    ),
    "csv: quotes": (
        "csv",
        {"articles.csv": TABLE, "spans.csv": HEAD + 'a,9,15,commit,,,"we pay\n'},
        [
            "spans.csv:2: error: expected a CSV row, found unexpected end of data. Repair its "
            "quotes: a quote mark in a text is written twice."
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_named(name: str, tmp_path: Path) -> None:
    format_name, files, expected = CASES[name]
    done = bring_in(tmp_path, format_name, files)
    assert messages(done, tmp_path) == expected
    assert done.ok == all(" warning: " in message for message in expected)


@pytest.mark.parametrize(
    ("format_name", "files"),
    [
        (
            "jsonl",
            {"spans.jsonl": lines({**SPAN, "start": 99}, {**SPAN, "article": "good", "id": "2"})},
        ),
        ("brat", {**brat("broken\n"), "good.txt": TEXT, "good.ann": T1}),
        ("iob", {"a.iob": IOB + "broken\n\n" + IOB.replace('"a"', '"good"') + TAGS}),
        (
            "csv",
            {
                "articles.csv": TABLE + f"good,{TEXT}\n",
                "spans.csv": HEAD + "a,9\ngood,9,15,warn,,,\n",
            },
        ),
        (
            "prodigy",
            {
                "p.jsonl": lines(
                    {"text": 3},
                    {
                        "text": TEXT,
                        "spans": [{"start": 9, "end": 15, "label": "warn"}],
                        "meta": {"id": "good"},
                    },
                )
            },
        ),
        (
            "label-studio",
            {
                "t.jsonl": lines(
                    {"data": 3},
                    {
                        "data": {"text": TEXT, "article_id": "good"},
                        "annotations": [
                            {"result": [region("quote", 9, 15), choice("stance", "warn")]}
                        ],
                    },
                )
            },
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_other_articles_come_out(
    format_name: str, files: dict[str, str], tmp_path: Path
) -> None:
    done = bring_in(tmp_path, format_name, files)
    assert not done.ok and done.left_out == 1
    (found,) = read_back(tmp_path / "in").values()
    (quote,) = found.quotes
    assert (found.article.id, quote.span.of(found.article.text), quote.kind) == (
        "good",
        "we pay",
        "direct",
    )


def test_a_damaged_parquet_file_is_one_problem(tmp_path: Path) -> None:
    for name in ("articles", "spans"):
        (tmp_path / f"{name}.parquet").write_bytes(b"PAR1 and no more")
    done = bring_in(tmp_path, "parquet", {})
    assert len(done.problems) == 2 and not done.written
    assert done.problems[0].expected == "a Parquet file with texts in UTF-8"


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_bytes('{"text": "é"}'.encode("latin-1"))
    done = bring_in(tmp_path, "prodigy", {})
    assert messages(done, tmp_path) == [
        "p.jsonl: error: expected a file in UTF-8, found byte 10 of another encoding. "
        "Save the file as UTF-8."
    ]


def test_half_a_surrogate_pair_is_named(tmp_path: Path) -> None:
    done = bring_in(tmp_path, "prodigy", {"p.jsonl": '{"text": "a \\ud83d b"}'})
    assert messages(done, tmp_path) == [
        "p.jsonl:1: error: expected characters in the text, found half of a surrogate pair. "
        "Write characters beyond U+FFFF as pairs of escapes."
    ]


def test_an_id_twice_is_named(tmp_path: Path) -> None:
    line = {"text": TEXT, "spans": [], "meta": {"id": "a"}}
    done = bring_in(tmp_path, "prodigy", {"p.jsonl": lines(line, line)})
    assert messages(done, tmp_path) == [
        "p.jsonl:2: error: expected a new article id, found 'a' again. "
        "Give every article an id of its own."
    ]
    assert (len(done.written), done.left_out) == (1, 1)


def test_an_id_too_long_for_a_file_is_named(tmp_path: Path) -> None:
    line = {"text": TEXT, "meta": {"id": "a" * 300}}
    (problem,) = bring_in(tmp_path, "prodigy", {"p.jsonl": lines(line)}).problems
    assert problem.expected == "a file name that can be written"


@pytest.mark.parametrize("format_name", ["brat", "csv", "iob", "jsonl", "label-studio", "prodigy"])
@settings(max_examples=20)
@given(data=st.data())
def test_damage_is_named_and_never_a_crash(format_name: str, data: st.DataObject) -> None:
    """A few characters changed anywhere: articles come out, or problems, or one error."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in export_articles([pier(), bare()], format_name, folder):
            text = path.read_bytes().decode()
            start = data.draw(st.integers(0, len(text)))
            stop = start + data.draw(st.integers(0, 5))
            new = data.draw(st.text('"{}[],:;#*\t\n T0', max_size=3))
            path.write_text(text[:start] + new + text[stop:], encoding="utf-8", newline="")
        try:
            done = import_articles(folder, format_name, folder / "in")
        except DataError:
            return
        assert len(read_back(folder / "in")) == len(done.written)
        assert done.ok or all(str(problem).count("expected") for problem in done.problems)

"""The user's list of actors: what is read, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotestance.data.actor_list import ListedActor, read_actor_list
from quotestance.errors import DataError

ROOT = Path(__file__).resolve().parents[2]
HEAD = "name,aliases,id\n"


def read(tmp_path: Path, name: str, content: str | bytes) -> list[ListedActor]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_actor_list(path)


LIND = ListedActor("Mara Lind", ("Lind", "M. Lind"), "Q1")
UNION = ListedActor("Dockers, United")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", HEAD + 'Mara Lind,Lind|M. Lind,Q1\n"Dockers, United",,\n'),
        (
            "a.CSV",
            '\ufeffid,name,aliases\r\nQ1, Mara  Lind ,Lind | |M. Lind\r\n\r\n,"Dockers, United",',
        ),
        ("a.csv", HEAD + 'Mara Lind,Lind,Q1\n"Dockers, United",,\nMara Lind,M. Lind,Q1\n'),
        (
            "a.jsonl",
            '{"name": "Mara Lind", "aliases": ["Lind", "M. Lind"], "id": "Q1"}\n\n'
            '{"name": "Dockers, United", "aliases": null, "id": null}\n',
        ),
        (
            "a.jsonl",
            '{"id": "Q1", "aliases": ["Lind", "", "M. Lind"], "name": "Mara Lind"}\n'
            '{"name": "Dockers, United", "id": ""}',
        ),
    ],
)
def test_lists_are_read(tmp_path: Path, name: str, content: str) -> None:
    assert read(tmp_path, name, content) == [LIND, UNION]


def test_columns_that_say_nothing_may_be_missing(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", "name\nMara Lind\n") == [ListedActor("Mara Lind")]


def test_both_example_files_hold_the_same_actors() -> None:
    listed = read_actor_list(ROOT / "docs/examples/actors.csv")
    assert listed == read_actor_list(ROOT / "docs/examples/actors.jsonl")
    assert len(listed) >= 3


BAD = {
    "ending": ("a.txt", "x", "", "a list of actors in .csv or .jsonl, found '.txt'. Rename"),
    "unknown column": ("a.csv", "name,alias\n", ":1", "found 'alias'. Did you mean 'aliases'?"),
    "no name column": ("a.csv", "aliases,id\n", ":1", "a column 'name', and none twice, found"),
    "column twice": ("a.csv", "name,id,id\n", ":1", "found name,id,id. Begin the file with"),
    "no name": ("a.csv", HEAD + "Ada,,\n ,Lind,Q1\n", ":3", "expected a name, found none. Name"),
    "bare comma": ("a.csv", HEAD + "Lind, Mara,,Q1\n", ":2", "3 fields, found 4. Put fields"),
    "bare quote": ("a.csv", HEAD + '"a" b,,\n', ":2", "expected a CSV row"),
    "other id": (
        "a.csv",
        HEAD + "Ada,,Q1\nBo,,\nAda,,Q2\nBo,,Q3\n",
        ":4",
        "one id for 'Ada', which line 2 has, too, found 'Q1' and 'Q2'. Correct the id, or tell "
        "the names apart: 'Mara Lind (minister)'. (1 more error",
    ),
    "an id and none": ("a.csv", HEAD + "Bo,,\nBo,,Q3\n", ":3", "found none and 'Q3'."),
    "invalid JSON": ("a.jsonl", '{"name": "Ada"}\n{"name": \n', ":2:10", "expected JSON, found"),
    "no object": ("a.jsonl", '["Ada"]\n', ":1", "expected a JSON object, found list"),
    "unknown key": ("a.jsonl", '{"name": "A", "ids": "1"}', ":1", "Did you mean 'id'?"),
    "no name key": ("a.jsonl", '{"aliases": ["Lind"]}', ":1", "expected a name, found none"),
    "id a number": ("a.jsonl", '{"name": "A", "id": 0}', ":1", "text as id, found 0. Put it"),
    "name a list": ("a.jsonl", '{"name": []}', ":1", "expected text as name, found []"),
    "one alias": ("a.jsonl", '{"name": "A", "aliases": "B"}', ":1", "a list of texts as aliases"),
    "null alias": ("a.jsonl", '{"name": "A", "aliases": [null]}', ":1", "found [None]. Write"),
    "nobody": ("a.csv", HEAD, "", "expected actors, found none. Add one a line."),
    "empty": ("a.jsonl", "", "", "expected actors, found none. Add one a line."),
    "encoding": ("a.csv", HEAD.encode() + b"Zo\xeb,,\n", "", "expected a file in UTF-8, found"),
}


@pytest.mark.parametrize(("name", "content", "place", "message"), BAD.values(), ids=BAD)
def test_mistakes_are_named_with_their_line(
    tmp_path: Path, name: str, content: str | bytes, place: str, message: str
) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path, name, content)
    assert caught.value.where == f"{tmp_path / name}{place}"
    assert message in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="expected a readable file, found No such file"):
        read_actor_list(tmp_path / "a.csv")

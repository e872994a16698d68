from __future__ import annotations

import io
from pathlib import Path

import pytest
from reader_help import HEADER, articles, read, rejected

from quotestance.data.readers import read_articles
from quotestance.errors import InputError

TEXT = "The gates stay shut.\n"


def test_folder_is_recursive_sorted_and_says_what_it_skips(tmp_path: Path) -> None:
    for name in ["b.TXT", "a/z.txt", "a/.h.txt", ".git/x.txt", "c.quotes.md", "i.png", "R.md"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(HEADER + "Text." if "quotes" in name else "Text.")
    notes: list[str] = []
    found = list(read_articles([str(tmp_path)], note=notes.append))
    assert [item.id for item in found] == ["z", "b", "c"]
    assert notes == [f"{tmp_path}: 2 files of unknown ending skipped (.md, .png)"]


def test_the_same_file_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Text.")
    assert len(read(path, tmp_path, tmp_path / "*.txt", tmp_path / "." / "a.txt")) == 1


def test_glob_takes_files_and_folders(tmp_path: Path) -> None:
    for name in ["n1/a.txt", "n2/b.txt", "m/c.txt"]:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("Text.")
    assert [a.id for a in articles(tmp_path / "n*")] == ["a", "b"]
    assert [a.id for a in articles(f"{tmp_path}/**/*.txt")] == ["c", "a", "b"]


def test_a_name_with_glob_characters_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "port [1].txt"
    path.write_text("Text.")
    assert articles(path)[0].id == "port [1]"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("artcle.txt", "Did you mean 'article.txt'?"),
        ("nwes/a/b.txt", "Did you mean 'news'?"),
        ("article.txt/x.txt", "found no"),
        ("*.csv", "found no file"),
        ("empty", "found no file"),
        ("news", "found 1 files, none of these"),
        ("news/a.docx", "found '.docx'"),
        ("bare", "found no ending"),
    ],
)
def test_wrong_paths_are_said_before_anything_is_read(name: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Text.")
    (tmp_path / "bare").write_text("Text.")
    (tmp_path / "empty").mkdir()
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.docx").write_text("Text.")
    with pytest.raises(InputError) as error:  # at the call, not at the first article
        read_articles([f"{tmp_path}/article.txt", f"{tmp_path}/{name}"], note=print)
    assert said in str(error.value)


def test_no_input_is_an_error() -> None:
    with pytest.raises(InputError, match="Name one"):
        read_articles([], note=print)


@pytest.mark.parametrize(
    ("data", "ids", "markup"),
    [
        (TEXT.encode(), ["stdin"], "plain"),
        (b'\n {"text": "One."}\n{"text": "Two.", "id": 7}\n', ["stdin-2", "7"], "plain"),
        (b"<!DOCTYPE html>\n<p>Text.", ["stdin"], "html"),
    ],
)
def test_standard_input(
    data: bytes, ids: list[str], markup: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = articles("-")
    assert [article.id for article in found] == ids
    assert {article.markup for article in found} == {markup}
    assert {article.path for article in found} == {"-"}


def test_unreadable_file_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    [item] = rejected(tmp_path)
    assert "expected a readable file, found 'No such file" in item.reason


def test_file_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "caf\udce9.txt"
    path.write_text("Text.")
    assert articles(tmp_path)[0].id == "caf\ufffd"

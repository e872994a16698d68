from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotestance.data.files import write_atomic, write_jsonl


def test_appears_only_when_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "out.txt"
    with write_atomic(path) as stream:
        stream.write("“a”\r\nb\n")
        assert not path.exists()
    assert path.read_bytes() == "“a”\r\nb\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_error_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")
    with pytest.raises(KeyError), write_atomic(path) as stream:
        stream.write("half")
        raise KeyError("stop")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_output_has_the_permissions_of_a_plain_file(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    with write_atomic(tmp_path / "out") as stream:
        stream.write("x")
    assert (tmp_path / "out").stat().st_mode == plain.stat().st_mode


def test_jsonl_keeps_every_string(tmp_path: Path) -> None:
    records = [{"a": "“é” 🙂\n\u2028"}, {"b": "\ud83d"}, {}]
    path = tmp_path / "out.jsonl"
    assert write_jsonl(path, iter(records)) == 3
    lines = path.read_bytes().decode().split("\n")
    assert [json.loads(line) for line in lines[:-1]] == records
    assert "“é”" in lines[0]


def test_jsonl_refuses_nan_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_jsonl(tmp_path / "out.jsonl", [{"a": float("nan")}])
    assert not list(tmp_path.iterdir())

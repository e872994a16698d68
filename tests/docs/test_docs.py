"""The pages say what is true: links lead somewhere, commands parse, settings and records exist."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "seeds/README.md", ROOT / "data/README.md"]
)
FENCE = re.compile(r"^```(?P<language>[\w-]*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\((?P<target>[^)\s]+)\)")
INLINE = re.compile(r"`([^`\n]+)`")


def page_id(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(language: str) -> list[tuple[str, str]]:
    """(page, body) of every fenced block of a language."""
    return [
        (page_id(page), match["body"])
        for page in PAGES
        for match in FENCE.finditer(page.read_text(encoding="utf-8"))
        if match["language"] == language
    ]


def prose(page: Path) -> str:
    """A page without its fenced blocks and comments."""
    return COMMENT.sub("", FENCE.sub("", page.read_text(encoding="utf-8")))


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub makes of the headings of a page."""
    found: set[str] = set()
    for heading in re.findall(r"^#{1,6} (.+)$", prose(page), re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        number = next(n for n in range(99) if (f"{slug}-{n}" if n else slug) not in found)
        found.add(f"{slug}-{number}" if number else slug)
    return found


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links_and_anchors_lead_somewhere(page: Path) -> None:
    broken = []
    for match in LINK.finditer(INLINE.sub("``", prose(page))):
        target, _, anchor = match["target"].partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = (page.parent / target).resolve() if target else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(match["target"])
    assert not broken


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page.suffix == ".md" and page.is_file():
            reached.add(page)
            targets = (m["target"].partition("#")[0] for m in LINK.finditer(prose(page)))
            waiting += [(page.parent / t).resolve() for t in targets if t and ":" not in t]
    assert {page_id(page) for page in PAGES} <= {page_id(page) for page in reached}


def test_the_command_line_page_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("generate_cli", ROOT / "docs/generate_cli.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # Word by word: Python versions break the lines of a help text differently.
    written = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    assert written.split() == module.cli_page().split(), "run python docs/generate_cli.py"


@pytest.mark.parametrize(("page", "body"), blocks("json"))
def test_json_blocks_parse(page: str, body: str) -> None:
    json.loads(body)


@pytest.mark.parametrize(("page", "body"), blocks("jsonl"))
def test_json_lines_blocks_are_span_files(page: str, body: str, tmp_path: Path) -> None:
    from quotestance.data.spans import read_spans

    file = tmp_path / "spans.jsonl"
    file.write_text(body, encoding="utf-8")
    pairs, problems = read_spans(file)
    assert pairs and not problems


@pytest.mark.parametrize(("page", "body"), blocks("yaml"))
def test_yaml_blocks_parse(page: str, body: str) -> None:
    assert isinstance(yaml.safe_load(body), dict)


def test_records_in_the_pages_hold_on_the_example_article() -> None:
    with (ROOT / "docs/examples/harbour.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    keys: set[tuple[str, ...]] = set()
    for _, body in blocks("json"):
        record = json.loads(body)
        if record.get("article_id") != "harbour":
            continue
        keys.add(tuple(record))
        for place in (record, record["cue"], record["mention"]):
            assert text[place["start"] : place["end"]] == place["text"]
        assert sum(record["probabilities"].values()) == pytest.approx(1, abs=1e-5)
    assert len(keys) == 1


def test_json_examples_of_span_and_standoff_formats_are_valid(tmp_path: Path) -> None:
    from quotestance.data.spans import read_spans
    from quotestance.data.standoff import join_record

    records = [json.loads(body) for page, body in blocks("json") if page == "docs/formats.md"]
    (span,) = (record for record in records if "group" in record)
    file = tmp_path / "spans.jsonl"
    file.write_text(json.dumps(span), encoding="utf-8")
    pairs, problems = read_spans(file)
    assert len(pairs) == 1 and not problems
    (standoff,) = (record for record in records if "doc" in record)
    article, problems = join_record(standoff, ROOT / "docs/examples/harbour.txt", "formats.md")
    assert article is not None and len(article.quotes) == 1 and not problems


@pytest.mark.parametrize("name", ["spans.jsonl", "sentences.csv"])
def test_the_example_span_files_have_no_problem(name: str) -> None:
    from quotestance.data.spans import read_spans

    pairs, problems = read_spans(ROOT / "docs/examples" / name)
    assert pairs and not problems


# Commands


def words_of(line: str) -> list[list[str]]:
    """The words of each command of a shell line, without comments and operators."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|;&<>")
    lexer.whitespace_split = True
    lexer.commenters = "#"
    commands: list[list[str]] = [[]]
    for word in lexer:
        if re.fullmatch(r"[|;&]+", word):
            commands.append([])
        else:
            commands[-1].append(word)
    found = []
    for words in commands:
        if "quotestance" in words:  # first, or behind xargs and its options
            call = words[words.index("quotestance") + 1 :]
            end = next((i for i, word in enumerate(call) if word in ("<", ">")), len(call))
            found.append(call[:end])
    return found


def commands() -> Iterator[tuple[str, str]]:
    """(page, command) of every ``quotestance …`` in shell blocks, in code and in comments."""
    for page, body in blocks("sh"):
        yield from ((page, line) for line in body.splitlines() if "quotestance " in line)
    for page in PAGES:
        for code in INLINE.findall(prose(page)):
            # Two words are a command's name, not a call.
            if re.match(r"quotestance [a-z-]+ ", code) and "…" not in code:
                yield page_id(page), code
    for page, body in [*blocks("yaml"), *blocks("text")]:
        for line in body.splitlines():
            plain = re.sub(r"\s+\(.*\)$", "", line.strip().removeprefix("# "))
            if plain.startswith("quotestance ") and "…" not in plain and "[" not in plain:
                yield page, plain


def composable(override: str) -> str | None:
    """An override with the first value of a sweep; None for what this checkout cannot hold."""
    key, _, value = override.partition("=")
    if key.startswith("hydra"):
        return None
    file = ROOT / "configs" / key / f"{value}.yaml"
    if key in {"labels", "model", "experiment", "data"} and not file.is_file():
        return None  # a placeholder, or a file that the page tells how to add
    swept = re.fullmatch(r"[^\[\]'\",]+(,[^\[\]'\",]+)+", value)
    return f"{key}={value.split(',')[0]}" if swept else override


@pytest.mark.parametrize(("page", "line"), sorted(set(commands())))
def test_commands_parse_and_their_settings_compose(page: str, line: str) -> None:
    from quotestance.cli import parse
    from quotestance.cli.arguments import split_words, with_file
    from quotestance.config.load import compose_config
    from quotestance.config.schema import TrainConfig, UseConfig

    calls = words_of(line)
    assert calls, line
    for words in calls:
        if "--help" in words or words == ["COMMAND"]:
            continue
        arguments = parse(words)
        given = getattr(arguments, "words", [])
        paths, overrides = split_words(given)
        wanted = [o for override in overrides if (o := composable(override)) is not None]
        if arguments.command == "train":
            assert not paths
            compose_config("train", wanted, TrainConfig)
            continue
        files = paths if arguments.command in {"evaluate", "compare", "check"} else []
        compose_config("use", with_file([*files, *wanted]), UseConfig)


def test_enough_commands_were_found() -> None:
    """A slip in the search above must not make its tests empty."""
    found = [words[0] for _, line in commands() for words in words_of(line)]
    assert {"predict", "train", "evaluate", "compare", "check", "data"} <= set(found)
    assert len(found) > 40

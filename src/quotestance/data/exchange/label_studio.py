"""Label Studio tasks (https://labelstud.io/guide/task_format): ``tasks.json``.

The labels ``quote``, ``cue`` and ``mention`` stand on stretches of the text; a quote has the
choices ``kind`` and ``stance`` and the text fields ``actor`` and ``quote`` (the number that
spans of one quote share); relations lead from a quote to its mention and cue. Offsets count
code points of ``data.text``, end exclusive, as Label Studio counts them. ``label_config.xml``
is the labelling interface for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from quotestance.data.exchange.draft import Draft, Place, meta_of, read_meta
from quotestance.data.exchange.files import input_files, read_text, write_text
from quotestance.data.exchange.graph import CUE, FACTS, MENTION, NODES, QUOTE, Link, Node, add_graph
from quotestance.data.exchange.json_input import json_values
from quotestance.data.files import json_line
from quotestance.data.problems import Problem
from quotestance.errors import nearest
from quotestance.labels import LabelSet
from quotestance.records import KINDS, LabelledArticle, Quote, Span

TASKS_FILE = "tasks.json"
CONFIG_FILE = "label_config.xml"
LABELS, TEXT = "span", "text"
RELATIONS = {MENTION: "said by", CUE: "cued by"}
_EXPORT = "Export as JSON, not JSON-MIN."
_COLOURS = {QUOTE: "#4c78a8", MENTION: "#54a24b", CUE: "#f58518"}
_WHEN = f'toName="{TEXT}" perRegion="true" whenTagName="{LABELS}" whenLabelValue="{QUOTE}"'

Result = dict[str, Any]


def export_label_studio(
    articles: Sequence[LabelledArticle], out: Path, labels: LabelSet
) -> list[Path]:
    """``tasks.json``, one task a line with one annotation, and ``label_config.xml``."""
    tasks = ",\n".join(json_line(_task(labelled)) for labelled in articles)
    written = write_text(out / TASKS_FILE, f"[\n{tasks}\n]\n" if tasks else "[]\n")
    return [written, write_text(out / CONFIG_FILE, label_config(labels))]


def label_config(labels: LabelSet) -> str:
    """The labelling interface, for Label Studio's settings of a project."""
    relations = [*RELATIONS.values(), "same quote"]
    lines = [
        "<View>",
        "  <Relations>",
        *(f'    <Relation value="{name}"/>' for name in relations),
        "  </Relations>",
        f'  <Labels name="{LABELS}" toName="{TEXT}">',
        *(f'    <Label value="{name}" background="{_COLOURS[name]}"/>' for name in NODES),
        "  </Labels>",
        f'  <Text name="{TEXT}" value="$text" granularity="word"/>',
    ]
    for name, choices in (("kind", KINDS), ("stance", labels.names)):
        lines.append(f'  <Choices name="{name}" {_WHEN} choice="single" showInline="true">')
        lines += [f'    <Choice value="{choice}"/>' for choice in choices]
        lines.append("  </Choices>")
    for name, hint in (("actor", "the actor's fullest name"), ("quote", "number of the quote")):
        lines.append(f'  <TextArea name="{name}" {_WHEN} maxSubmissions="1" placeholder="{hint}"/>')
    return "\n".join([*lines, "</View>", ""])


def _task(labelled: LabelledArticle) -> dict[str, Any]:
    """One article as a task; ``data`` also carries its id, title, style, domain and event."""
    article = labelled.article
    results: list[Result] = []
    linked: dict[tuple[str, Span], str] = {}
    relations: list[Result] = []

    def region(name: str, span: Span) -> tuple[str, dict[str, Any]]:
        key = f"{name}-{span.start}-{span.end}"
        place = {"start": span.start, "end": span.end}
        value = {**place, "text": span.of(article.text), "labels": [name]}
        results.append(_result(key, LABELS, "labels", value))
        return key, place

    for quote in labelled.quotes:
        own, place = region(QUOTE, quote.span)
        results += [_fact(own, place, name, value) for name, value in _facts(quote).items()]
        for name, span in ((MENTION, quote.mention), (CUE, quote.cue)):
            if span is None:
                continue
            if (name, span) not in linked:
                linked[name, span], _ = region(name, span)
            ends = {"from_id": own, "to_id": linked[name, span], "direction": "right"}
            relations.append({"type": "relation", **ends, "labels": [RELATIONS[name]]})
    data = {"text": article.text, "article_id": article.id, **meta_of(labelled)}
    return {"data": data, "annotations": [{"result": results + relations}]}


def _facts(quote: Quote) -> dict[str, str]:
    """What stands on a quote region beside its label."""
    number = quote.quote_id.rpartition(":")[2]
    known = {"kind": quote.kind, "stance": quote.stance, "actor": quote.actor, "quote": number}
    return {name: value for name, value in known.items() if value is not None}


def _fact(region: str, place: dict[str, Any], name: str, value: str) -> Result:
    """A choice or a text field of a region."""
    if name in ("kind", "stance"):
        return _result(region, name, "choices", {**place, "choices": [value]})
    return _result(region, name, "textarea", {**place, "text": [value]})


def _result(region: str, name: str, kind: str, value: dict[str, Any]) -> Result:
    return {"id": region, "from_name": name, "to_name": TEXT, "type": kind, "value": value}


def read_label_studio(source: Path, labels: LabelSet) -> Iterator[Draft | Problem]:
    """The tasks of a JSON export (a list, or one task a line), or of a folder of them."""
    for file in input_files(source, [".json", ".jsonl"]):
        content = read_text(file)
        if isinstance(content, Problem):
            yield content
            continue
        for number, entry in enumerate(json_values(content, str(file)), 1):
            if isinstance(entry, Problem):
                yield entry
            else:
                yield _read_task(*entry, f"{file.stem}-{number}")


def _read_task(at: Place, task: Any, name: str) -> Draft:
    """One task as a draft."""
    data = task.get("data") if isinstance(task, dict) else None
    if not isinstance(data, dict):
        problem = at.problem("a task with 'data'", _shown(task), _EXPORT)
        return Draft(at, name, None, problems=[problem])
    given = data.get("article_id")
    meta, problems = read_meta(data, at)
    draft = Draft(at, str(given) if given else name, data.get("text"), meta, problems=problems)
    nodes: dict[str, Node] = {}
    links: list[Link] = []
    facts: list[tuple[Result, Place]] = []
    for number, result in enumerate(_results(task, draft), 1):
        place = Place(at.path, at.line, part=f"result {number}")
        kind = result.get("type") if isinstance(result, dict) else None
        if kind == "relation":
            links.append(Link(place, str(result.get("from_id")), str(result.get("to_id"))))
        elif kind == "labels":
            _read_region(result, place, nodes, draft)
        elif kind in ("choices", "textarea"):
            facts.append((result, place))
        else:
            expected = "a result of type labels, choices, textarea or relation"
            fix = f"Use the interface of {CONFIG_FILE}."
            draft.problems.append(place.problem(expected, repr(kind), fix))
    for result, place in facts:
        _read_fact(result, place, nodes, draft)
    add_graph(draft, nodes, links)
    return draft


def _results(task: dict[str, Any], draft: Draft) -> list[Any]:
    """The results of the one annotation that counts, else of the one prediction."""
    found: list[dict[str, Any]] = []
    for key in ("annotations", "predictions"):
        entries = task.get(key) or []
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            problem = draft.at.problem(f"a list of objects as '{key}'", _shown(entries), _EXPORT)
            draft.problems.append(problem)
            return []
        found = [e for e in entries if not e.get("was_cancelled")]
        chosen = [e for e in found if e.get("ground_truth")]
        found = chosen if len(found) > 1 and chosen else found
        if found:
            break
    if len(found) > 1:
        fix = "Mark one as ground truth, or delete the others."
        draft.problems.append(draft.at.problem("one annotation a task", str(len(found)), fix))
    if not found:
        fix = "The article comes out without quotes; annotate it."
        draft.problems.append(draft.at.problem("an annotation", "none", fix, "warning"))
        return []
    results = found[0].get("result")
    if isinstance(results, list):
        return results
    draft.problems.append(draft.at.problem("a list as 'result'", _shown(results), _EXPORT))
    return []


def _shown(value: object) -> str:
    """The start of a value, as Python writes it."""
    return repr(value)[:40]


def _read_region(result: Result, at: Place, nodes: dict[str, Node], draft: Draft) -> None:
    """A labelled stretch."""
    value = result.get("value")
    value = value if isinstance(value, dict) else {}
    key, names = str(result.get("id")), value.get("labels")
    if not isinstance(names, list) or len(names) != 1 or names[0] not in NODES:
        fix = f"Give the region one of the labels {', '.join(NODES)}."
        if isinstance(names, list) and len(names) == 1:
            fix = nearest(str(names[0]), NODES)
        draft.problems.append(at.problem("one known label", repr(names), fix))
    elif key in nodes:
        draft.problems.append(at.problem("a new region id", f"'{key}'", "Give it its own id."))
    else:
        words = value.get("text")
        node = Node(at, names[0], value.get("start"), value.get("end"))
        node.words = words if isinstance(words, str) else None
        nodes[key] = node


def _read_fact(result: Result, at: Place, nodes: dict[str, Node], draft: Draft) -> None:
    """A choice or a text field of a region; an empty one says nothing."""
    name, value = str(result.get("from_name")), result.get("value")
    node = nodes.get(str(result.get("id")))
    values = value.get("choices", value.get("text")) if isinstance(value, dict) else None
    given = [v for v in values if v != ""] if isinstance(values, list) else [values]
    if not given:
        return
    if name not in FACTS:
        draft.problems.append(at.problem("a known field", f"'{name}'", nearest(name, FACTS)))
    elif node is None:
        fix = "Put it on a region, or remove it."
        draft.problems.append(at.problem("a region for it", f"'{result.get('id')}'", fix))
    elif len(given) > 1 or name in node.facts:
        found = ", ".join(repr(v) for v in given)
        draft.problems.append(at.problem(f"one {name} a quote", found, "Keep one."))
    else:
        node.facts[name] = (given[0], at)

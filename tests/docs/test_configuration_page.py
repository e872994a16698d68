"""docs/configuration.md lists every setting with its default, and nothing else."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from omegaconf import MISSING

from quotestance.config.schema import (
    DATA,
    MODELS,
    LabelsConfig,
    TrainConfig,
    UseConfig,
)

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
#: Heading → schema, prefix of its keys, and the file whose values come before the schema's.
SECTIONS: dict[str, tuple[type, str, str | None]] = {
    "Training": (TrainConfig, "", "train.yaml"),
    "Using": (UseConfig, "", "use.yaml"),
    "Labels": (LabelsConfig, "labels.", "labels/stances.yaml"),
    "Model: tfidf": (MODELS["tfidf"], "model.", "model/tfidf.yaml"),
    "Model: encoder": (MODELS["encoder"], "model.", "model/minilm.yaml"),
    "Model: tagger": (MODELS["tagger"], "model.", "model/tagger.yaml"),
    **{f"Data: {kind}": (schema, "data.", f"data/{kind}.yaml") for kind, schema in DATA.items()},
}
TYPES = {
    "int": "whole number",
    "float": "number",
    "bool": "true or false",
    "str": "text",
    "str | None": "text or null",
}


def rows(heading: str) -> dict[str, tuple[str, str]]:
    """Key → (type, default) of the table below a heading."""
    (section,) = re.findall(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.M)
    found = re.findall(r"^\| `([\w.]+)` \| ([^|]+) \| ([^|]+) \| [^|]+ \|$", section, re.MULTILINE)
    return {key: (kind, default.strip("`")) for key, kind, default in found}


def shown(value: Any) -> str:
    if value == MISSING:
        return "required"
    return value if isinstance(value, str) else json.dumps(value)


def expected(heading: str) -> dict[str, str]:
    """Key → default, from the YAML file and the schema that stand behind a section."""
    schema, prefix, file = SECTIONS[heading]
    content = yaml.safe_load((ROOT / "configs" / str(file)).read_text(encoding="utf-8"))
    groups = (
        {
            key: value
            for entry in content["defaults"]
            if isinstance(entry, dict)
            for key, value in entry.items()
            if not key.startswith("override ")
        }
        if "defaults" in content
        else {}
    )
    values: dict[str, Any] = {}
    for field in dataclasses.fields(schema):
        made = field.default_factory
        default = (
            made()
            if made is not dataclasses.MISSING and made is not LabelsConfig
            else field.default
        )
        values[field.name] = content.get(field.name, default)
    return {f"{prefix}{key}": shown(value) for key, value in {**values, **groups}.items()}


@pytest.mark.parametrize("heading", SECTIONS)
def test_the_page_lists_every_key_with_its_default(heading: str) -> None:
    assert {key: default for key, (_, default) in rows(heading).items()} == expected(heading)


@pytest.mark.parametrize("heading", SECTIONS)
def test_the_page_names_the_type_of_every_key(heading: str) -> None:
    schema, prefix, _ = SECTIONS[heading]
    listed = rows(heading)
    for field in dataclasses.fields(schema):
        if field.type in TYPES:
            assert listed[f"{prefix}{field.name}"][0] == TYPES[str(field.type)], field.name


def test_every_file_of_the_tree_is_named() -> None:
    tree = PAGE.split("```")[1]
    for file in (ROOT / "configs").rglob("*.yaml"):
        assert file.name in tree and (
            file.parent.name == "configs" or f"{file.parent.name}/" in tree
        )

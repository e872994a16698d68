"""Every configuration file composes, and mistakes come together in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from quotestance.cli.arguments import OVERRIDE
from quotestance.config.data_schema import JsonlData
from quotestance.config.load import compose_config, known_keys
from quotestance.config.paths import share_dir
from quotestance.config.schema import (
    DATA,
    MODELS,
    EncoderConfig,
    TfidfConfig,
    TrainConfig,
    UseConfig,
)
from quotestance.errors import ConfigError
from quotestance.models import MODELS as BUILDERS
from quotestance.models import model_class
from quotestance.models.tagger import TaggerModel

CONFIGS = share_dir("configs")
FILES = sorted(path.relative_to(CONFIGS) for path in CONFIGS.rglob("*.yaml"))
ROOTS = {"train": TrainConfig, "use": UseConfig}
REQUIRED = {
    "articles": ["data.dir=somewhere"],
    "standoff": ["data.dir=somewhere"],
    "distilled": ["teacher=somewhere"],
}


def train(*overrides: str) -> TrainConfig:
    return compose_config("train", overrides, TrainConfig)


def mistakes(*overrides: str) -> str:
    with pytest.raises(ConfigError) as caught:
        train(*overrides)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_files_are_found() -> None:
    assert len(FILES) >= 11
    assert {str(path.parent) for path in FILES} == {".", "data", "experiment", "labels", "model"}


@pytest.mark.parametrize("file", FILES, ids=str)
def test_every_file_composes(file: Path) -> None:
    chosen = [] if file.parent == Path() else [f"{file.parent}={file.stem}"]
    overrides = [*chosen, *REQUIRED.get(file.stem, [])]
    group_of_use = str(file.parent) in ("data", "labels")
    roots = [file.stem] if not chosen else ["train", "use"] if group_of_use else ["train"]
    for root in roots:
        assert isinstance(compose_config(root, overrides, ROOTS[root]), ROOTS[root])


@pytest.mark.parametrize("file", FILES, ids=str)
def test_every_file_opens_with_its_command(file: Path) -> None:
    lines = (CONFIGS / file).read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines[:2] if line.startswith("# quotestance ")]
    assert len(commands) == 1
    if file.parent != Path():
        assert f"{file.parent}={file.stem}" in commands[0]


@pytest.mark.parametrize("file", [f for f in FILES if f.parent.name == "experiment"], ids=str)
def test_experiments_pin_their_kind_and_hold_only_differences(file: Path) -> None:
    values = yaml.safe_load((CONFIGS / file).read_text(encoding="utf-8"))
    config = train(f"experiment={file.stem}", *REQUIRED.get(file.stem, []))
    assert values["model"]["kind"] == config.model.kind
    assert config.name == values["name"] == file.stem
    for key, value in values["model"].items():
        default = getattr(type(config.model)(), key)
        assert key == "kind" or value != default, f"{key} repeats the default"


def class_of(kind: str) -> Any:
    """The class that a model configuration of ``kind`` builds."""
    return TaggerModel if kind == TaggerModel.kind else model_class(kind)


def test_the_schemas_name_every_kind() -> None:
    assert set(MODELS) == {*BUILDERS, TaggerModel.kind}
    for kind, schema in MODELS.items():
        assert schema().kind == kind == class_of(kind).kind
    assert {kind: schema().kind for kind, schema in DATA.items()} == {k: k for k in DATA}


@pytest.mark.parametrize("kind", MODELS)
def test_schema_and_model_agree_on_defaults(kind: str) -> None:
    import inspect

    parameters = inspect.signature(class_of(kind).__init__).parameters
    arguments = {n: p.default for n, p in parameters.items() if n not in ("self", "labels")}
    settings = vars(MODELS[kind]())
    settings.pop("kind")
    assert settings.keys() == arguments.keys()
    for name, default in arguments.items():
        if default is not inspect.Parameter.empty:
            plain = list(default) if isinstance(default, tuple) else default
            assert settings[name] == plain, name


def test_values_given_on_the_command_line_win() -> None:
    config = train("experiment=tfidf", "model.c=7", "seed=5", "name=mine")
    assert isinstance(config.model, TfidfConfig)
    assert (config.model.c, config.seed, config.name) == (7.0, 5, "mine")


def test_an_experiment_wins_over_the_defaults() -> None:
    assert isinstance(train().model, TfidfConfig)
    assert isinstance(train("experiment=minilm").model, EncoderConfig)


def test_an_experiment_with_a_model_of_another_kind_is_refused() -> None:
    line = mistakes("experiment=minilm", "model=tfidf")
    assert "unknown key 'model.word_ngrams'" in line


def test_two_runs_get_two_folders() -> None:
    assert train().output_dir != train().output_dir


def test_files_may_be_one_or_several() -> None:
    config = train("data=jsonl", "data.train=[a.jsonl,b.jsonl]", "data.dev='c d.jsonl'")
    assert isinstance(config.data, JsonlData)
    assert (config.data.train, config.data.dev) == (["a.jsonl", "b.jsonl"], "c d.jsonl")


def test_a_misspelt_key_names_the_nearest() -> None:
    assert mistakes("model.max_featurez=3") == (
        "configuration train: expected a known key, found 'model.max_featurez'. "
        "Did you mean 'model.max_features'? See docs/configuration.md."
    )


def test_an_added_key_is_no_way_around_the_schema() -> None:
    assert mistakes("+model.max_featurez=3") == (
        "configuration: expected keys and values of the schema, found unknown key "
        "'model.max_featurez' (Did you mean 'max_features'?). See docs/configuration.md."
    )


def test_an_unknown_experiment_names_the_nearest() -> None:
    assert mistakes("experiment=tfidff") == (
        "configuration train: expected a file of configs/experiment, found 'tfidff'. "
        "Did you mean 'tfidf'?"
    )


def test_all_mistakes_come_together() -> None:
    line = mistakes(
        "+model.max_featurez=3", "+sed=4", "model.c=0", "model.min_df=0", "dev_fraction=2"
    )
    for part in (
        "unknown key 'sed' (Did you mean 'seed'?)",
        "unknown key 'model.max_featurez'",
        "model.c must be above 0",
        "model.min_df must be 1 or more",
        "dev_fraction must lie between 0 and 1",
    ):
        assert part in line


@pytest.mark.parametrize(
    ("overrides", "part"),
    [
        (["model.word_ngrams=[3,1]"], "model.word_ngrams must be [low, high]"),
        (["model.char_ngrams=[2]"], "model.char_ngrams must be [low, high]"),
        (["model.word_ngrams=[1,2,3]"], "model.word_ngrams must be [low, high]"),
        (["model.c=-1"], "model.c must be above 0"),
        (["model=minilm", "model.epochs=0"], "model.epochs must be 1 or more"),
        (["model=minilm", "model.max_length=9"], "model.max_length must be between 16 and"),
        (["model=minilm", "model.dropout=1.5"], "model.dropout must be between 0 and 1"),
        (["model=minilm", "model.lora_rank=-1"], "model.lora_rank must be 0"),
        (["model=minilm", "model.learning_rate=0"], "model.learning_rate must be above 0"),
        (["dev_fraction=0"], "dev_fraction must lie between 0 and 1"),
        (["threads=0"], "threads must be 1 or more"),
        (["data.split=tset"], "split must be train, dev, test or all, found 'tset'"),
        (["labels.names=[a,a,none]"], "labels.names must be two or more, all different"),
        (["labels.names=[a,b]"], "labels.none must be one of the names, found 'none'"),
        (["data=standoff"], "'data.dir' has no value (give data.dir=…)"),
        (["model.c=abc"], "Value 'abc' of type 'str' could not be converted to Float"),
        (["model.kind=tree"], "model.kind 'tree' is unknown"),
        (["model=foo"], "expected a file of configs/model, found 'foo'"),
        (["seed=[1"], "expected valid overrides key=value"),
        (["~model"], "Missing mandatory value: model"),
        (["name=${nmae}"], "Interpolation key 'nmae' not found"),
        (["labels.names=null"], "labels.names"),
        (["+model.c.deep=1"], "expected"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_wrong_values_are_one_line(overrides: list[str], part: str) -> None:
    assert part in mistakes(*overrides)


def test_known_keys_are_dotted_paths() -> None:
    keys = known_keys("train")
    assert {"seed", "model.c", "model.encoder", "data.dir", "labels.names"} <= set(keys)
    assert "resamples" in known_keys("use")


@pytest.mark.parametrize(
    ("word", "is_override"),
    [
        ("seed=3", True),
        ("+model.x=1", True),
        ("data.test=[a,b]", True),
        ("model/x@y=1", True),
        ("news/a=b.txt", True),
        ("article.txt", False),
        ("-", False),
        ("2024=x.txt", False),
    ],
)
def test_what_looks_like_an_override(word: str, is_override: bool) -> None:
    assert bool(OVERRIDE.match(word)) == is_override


def test_the_folders_of_the_checkout_are_found() -> None:
    assert (share_dir("seeds") / "articles").is_dir()
    assert (CONFIGS / "train.yaml").is_file()

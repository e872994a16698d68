"""From Hydra overrides to checked dataclasses; below this file nobody sees a DictConfig."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra
from hydra.errors import HydraException
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from quotestance.config.paths import share_dir
from quotestance.config.schema import DATA, MODELS, VARIANTS, TrainConfig, UseConfig
from quotestance.errors import ConfigError, nearest

T = TypeVar("T")


def register_schemas() -> None:
    """Put the dataclasses into Hydra's ConfigStore, one a kind of model and of data."""
    store = ConfigStore.instance()
    store.store(name="train_schema", node=TrainConfig)
    store.store(name="use_schema", node=UseConfig)
    for group, kinds in (("model", MODELS), ("data", DATA)):
        for kind, schema in kinds.items():
            store.store(group=group, name=f"{kind}_schema", node=schema)


def compose_config(root: str, overrides: Sequence[str], schema: type[T]) -> T:
    """Compose ``configs/<root>.yaml`` with ``key=value`` overrides and check the result.

    Raises ConfigError for an unknown key, group or value, naming the nearest known one.
    """
    register_schemas()
    GlobalHydra.instance().clear()
    try:
        with initialize_config_dir(str(share_dir("configs")), version_base="1.3"):
            cfg = compose(root, overrides=list(overrides))
    except (HydraException, OmegaConfBaseException) as error:
        raise explain(error, root) from error
    return load_config(cfg, schema)


def load_config(cfg: DictConfig, schema: type[T]) -> T:
    """Check ``cfg`` against ``schema`` recursively; raise one ConfigError with every mistake."""
    try:
        values = OmegaConf.to_container(cfg, resolve=True, throw_on_missing=False)
    except OmegaConfBaseException as error:
        raise ConfigError(
            "configuration",
            expected="references ${key} to keys that have a value",
            found=str(error).splitlines()[0],
            fix="See docs/configuration.md.",
        ) from error
    assert isinstance(values, dict)
    plain = {str(key): value for key, value in values.items() if key != "hydra"}
    mistakes: list[str] = []
    result = _build(plain, schema, "", mistakes)
    if mistakes:
        raise ConfigError(
            "configuration",
            expected="keys and values of the schema",
            found="; ".join(mistakes),
            fix="See docs/configuration.md.",
        )
    return result


def _build(values: dict[str, Any], schema: type, prefix: str, mistakes: list[str]) -> Any:
    """One dataclass from plain values; what is wrong is appended to ``mistakes``.

    It is built even of what is left after a mistake, so that its values are checked as well.
    """
    fields = {f.name: f for f in dataclasses.fields(schema)}
    plain: dict[str, Any] = {}
    nested: dict[str, Any] = {}
    for key, value in values.items():
        path = f"{prefix}{key}"
        if key not in fields:
            mistakes.append(f"unknown key '{path}' ({nearest(str(key), fields)})")
        elif isinstance(value, dict):
            inner = _schema_of(key, value, fields[key], path, mistakes)
            if inner is not None:
                nested[key] = _build(value, inner, f"{path}.", mistakes)
        elif value == "???":
            mistakes.append(f"'{path}' has no value (give {path}=…)")
        else:
            plain[key] = value
    built = _typed(plain, schema, prefix, mistakes)
    try:
        return schema(**built, **nested)
    except ValueError as error:
        mistakes += [f"{prefix}{sentence}" for sentence in error.args]
        return None


def _schema_of(
    key: str, value: dict[str, Any], field: dataclasses.Field[Any], path: str, mistakes: list[str]
) -> type | None:
    """The dataclass for a nested node: by ``kind`` in a group with variants, else its default."""
    if key in VARIANTS:
        kinds = VARIANTS[key]
        kind = str(value.get("kind"))
        if kind not in kinds:
            mistakes.append(f"{path}.kind '{kind}' is unknown ({nearest(kind, kinds)})")
        return kinds.get(kind)
    if isinstance(field.default_factory, type) and dataclasses.is_dataclass(field.default_factory):
        return field.default_factory
    mistakes.append(f"'{path}' takes one value, found several keys")
    return None


def _typed(plain: dict[str, Any], schema: type, prefix: str, mistakes: list[str]) -> dict[str, Any]:
    """Values converted to their field's type by OmegaConf, key by key."""
    typed: dict[str, Any] = {}
    for key, value in plain.items():
        node = OmegaConf.structured(schema)
        try:
            OmegaConf.update(node, key, value)
            typed[key] = OmegaConf.to_container(node)[key]  # type: ignore[index, call-overload]
        except OmegaConfBaseException as error:
            mistakes.append(f"{prefix}{key}={value!r}: {str(error).splitlines()[0]}")
    return typed


def explain(error: Exception, root: str) -> ConfigError:
    """Hydra's and OmegaConf's messages as one line with the nearest known name."""
    message = str(error)
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    first = lines[0] if lines else type(error).__name__
    if error.__cause__ is not None:
        first += f" ({str(error.__cause__).splitlines()[0]})"
    if match := re.search(r"Could not override '([^']+)'|Key '([^']+)' (?:is )?not in", message):
        key = match.group(1) or match.group(2)
        return ConfigError(
            f"configuration {root}",
            expected="a known key",
            found=f"'{key}'",
            fix=nearest(key, known_keys(root)) + " See docs/configuration.md.",
        )
    if match := re.search(r"Could not find '([^']+)'", message):
        group, _, name = match.group(1).rpartition("/")
        return ConfigError(
            f"configuration {root}",
            expected=f"a file of configs/{group}" if group else "a known configuration",
            found=f"'{name}'",
            fix=nearest(name, _options(group)),
        )
    return ConfigError(
        f"configuration {root}",
        expected="valid overrides key=value",
        found=first,
        fix="See docs/configuration.md.",
    )


def _options(group: str) -> list[str]:
    folder = share_dir("configs") / group
    return [path.stem for path in folder.glob("*.yaml")]


def known_keys(root: str) -> list[str]:
    """Dotted keys that ``configs/<root>.yaml`` accepts, over all kinds of model and data."""
    top = {"train": TrainConfig, "use": UseConfig}[root]
    return sorted(_keys(top, ""))


def _keys(schema: type, prefix: str) -> Iterator[str]:
    for field in dataclasses.fields(schema):
        path = f"{prefix}{field.name}"
        yield path
        if field.name in VARIANTS:
            for variant in VARIANTS[field.name].values():
                yield from _keys(variant, f"{path}.")
        elif isinstance(field.default_factory, type) and dataclasses.is_dataclass(
            field.default_factory
        ):
            yield from _keys(field.default_factory, f"{path}.")

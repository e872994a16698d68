"""Where the text of a record lies on the network, and what to make of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from quotestance.data.fetch.converters import CONVERTERS, Converter, Record
from quotestance.data.fetch.pages import wikinews_extract, wikinews_page, wikinews_title


@dataclass(frozen=True, slots=True)
class Bases:
    """The servers to ask; tests name their own."""

    wikinews: str = "https://en.wikinews.org/w/api.php"
    github: str = "https://raw.githubusercontent.com"


@dataclass(frozen=True, slots=True)
class Origin:
    """An address and the converter for what it answers."""

    address: str
    convert: Converter


def origins(record: Record, bases: Bases) -> list[Origin]:
    """Where to ask for a text, in this order, until one answer holds it."""
    if record.get("repo"):
        place = quote(f"{record['repo']}/{record['commit']}/{record['path']}")
        convert = CONVERTERS.get(record["repo"])
        return [Origin(f"{bases.github}/{place}", convert)] if convert else []
    title = wikinews_title(record)
    extract = {
        "action": "query",
        "prop": "extracts",
        "explaintext": 1,
        "exsectionformat": "wiki",
        "redirects": 1,
        "titles": title,
    }
    page = {"action": "parse", "prop": "text", "redirects": 1, "page": title}
    return [
        Origin(_query(bases.wikinews, extract), wikinews_extract),
        Origin(_query(bases.wikinews, page), wikinews_page),
    ]


def _query(base: str, words: dict[str, object]) -> str:
    return f"{base}?{urlencode({'format': 'json', 'formatversion': 2, **words})}"

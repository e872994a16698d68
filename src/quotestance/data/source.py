"""What every reader takes and gives: an open source in, articles and rejections out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

from quotestance.data.decode import Decoded, check_text, tidy
from quotestance.records import Article


@dataclass(frozen=True, slots=True)
class Rejected:
    """An article that could not be read; it never stops the others.

    ``line`` counts from 1 in the file (rows for Parquet), ``None`` when the whole file is
    meant; ``reason`` is one line: what was expected, what was found, what to do.
    """

    path: str
    line: int | None
    id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """One open input.

    ``stream`` is binary, decompressed and at its start. ``path`` and ``stem`` (the file name
    without its endings) are for people and ids. ``text_column`` and ``id_column`` name the
    columns of record formats, ``None`` to guess them; ``note`` says things aloud.
    """

    path: str
    stem: str
    stream: BinaryIO
    text_column: str | None
    id_column: str | None
    note: Callable[[str], None]

    def reject(self, reason: str, *, line: int | None = None, id: str | None = None) -> Rejected:
        """A rejection of this source or of one line in it."""
        return Rejected(self.path, line, id, " ".join(reason.split()))

    def article(
        self,
        decoded: Decoded,
        *,
        id: str | None = None,
        title: str | None = None,
        markup: Literal["plain", "html"] = "plain",
    ) -> Article:
        """An article of this source. Raises UnreadableError when its text is blank or binary."""
        check_text(decoded.text)
        decoded = tidy(decoded)
        return Article(
            id=id or self.stem,
            text=decoded.text,
            sha256=text_sha256(decoded.text),
            path=self.path,
            title=" ".join(title.split()) or None if title else None,
            markup=markup,
            diagnostics=decoded.diagnostics,
        )


Reader = Callable[[Source], Iterator[Article | Rejected]]


def text_sha256(text: str) -> str:
    """Hex digest of the text in UTF-8; of a UTF-8 file it is the digest of the file."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

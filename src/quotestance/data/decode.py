"""Bytes to text without a guess that stays silent, and without changing a code point."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from quotestance.records import Diagnostic

#: First bytes of files that hold no article text, with their name for people.
MAGIC: dict[bytes, str] = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
    b"PAR1": "a Parquet file",
    b"\x1f\x8b": "a gzip file without the ending .gz",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"SQLite format 3": "an SQLite database",
}
#: UTF-32 first: its little-endian mark begins with that of UTF-16.
BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Where charsets read the same on a text, the one that newsrooms use.
PREFERRED = ("cp1252", "mac_roman")
#: What English newspapers print beyond ASCII. Text of other charsets, read as windows-1252,
#: shows other characters (Mac quotes are ÒÓ, Polish has ³¹¿) or far more letters.
MARKS = frozenset("“”‘’‚„‹›«»–—…•·€£¥¢§©®™°´×½¼¾\u00a0\u00ad")
LETTERS = frozenset("áàâäãåæçéèêëíìîïñóòôöõøœßúùûüÉ")
SAMPLE = 1 << 20  # bytes that charset detection looks at
CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


class UnreadableError(Exception):
    """An article that cannot be read; the message says expected, found and fix in one line."""

    def __init__(self, *, expected: str, found: str, fix: str) -> None:
        super().__init__(" ".join(f"expected {expected}, found {found}. {fix}".split()))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and what had to be done to read it."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def bom_encoding(head: bytes) -> str | None:
    """The UTF-16 or UTF-32 codec that a byte order mark at the start of ``head`` calls for."""
    return next((codec for mark, codec in BOMS if head.startswith(mark)), None)


def check_magic(head: bytes) -> None:
    """Raise UnreadableError when the first bytes of a file are those of a known binary format."""
    kind = next((name for magic, name in MAGIC.items() if head.startswith(magic)), None)
    if kind:
        raise _binary(kind)


def check_text(text: str) -> None:
    """Raise UnreadableError for a text that is empty, blank or binary."""
    if not text.strip("\ufeff \t\r\n") or text.isspace():
        found = "only white space" if text else "nothing"
        raise UnreadableError(expected="an article", found=found, fix="Leave it out or fill it.")
    if "\0" in text:
        raise _binary("NUL characters: UTF-16 without a byte order mark?")
    if 50 * sum(1 for _ in CONTROL.finditer(text)) > len(text):
        raise _binary("control characters")


def tidy(decoded: Decoded) -> Decoded:
    """Replace lone surrogates, which no UTF-8 output can hold, one code point for one."""
    text, count = LONE_SURROGATE.subn("\ufffd", decoded.text)
    if not count:
        return decoded
    message = f"{count} lone surrogate code points (half of a character) read as U+FFFD"
    return Decoded(text, (*decoded.diagnostics, Diagnostic("encoding", message)))


def decode_file(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a whole file and check that it is text.

    UTF-8 keeps its byte order mark as U+FEFF, so offsets agree with a plain read of the
    file; the mark of UTF-16 and UTF-32 belongs to the encoding and is not in the text.
    ``declared`` is the charset that the file itself names; it counts when UTF-8 fails.
    Raises UnreadableError for binary, empty and blank files.
    """
    check_magic(data[:64])
    codec = bom_encoding(data)
    if codec:
        text = data.decode(codec, errors="replace")
        decoded = Decoded(text, (read_as(codec),))
    else:
        decoded = Decoder(declared).decode(data)
    check_text(decoded.text)
    return decoded


class Decoder:
    """Decodes the pieces of one file: UTF-8 where it is valid, else one remembered charset."""

    def __init__(self, declared: str | None = None) -> None:
        """``declared``: a charset name to try first; unknown names are ignored."""
        self.fallback = _known_codec(declared)

    def decode(self, data: bytes) -> Decoded:
        """The text of ``data``. Raises UnreadableError when no charset makes text of it."""
        try:
            return Decoded(data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
        if b"\0" in data:
            raise _binary("NUL bytes")
        repaired = _nearly_utf8(data)
        if repaired:
            return repaired
        if self.fallback is None or not _decodes(data, self.fallback):
            self.fallback = detect(data[:SAMPLE])
        text = data.decode(self.fallback, errors="replace")
        return Decoded(text, (read_as(self.fallback),))


def detect(data: bytes) -> str:
    """The most likely charset of non-UTF-8 bytes. Raises UnreadableError when there is none.

    charset-normalizer alone reads a pound sign in English as a Polish letter.
    """
    if _is_english_1252(data):
        return "cp1252"
    best = from_bytes(data).best()
    if best is None:
        raise _binary("no known charset")
    same = best.could_be_from_charset
    return next((codec for codec in PREFERRED if codec in same), best.encoding)


def _nearly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes (a cut-off file): more whole characters than broken."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    whole = sum(1 for _ in re.finditer(r"[^\x00-\x7f\ufffd]", text))
    if whole <= broken:
        return None
    message = f"read as UTF-8 with {broken} broken byte sequences as U+FFFD"
    return Decoded(text, (Diagnostic("encoding", message, text.index("\ufffd")),))


def _is_english_1252(data: bytes) -> bool:
    """Whether windows-1252 makes an English text: accents are rare and marks the usual ones."""
    if not _decodes(data, "cp1252"):
        return False
    beyond = [char for char in data.decode("cp1252") if char > "\x7f"]
    accents = sum(char in LETTERS for char in beyond)
    plain = sum(1 for _ in re.finditer(rb"[A-Za-z]", data))
    return 8 * accents <= plain and MARKS.issuperset(set(beyond) - LETTERS)


def _known_codec(name: str | None) -> str | None:
    """Python's name of a charset; what is declared as Latin-1 or ASCII is windows-1252.

    (WHATWG Encoding Standard, section 4.2.)
    """
    try:
        codec = codecs.lookup(name).name if name else None
    except LookupError:
        return None
    if codec in {"iso8859-1", "ascii"}:
        return "cp1252"
    return None if codec and codec.startswith("utf") else codec


def _decodes(data: bytes, codec: str) -> bool:
    """Whether ``codec`` has a character for every byte of ``data``."""
    try:
        data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def read_as(codec: str) -> Diagnostic:
    """The diagnostic for a text that was not UTF-8."""
    name = {"cp1252": "windows-1252", "mac_roman": "Mac Roman"}.get(codec, codec.upper())
    return Diagnostic("encoding", f"read as {name}, not UTF-8")


def _binary(kind: str) -> UnreadableError:
    """The error for binary content of a kind."""
    return UnreadableError(
        expected="text", found=f"binary data ({kind})", fix="Convert it to UTF-8 text first."
    )

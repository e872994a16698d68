from __future__ import annotations

import codecs
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.data.decode import Decoded, Decoder, UnreadableError, decode_file, tidy

ENGLISH = (
    "“We won’t sign that paper,” said the mayor — he’s the café’s owner. "
    "The council’s offer of £40 stands until Friday, she added.\n"
)
POLISH = "Nie podpiszemy tej umowy, powiedział burmistrz. Żądamy wyższych płac i odpoczynku.\n"


@given(st.text(alphabet=st.characters(exclude_categories=["C"]), min_size=1))
def test_utf8_comes_back_unchanged(text: str) -> None:
    text = "a\r\n" + text + "\r\u2028\ufeff"
    assert decode_file(text.encode()) == Decoded(text)


def test_utf8_bom_is_the_first_code_point() -> None:
    assert decode_file(codecs.BOM_UTF8 + b"text") == Decoded("\ufefftext")


@pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
def test_utf16_and_utf32_by_their_mark(codec: str) -> None:
    decoded = decode_file(ENGLISH.encode(codec))
    assert decoded.text == ENGLISH
    assert [d.code for d in decoded.diagnostics] == ["encoding"]


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (ENGLISH, "cp1252", "windows-1252"),
        (ENGLISH, "mac_roman", "Mac Roman"),
        ("The café owner said no to £5. ", "latin-1", "windows-1252"),
        (POLISH * 3, "cp1250", "CP125"),
    ],
)
def test_other_charsets_are_found_and_named(text: str, codec: str, name: str) -> None:
    decoded = decode_file(text.encode(codec))
    assert decoded.text == text
    assert f"read as {name}" in decoded.diagnostics[0].message


@pytest.mark.parametrize("declared", ["iso-8859-1", "us-ascii", "windows-1252"])
def test_declared_charset_counts(declared: str) -> None:
    assert decode_file("“x”".encode("cp1252"), declared).text == "“x”"


@pytest.mark.parametrize("declared", ["utf-8", "no-such-charset", "utf-16", "base64", "rot13"])
def test_wrong_or_unknown_declarations_are_ignored(declared: str) -> None:
    assert decode_file(ENGLISH.encode("cp1252"), declared).text == ENGLISH
    assert decode_file(ENGLISH.encode(), declared).text == ENGLISH


def test_cut_off_utf8_stays_utf8() -> None:
    decoded = decode_file((ENGLISH + "“").encode()[:-1])
    assert decoded.text == ENGLISH + "\ufffd"
    assert decoded.diagnostics[0].start == len(ENGLISH)
    assert "1 broken" in decoded.diagnostics[0].message


def test_a_charset_once_found_is_kept_for_short_pieces() -> None:
    decoder = Decoder()
    decoder.decode(ENGLISH.encode("cp1252"))
    assert decoder.decode(b"\x93No\x94").text == "“No”"
    assert decoder.decode("„Nie”".encode()) == Decoded("„Nie”")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "found nothing"),
        (b" \n\t ", "only white space"),
        (codecs.BOM_UTF8 + b"\n", "only white space"),
        ("\u00a0\u2003".encode(), "only white space"),
        (b"%PDF-1.7\n...", "a PDF"),
        (b"PK\x03\x04\x14\0word/", "office document"),
        (b"\x89PNG\r\n\x1a\n\0", "PNG image"),
        (b"\xff\xd8\xff\xe0\0", "JPEG image"),
        (b"{\\rtf1 Hello}", "RTF"),
        (gzip.compress(b"text"), "gzip"),
        ("Hello there".encode("utf-16-le"), "NUL"),
        (b"\xe9\xff\0\x93", "NUL"),
        (bytes(range(1, 32)) * 20, "control characters"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, found: str) -> None:
    with pytest.raises(UnreadableError, match="expected") as error:
        decode_file(data)
    assert found in str(error.value)
    assert "\n" not in str(error.value)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        decoded = decode_file(data)
    except UnreadableError:
        return
    assert decoded.text.strip()
    decoded.text.encode()


def test_lone_surrogates_become_one_replacement_each() -> None:
    decoded = tidy(Decoded("a\ud83db\ude00🙂"))
    assert decoded.text == "a\ufffdb\ufffd🙂"
    assert "2 lone surrogate" in decoded.diagnostics[0].message

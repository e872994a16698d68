"""Files of the four repositories and answers of Wikinews become texts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from quotestance.data.fetch.converters import CONVERTERS
from quotestance.data.fetch.pages import NoTextError, wikinews_extract, wikinews_page

TITLE = "Ferry stays in port"


def candidates(repo: str, body: str | bytes, record: str = "") -> list[str]:
    content = body if isinstance(body, bytes) else body.encode()
    return list(CONVERTERS[repo]({"record": record}, content))


@pytest.mark.parametrize("newpar_first", [True, False])
def test_conllu(newpar_first: bool) -> None:
    def sentence(text: str, *, begins: bool) -> str:
        lines = [f"# text = {text}", *(["# newpar", "# newpar_block = p (2 s)"] if begins else [])]
        return "\n".join([*(lines[::-1] if newpar_first else lines), "1\tword\t_\t_"])

    body = "\n\n".join(
        [
            "# newdoc id = d\n" + sentence(TITLE, begins=True),
            sentence("The ferry will not sail.", begins=True),
            sentence("“Too much wind”, says Bo.", begins=False),
            sentence("It sails on Monday.", begins=True),
        ]
    )
    expected = (
        f"{TITLE}\n\nThe ferry will not sail. “Too much wind”, says Bo.\n\nIt sails on Monday.\n"
    )
    assert candidates("amir-zeldes/gum", body + "\n\n") == [expected]


def test_rows_of_a_table_count_from_the_header_and_count_empty_ones() -> None:
    rows = ["eng\tnya", "No\tx", "", f"{TITLE} \tx", '"Wind," said Bo. \tx', "End\tx"]
    found = candidates("masakhane-io/lafand-mt", "\n".join(rows), "rows 4-5 col eng")
    assert found[0] == f'{TITLE}\n\n"Wind," said Bo.\n'


def test_quotation_marks_of_a_table_are_not_those_of_the_text() -> None:
    rows = ["english\tyoruba", f"{TITLE}\tx", '"He said ""no"" twice."\tx', '"""No."""\t"x"']
    found = candidates("masakhane-io/lafand-mt", "\r\n".join(rows), "rows 2-4 col english")
    assert found[0] == f'{TITLE}\n\nHe said "no" twice.\n\n"No."\n'


def test_bytes_that_are_not_utf8_are_dropped_and_other_columns_give_nothing() -> None:
    body = b"eng\tnya\nBo" + b"\x92s ferry\tx\n"
    assert candidates("masakhane-io/lafand-mt", body, "rows 2-2 col eng")[0] == "Bos ferry\n"
    assert candidates("masakhane-io/lafand-mt", body, "rows 2-2 col english") == []
    assert candidates("masakhane-io/lafand-mt", body, "line 2") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo  2.\n\n###", ["One.", "Two 2."]),
        ("One.\r\n\t\r\n\tTwo.\r\n# # #\r\nContact: Bo", ["One.", "Two."]),
        ("One\nline.\n\nTwo.", ["One line.", "Two."]),
        ("One.\n\nTwo.\n\n####", ["One.", "Two.", "#"]),
        ("One.\n\n \xa0Two,\xa0too.", ["One.", "Two,\xa0too."]),
    ],
)
def test_a_press_release_of_congress(text: str, expected: list[str]) -> None:
    body = json.dumps({"title": f" {TITLE}"}) + "\n" + json.dumps({"title": TITLE, "text": text})
    found = candidates("dwillis/congress-press", body, "line 2")
    assert "\n\n".join([TITLE, *expected]) + "\n" in found
    assert candidates("dwillis/congress-press", body, "line 3") == []


def test_a_page_of_the_department_of_justice() -> None:
    page = f"""<html><head><title>{TITLE} | OPA</title></head><body><h1>News</h1>
<h1 id="node-title">{TITLE.replace(" ", chr(10), 1)}</h1>
<div class="field field--name-field-pr-body">
<p>WASHINGTON  The ferry<br>stays. </p>\n\n<p> </p><ul><li>One</li></ul><!-- no -->End
<p>###</p></div><p>Footer</p></body></html>"""
    name = "field-name-field-pr-body"
    found = candidates("lennymd/news21-pressReleasesDOJ", page, name)
    one, text = "WASHINGTON The ferrystays.", "WASHINGTON The ferry stays."
    for parts in (
        [one, "###"],
        [text, "One", "End", "###"],
        [text, "One", "End"],
        ["WASHINGTON The ferry", "stays.", "One", "End"],
    ):
        assert "\n\n".join([TITLE, *parts]) + "\n" in found
    with pytest.raises(NoTextError, match=r"^the page has no field 'field-name-field-pr-body'$"):
        candidates("lennymd/news21-pressReleasesDOJ", "<p>Moved</p>", name)
    for body in (b"", b"<!-- moved -->", b"<?xml version='1.0' encoding='utf-8'?><p/>"):
        with pytest.raises(NoTextError, match=r"^the answer is no page of HTML$|has no field"):
            candidates("lennymd/news21-pressReleasesDOJ", body, name)


WIKINEWS = {"url": "https://en.wikinews.org//wiki/Ferry_stays%2C_%27in_port%27"}
HEAD = "Ferry stays, 'in port'"


def answer(content: dict[str, Any]) -> bytes:
    return json.dumps(content).encode()


@pytest.mark.parametrize("listed", [True, False])
def test_an_extract_of_wikinews(listed: bool) -> None:
    extract = (
        "Monday, January 7, 2019 \n\nThe ferry\xa0stays.\nBo is sad.\n\n\n"
        "== Reactions ==\nNone.\n\n== Related news ==\n“Other”\n\n== Sources ==\nBo. Times"
    )
    page = {"title": HEAD, "extract": extract}
    pages: Any = [page] if listed else {"17": page}
    found = list(wikinews_extract(WIKINEWS, answer({"query": {"pages": pages}})))
    assert found[0] == f"{HEAD}\n\nThe ferry stays.\n\nBo is sad.\n\nNone.\n"
    assert (
        found[1]
        == f"{HEAD}\n\nMonday, January 7, 2019\n\nThe ferry stays.\n\nBo is sad.\n\nNone.\n"
    )


def test_a_page_of_wikinews() -> None:
    text = """<div><p><b>Monday, January 7, 2019</b></p><table><tr><td><p>—Bo</p></td></tr></table>
<p>The ferry stays.<sup class="reference">[1]</sup></p><ul><li>Bo. Times</li></ul>
<p><br></p><p>Have an opinion on this story? <a>Share it!</a></p></div>"""
    for content in (text, {"*": text}):
        found = list(wikinews_page(WIKINEWS, answer({"parse": {"text": content}})))
        assert found[0] == f"{HEAD}\n\n—Bo\n\nThe ferry stays.\n"
        assert found[2] == f"{HEAD}\n\nThe ferry stays.\n"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (answer({"query": {"pages": [{"missing": True}]}}), "Wikinews has no such article"),
        (answer({"error": {"info": "Too busy."}}), "Wikinews answered: Too busy."),
        (b"<html>", "Wikinews answered: no JSON object"),
    ],
)
def test_wikinews_has_no_text(body: bytes, message: str) -> None:
    with pytest.raises(NoTextError) as failed:
        list(wikinews_extract(WIKINEWS, body))
    assert str(failed.value) == message

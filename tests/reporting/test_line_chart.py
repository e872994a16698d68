from __future__ import annotations

from xml.etree import ElementTree

from quotestance.reporting.line_chart import line_chart

SVG = "{http://www.w3.org/2000/svg}"


def test_a_line_for_each_series_that_has_points() -> None:
    chart = line_chart(
        "Spans & words", "words", "share", {"a": [(0, 0), (10, 1)], "b<c": [(5, 0.5)], "no": []}
    )
    root = ElementTree.fromstring(chart)
    lines = root.findall(f"{SVG}polyline")
    assert [len(line.attrib["points"].split()) for line in lines] == [2, 1]
    texts = [text.text for text in root.findall(f"{SVG}text")]
    assert {"Spans & words", "words", "share", "a", "b<c"} <= set(texts)
    assert "no" not in texts


def test_nothing_is_an_empty_chart() -> None:
    assert ElementTree.fromstring(line_chart("t", "x", "y", {})).findall(f"{SVG}polyline") == []

"""The proper name that a mention carries."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quotestance.actors.mention_names import name_in


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("Mara Lind said it was late.", "Mara Lind", "Mara Lind"),
        ("Mayor Mara Lind of Harrow said it was late.", "Mayor Mara Lind of Harrow", "Mara Lind"),
        ("The union leader Mara Lind said it was late.", "The union leader Mara Lind", "Mara Lind"),
        ("The minister, Mara Lind, said it was late.", "The minister", "Mara Lind"),
        ("The Ferry Gazette newspaper said it.", "The Ferry Gazette newspaper", "Ferry Gazette"),
        ("A senior official said it was late.", "A senior official", None),
        ("Mara Lind's lawyer said it was late.", "Mara Lind's lawyer", None),
    ],
)
def test_a_mention_is_named_by_one_of_its_words_or_beside_it(
    text: str, mention: str, expected: str | None, nlp: Language
) -> None:
    start = text.index(mention)
    span = nlp(text).char_span(start, start + len(mention))
    assert span is not None
    name = name_in(span.root, span.start, span.end)
    assert (name and name.text) == expected

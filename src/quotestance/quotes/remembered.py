"""What spaCy computes anew for every token although the word alone decides it: computed once.

The pipeline answers the same, in half the time together with ``transitions``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model
from thinc.types import Ragged

MOST = 50_000  # words kept in mind; then forgotten all together
_BLOCK = 64  # rows multiplied at a time, always as many, so that rounding is always the same
_READ, _WRITTEN = (ORTH, LOWER, TAG, DEP), (TAG, POS, LEMMA, DEP)
_RULED = (*_WRITTEN, MORPH)
_WORDS = "remembered_words"


def remember_embeddings(model: Model[Any, Any]) -> None:
    """Let ``model``, a ``MultiHashEmbed``, keep the vector of every word it has seen.

    The vector depends on the features of the token alone (its norm, prefix, suffix, shape).
    """
    extract, ragged, hashed, mixed, unragged = model.layers
    model.layers[:] = [extract, ragged, _remembering(hashed, mixed), unragged]


def _remembering(hashed: Model[Any, Any], mixed: Model[Any, Any]) -> Model[Any, Any]:
    width = mixed.layers[0].get_dim("nO")
    known: dict[bytes, int] = {}
    vectors: Any = np.empty((MOST, width), dtype=np.float32)

    def compute(features: Any) -> Any:
        padded = np.zeros((-len(features) % _BLOCK + len(features), features.shape[1]), np.uint64)
        padded[: len(features)] = features
        blocks = np.split(padded, len(padded) // _BLOCK)
        return np.concatenate([mixed.predict(hashed.predict(block)) for block in blocks])

    def forward(model: Model[Any, Any], given: Ragged, is_train: bool) -> tuple[Ragged, Any]:
        features = np.ascontiguousarray(given.dataXd)
        if not len(features):
            return Ragged(vectors[:0], given.lengths), None
        keys = features.view(f"V{features.strides[0]}").ravel().tolist()
        new = {key: row for row, key in enumerate(keys) if key not in known}
        if len(known) + len(new) > MOST:
            known.clear()
            new = {key: row for row, key in enumerate(keys)}
        if len(new) > MOST:
            return Ragged(compute(features)[: len(features)], given.lengths), None
        if new:
            first, end = len(known), len(known) + len(new)
            vectors[first:end] = compute(features[list(new.values())])[: len(new)]
            known.update(zip(new, range(first, end), strict=True))
        return Ragged(vectors[[known[key] for key in keys]], given.lengths), None

    return Model("remembered", forward)


@Language.factory(_WORDS)
class RememberedWords:
    """Part of speech and lemma as attribute ruler and lemmatizer give them.

    The ruler looks at tag, dependency, whether an expletive "there" stands before the word, and
    at some hundred words by name: it is asked once for each such kind of word. (Its rules for
    pairs such as "gon na" or "let 's" and for spellings such as "nothin'" are left out.)
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.ruler: Any = nlp.get_pipe("attribute_ruler")
        self.lemmatizer: Any = nlp.get_pipe("lemmatizer")
        listed = self.lemmatizer.lookups.get_table("lemma_index")
        for part in list(listed):  # lists, in which the lemmatizer looks for every form
            listed[part] = frozenset(listed[part])
        self.expletive = nlp.vocab.strings.add("expl")
        self.named = {nlp.vocab.strings.add(word) for word in _named(self.ruler.patterns)}
        self.kinds: dict[tuple[int, ...], tuple[int, ...]] = {}
        self.known: dict[tuple[int, ...], tuple[int, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Fill in tag, part of speech, lemma and dependency of ``doc`` in place."""
        if not len(doc):
            return doc
        read = doc.to_array(_READ)
        after = [False, *(read[:-1, 3] == self.expletive).tolist()]
        words = list(zip(*read.T.tolist(), after, strict=True))
        if len(self.known) > MOST:
            self.known.clear()
            self.kinds.clear()
        if new := [word for word in dict.fromkeys(words) if word not in self.known]:
            self._learn(doc.vocab, new)
        doc.from_array(_WRITTEN, np.array([self.known[word] for word in words], dtype=np.uint64))
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int = 1) -> Iterable[Doc]:
        """Each of ``docs``, filled in."""
        return map(self, docs)

    def _learn(self, vocab: Vocab, new: list[tuple[int, ...]]) -> None:
        kinds = [self._kind(vocab, *word) for word in new]
        if missing := [kind for kind in dict.fromkeys(kinds) if kind not in self.kinds]:
            self.kinds.update(zip(missing, self._rule(vocab, missing), strict=True))
        asked = Doc(vocab, [vocab.strings[word[0]] for word in new])
        ruled = np.array([self.kinds[kind] for kind in kinds], dtype=np.uint64)
        answers = self.lemmatizer(asked.from_array(_RULED, ruled)).to_array(_WRITTEN).tolist()
        self.known.update(zip(new, map(tuple, answers), strict=True))

    def _kind(self, vocab: Vocab, word: int, lower: int, *rest: int) -> tuple[int, ...]:
        """What the ruler sees of a word: itself only if it is named in a rule, or is a space."""
        seen = lower in self.named or vocab[word].is_space
        return (lower if seen else 0, *rest)

    def _rule(self, vocab: Vocab, kinds: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
        """Ask the ruler for words that stand each behind a comma or an expletive."""
        rows = [
            row
            for word, tag, dep, after in kinds
            for row in (
                (",", ",", "expl" if after else "punct"),
                (vocab.strings[word] or "x", vocab.strings[tag], vocab.strings[dep]),
            )
        ]
        words, tags, deps = (list(column) for column in zip(*rows, strict=True))
        ruled = self.ruler(Doc(vocab, words, tags=tags, deps=deps))
        return [tuple(row) for row in ruled.to_array(_RULED)[1::2].tolist()]


def _named(rules: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The words, in lower case, that the patterns of the ruler name."""
    for rule in rules:
        for pattern in rule["patterns"]:
            for token in pattern:
                lower = token.get("LOWER", "")
                yield from [lower] if isinstance(lower, str) else lower.get("IN", ())


def remember_words(nlp: Language) -> None:
    """Let `RememberedWords` do the work of attribute ruler and lemmatizer."""
    nlp.add_pipe(_WORDS, after="lemmatizer")
    for name in ("attribute_ruler", "lemmatizer"):
        nlp.disable_pipe(name)

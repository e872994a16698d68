"""Fixtures shared by all tests."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from spacy.language import Language

from own_articles import tagged_articles
from own_spans import span_records, write_records
from quotestance.cli import main
from quotestance.quotes.nlp import load_nlp

# A first call that loads something, or a busy machine, is no failure.
settings.register_profile("quotestance", deadline=None)
settings.load_profile("quotestance")


@dataclass(frozen=True)
class Ran:
    """What a command left behind: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


@contextmanager
def own_logging() -> Iterator[None]:
    """Give the root logger back as it was: the program sets up its own log."""
    root, ours = logging.getLogger(), logging.getLogger("quotestance")
    handlers, levels = list(root.handlers), (root.level, ours.level)
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(levels[0])
        ours.setLevel(levels[1])


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_nlp()


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs ``quotestance WORD …`` in this process."""

    def run(*words: object) -> Ran:
        capsys.readouterr()
        with own_logging():
            try:
                code = main([str(word) for word in words])
            except SystemExit as end:  # argparse
                code = int(end.code or 0)
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def span_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A span file of 120 labelled spans in 12 groups."""
    return write_records(tmp_path_factory.mktemp("spans") / "spans.jsonl", span_records())


@pytest.fixture(scope="session")
def model_folder(span_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A TF-IDF model named ``small``, trained on ``span_file`` by the command itself."""
    folder = tmp_path_factory.mktemp("models") / "small"
    words = ["train", "experiment=tfidf", "data=jsonl", f"data.train={span_file}"]
    with own_logging():
        assert main([*words, "name=small", f"output_dir={folder}"]) == 0
    return folder


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of 2 layers and 32 dimensions with random weights, and its WordPiece tokenizer."""
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("tiny-encoder")
    words = {word for record in span_records() for word in record["text"].lower().split()}
    letters = [chr(code) for code in range(33, 127)]
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters, *"«»“”", *(f"##{c}" for c in letters)]
    vocabulary = {piece: i for i, piece in enumerate(dict.fromkeys([*pieces, *sorted(words)]))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    ).save_pretrained(folder)
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
    )
    BertModel(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tagger_folder(tiny_encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tagger named ``tiny``, trained by the command itself on ``tagged_articles``."""
    place = tmp_path_factory.mktemp("taggers")
    for name, source in tagged_articles().items():
        (place / f"{name}.quotes.md").write_text(source, encoding="utf-8")
    words = ["train", "experiment=tagger", f"model.encoder={tiny_encoder}", "name=tiny"]
    quick = ["epochs=30", "batch_size=8", "learning_rate=1e-2", "dropout=0", "max_length=32"]
    data = ["data=articles", f"data.dir={place}", f"output_dir={place / 'tiny'}", "threads=1"]
    with own_logging():
        assert main([*words, *data, *(f"model.{word}" for word in quick)]) == 0
    return place / "tiny"

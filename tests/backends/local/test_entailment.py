"""Checkpoints that say whether a text bears a sentence out, on a tiny random one made here."""

from pathlib import Path

import pytest

from harness.backends.local.entailment import EntailmentCheckpoint, entailing_label
from harness.errors import MissingError, UsageError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two small layers with random weights, three labels, and a vocabulary of single words."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    where = tmp_path_factory.mktemp("checkpoint")
    words = "[PAD] [UNK] [CLS] [SEP] [MASK] the ferry sank on tuesday nobody was hurt captain said".split()  # noqa: SIM905
    (where / "vocab.txt").write_text("\n".join(words) + "\n")
    BertTokenizerFast(vocab=str(where / "vocab.txt"), model_max_length=24).save_pretrained(where)
    torch.manual_seed(0)
    labels = {0: "contradiction", 1: "neutral", 2: "entailment"}
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=24, id2label=labels, label2id={name: number for number, name in labels.items()},
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(where)
    return where


def test_a_checkpoint_gives_a_probability(folder: Path) -> None:
    """The same pair gets the same probability, and another document another one."""
    checkpoint = EntailmentCheckpoint(str(folder))
    first = checkpoint.probability("The ferry sank on Tuesday.", "The ferry sank.")
    assert 0 < first < 1
    assert checkpoint.probability("The ferry sank on Tuesday.", "The ferry sank.") == first
    assert checkpoint.probability("Nobody was hurt.", "The ferry sank.") != first
    assert checkpoint.probability(" ", "The ferry sank.") == 0.0


def test_a_long_document_counts_by_its_best_window(folder: Path) -> None:
    """More text than the checkpoint takes is read in windows, so nothing at its end is lost."""
    checkpoint = EntailmentCheckpoint(str(folder))
    short = "The captain said nobody was hurt. " * 2
    whole = checkpoint.probability(short + "the ferry sank on tuesday " * 20, "The ferry sank.")
    assert whole >= checkpoint.probability(short, "The ferry sank.") - 0.05
    assert 0 < whole < 1


@pytest.mark.parametrize(
    ("labels", "right"),
    [
        ({0: "entailment", 1: "not_entailment"}, 0),
        ({0: "not_entailment", 1: "entailment"}, 1),
        ({0: "INCONSISTENT", 1: "CONSISTENT"}, 1),
        ({0: "LABEL_0", 1: "LABEL_1"}, 1),
        ({0: "unsupported", 1: "supported"}, 1),
    ],
)
def test_the_label_that_bears_out_is_found_by_name(labels: dict[int, str], right: int) -> None:
    """ "not_entailment" is not taken for entailment, whichever comes first."""
    assert entailing_label(labels, "mine") == right


def test_other_checkpoints_are_refused(tmp_path: Path) -> None:
    """A classifier of feelings is not used by mistake, and a missing one says what was expected."""
    with pytest.raises(UsageError, match="no label for a sentence that is borne out"):
        entailing_label({0: "joy", 1: "anger", 2: "fear"}, "mine")
    with pytest.raises(MissingError, match="expected a hub id or a folder"):
        EntailmentCheckpoint(str(tmp_path))

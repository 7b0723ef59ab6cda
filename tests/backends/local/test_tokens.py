"""The tokenizers library alone gives the ids, words and chats that transformers gives, or isn't used."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from harness.backends.local.chat import render_chat
from harness.backends.local.loading import load_tokenizer
from harness.backends.local.tokens import PlainTokenizer, TextTokenizer, TransformersTokenizer

Folders = Callable[[str], Path]
CORPUS = (
    "The port authority said on Monday that 340 tonnes lie on the bottom, 12.5 % more than the company's figure.",
    "Žižkov, Ærøskøbing and 東京 don't agree: “200 tonnes at most”, says the shipping company — isn't it so ?",
)
KINDS = ("bytes", "pieces", "words")
chars = st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(" \n\t.'“”é\u0301\u200d🚢"))
texts = st.lists(st.one_of(st.text(chars, max_size=12), st.sampled_from([*CORPUS, "<s>", "</s>", "<|end|>", "  "])))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a small trained tokenizer of a kind: bytes as GPT-2's, pieces as Gemma's, words as BERT's."""
    return cache(lambda kind: _save(kind, tmp_path_factory.mktemp(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_the_second_tokenizer_needs_no_transformers(made: Folders, kind: str) -> None:
    """First transformers' own, found to be its file and nothing else; from then on the file alone."""
    first, second = load_tokenizer(made(kind)), load_tokenizer(made(kind))
    assert isinstance(first, TransformersTokenizer)
    assert isinstance(second, PlainTokenizer)
    assert second.special == first.special


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=150, deadline=None, derandomize=True)
@given(parts=texts, special=st.booleans(), data=st.data())
def test_ids_and_words_are_those_of_transformers(
    made: Folders, kind: str, parts: list[str], special: bool, data: st.DataObject
) -> None:
    """Any Unicode text, with special tokens in it: the same ids; any ids: the same text."""
    plain, theirs = _pair(made(kind))
    text = "".join(parts)
    ids = theirs.ids(text, special=special)
    assert plain.ids(text, special=special) == ids
    assert plain.text(ids) == theirs.text(ids)
    drawn = data.draw(st.lists(st.integers(0, 250), max_size=20))
    assert plain.text(drawn) == theirs.text(drawn)


def test_what_the_config_adds_is_in_what_is_kept(made: Folders, tmp_path: Path) -> None:
    """A token that the config adds to the file's is one for both."""
    folder = Path(shutil.copytree(made("bytes"), tmp_path / "more"))
    settings_file = folder / "tokenizer_config.json"
    given_settings = json.loads(settings_file.read_text(encoding="utf-8"))
    given_settings["mask_token"] = "<|added later|>"
    settings_file.write_text(json.dumps(given_settings), encoding="utf-8")
    first, second = load_tokenizer(folder), load_tokenizer(folder)
    assert isinstance(second, PlainTokenizer)
    text = "so <|added later|> it is"
    assert second.ids(text, special=True) == first.ids(text, special=True)
    assert second.text(second.ids(text, special=True)) == first.text(first.ids(text, special=True)) == "so  it is"


def test_a_tokenizer_that_does_more_than_its_pipeline_stays_with_transformers(
    made: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where transformers' own code changes what the library makes of a text, the library alone is never used."""
    plain = TransformersTokenizer.ids
    monkeypatch.setattr(
        TransformersTokenizer, "ids", lambda self, text, *, special: [*plain(self, text, special=special), 5]
    )
    folder = Path(shutil.copytree(made("bytes"), tmp_path / "more"))
    for _ in range(2):
        assert isinstance(load_tokenizer(folder), TransformersTokenizer)


def test_a_template_that_is_rendered_otherwise_stays_with_transformers(made: Folders, tmp_path: Path) -> None:
    """A template with a tag that only transformers knows is rendered by transformers."""
    folder = Path(shutil.copytree(made("bytes"), tmp_path / "tag"))
    template = "{% for m in messages %}{% generation %}{{ m['content'] }}{% endgeneration %}{% endfor %}"
    (folder / "chat_template.jinja").write_text(template, encoding="utf-8")
    for _ in range(2):
        tokenizer = load_tokenizer(folder)
        assert isinstance(tokenizer, TransformersTokenizer)
        assert tokenizer.render([{"role": "user", "content": "so"}]) == "so"


EACH = "{% for m in messages %}"
TEMPLATES = {
    "blocks are trimmed": EACH
    + "\n  {% if loop.first %}\n1 {% endif %}\n[{{ m.role }}] {{ m.content | trim }}\n{% endfor %}",
    "names of tokens": "{{ bos_token }}{{ messages[-1].content }}{{ eos_token }}{{ '>' if add_generation_prompt }}",
    "a refusal": "{% if messages[0].role == 'system' %}{{ raise_exception('no system turn') }}{% endif %}so",
    "loops that end early": EACH + "{% if loop.index > 1 %}{% break %}{% endif %}{{ m.content }}{% endfor %}",
    "json": "{{ messages | tojson }}{{ messages[0] | tojson(indent=2) }}",
    "no tools": "{% if tools is none and documents is none %}{{ messages | length }}{% endif %}",
    "the year": "{{ strftime_now('%Y') }}",
    "a namespace": "{% set n = namespace(a=0) %}" + EACH + "{% set n.a = m.content %}{% endfor %}{{ n.a }}",
    "what isn't allowed": "{{ messages.append(1) }}",
}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
@pytest.mark.parametrize("roles", [("user",), ("system", "user"), ("user", "assistant", "user")])
def test_chats_are_rendered_as_transformers_renders_them(
    made: Folders, tmp_path: Path, template: str, roles: tuple[str, ...]
) -> None:
    """Blocks, refusals, JSON, names and limits of templates: the same words, or the same refusal."""
    folder = Path(shutil.copytree(made("bytes"), tmp_path / "chat"))
    (folder / "chat_template.jinja").write_text(template, encoding="utf-8")
    theirs = _theirs(folder)
    turns = [{"role": role, "content": f" {CORPUS[number % 2]} <b>&\n"} for number, role in enumerate(roles)]
    assert _told(lambda: render_chat(template, turns, theirs.special.named)) == _told(lambda: theirs.render(turns))


def _told(render: Callable[[], str]) -> tuple[str, str]:
    try:
        return "said", render()
    except Exception as refusal:
        return type(refusal).__name__, str(refusal)


@cache
def _pair(folder: Path) -> tuple[TextTokenizer, TextTokenizer]:
    theirs = _theirs(folder)
    return PlainTokenizer(theirs.pipeline(), theirs.special), theirs


def _theirs(folder: Path) -> TransformersTokenizer:
    from transformers import AutoTokenizer

    loader: Any = AutoTokenizer
    return TransformersTokenizer(loader.from_pretrained(str(folder)))


def _save(kind: str, folder: Path) -> Path:
    pipeline = {"bytes": _bytes, "pieces": _pieces, "words": _words}[kind]()
    pipeline.save(str(folder / "tokenizer.json"))
    named = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "</s>"}
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "PreTrainedTokenizerFast", **named})
    return folder


def _write(path: Path, data: Mapping[str, object]) -> None:
    path.write_text(json.dumps(data), encoding="utf-8")


def _bytes() -> Tokenizer:
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    made.decoder = decoders.ByteLevel()
    _train(made, trainers.BpeTrainer(vocab_size=400, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    made.enable_truncation(8)
    made.enable_padding(length=4)
    return made


def _pieces() -> Tokenizer:
    made = Tokenizer(models.BPE(byte_fallback=True, fuse_unk=True, unk_token="<unk>"))
    made.normalizer = normalizers.Replace(" ", "▁")
    made.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_previous")
    made.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    _train(made, trainers.BpeTrainer(vocab_size=500, initial_alphabet=[f"<0x{byte:02X}>" for byte in range(256)]))
    made.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 0)])
    return made


def _words() -> Tokenizer:
    made = Tokenizer(models.WordPiece(unk_token="<unk>"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.decoder = decoders.WordPiece(cleanup=True)
    _train(made, trainers.WordPieceTrainer(vocab_size=260))
    ends = [("<s>", 0), ("</s>", 1)]
    made.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    return made


def _train(tokenizer: Tokenizer, trainer: Any) -> None:
    trainer.special_tokens = [AddedToken(name, special=True) for name in ("<s>", "</s>", "<unk>")]
    trainer.show_progress = False
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.add_tokens([AddedToken("<|end|>", special=False, lstrip=True)])

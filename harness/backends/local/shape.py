"""What a decoder has to know of a model beside its weights, read from transformers' own modules.

It is read once, when transformers has loaded the model; written and read again it says the same, to the last bit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from harness.backends.local.packed import ACTIVATIONS

FAMILIES = frozenset({"llama", "mistral", "qwen2", "qwen3", "gemma3_text"})
STILL_ROTARY = frozenset({"default", "linear", "llama3", "yarn"})
"""Rotary kinds whose angles depend on the position alone, not on the length of what is computed."""


class UnknownModelError(Exception):
    """This model is none that the engine knows; the message says why."""


@dataclass(frozen=True, slots=True)
class Rotary:
    """One kind of rotary angles: a frequency for each pair of a head's places, and what cos and sin are scaled by."""

    frequencies: tuple[float, ...]
    scaling: float


@dataclass(frozen=True, slots=True)
class DecoderShape:
    """Sizes and constants of a known family's model. ``windows`` and ``rotary_kinds`` have an entry a layer.

    ``windows`` None: all tokens before are seen. ``late_cast``: a norm's weight has one added and is put on before the
    cast back. ``tied``: the output weights are the embedding's.
    """

    heads: int
    key_heads: int
    head_size: int
    hidden_size: int
    activation: str
    eps: float
    late_cast: bool
    tied: bool
    embedding_scale: float
    attention_scale: float
    windows: tuple[int | None, ...]
    rotary_kinds: tuple[str, ...]
    rotary: Mapping[str, Rotary]


def shape_of(model: Any) -> DecoderShape:
    """The shape of a model of transformers; raises UnknownModelError where the engine does not know it."""
    config = model.config
    reason = unknown_because(config)
    if reason:
        raise UnknownModelError(reason)
    inner = model.model
    attentions = [layer.self_attn for layer in inner.layers]
    late_cast = config.model_type == "gemma3_text"
    kinds = tuple(str(attention.layer_type) if late_cast else "" for attention in attentions)
    return DecoderShape(
        heads=config.num_attention_heads,
        key_heads=config.num_key_value_heads,
        head_size=getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads,
        hidden_size=config.hidden_size,
        activation=_activation_name(config),
        eps=float(getattr(inner.norm, "variance_epsilon", None) or inner.norm.eps),
        late_cast=late_cast,
        tied=model.lm_head.weight is inner.embed_tokens.weight,
        embedding_scale=float(getattr(inner.embed_tokens, "scalar_embed_scale", 1.0)),
        attention_scale=float(attentions[0].scaling),
        windows=tuple(_window(config, attention) for attention in attentions),
        rotary_kinds=kinds,
        rotary={kind: _rotary(inner.rotary_emb, f"{kind}_" if kind else "") for kind in sorted(set(kinds))},
    )


def shape_from(record: Mapping[str, Any]) -> DecoderShape:
    """The shape that ``dataclasses.asdict`` made a record of; raises TypeError or KeyError for another record."""
    rotary = {kind: Rotary(tuple(given["frequencies"]), given["scaling"]) for kind, given in record["rotary"].items()}
    layers = {name: tuple(record[name]) for name in ("windows", "rotary_kinds")}
    return DecoderShape(**{**record, **layers, "rotary": rotary})


def unknown_because(config: Any) -> str:
    """Why the engine does not know a model of this config, or an empty string."""
    if config.model_type not in FAMILIES:
        return f"the engine does not know the family {config.model_type}"
    if _activation_name(config) not in ACTIVATIONS:
        return f"the engine does not know the activation {_activation_name(config)}"
    kinds = {str(rope.get("rope_type", "default")) for rope in _rope_parameters(config)}
    if not kinds <= STILL_ROTARY:
        return f"the engine does not know the rotary kind {', '.join(sorted(kinds - STILL_ROTARY))}"
    if any(rope.get("partial_rotary_factor", 1.0) != 1.0 for rope in _rope_parameters(config)):
        return "the engine does not know partial rotary embeddings"
    for name in ("attn_logit_softcapping", "final_logit_softcapping", "use_bidirectional_attention"):
        if getattr(config, name, None):
            return f"the engine does not know {name}"
    if (getattr(config, "pretraining_tp", None) or 1) > 1:
        return "the engine does not know tensor-parallel weights"
    return ""


def _rope_parameters(config: Any) -> list[Mapping[str, Any]]:
    given: Mapping[str, Any] = getattr(config, "rope_parameters", None) or {}
    nested = [value for value in given.values() if isinstance(value, Mapping)]
    return nested or [given]


def _rotary(module: Any, prefix: str) -> Rotary:
    frequencies = getattr(module, f"{prefix}inv_freq").float().tolist()
    return Rotary(tuple(frequencies), float(getattr(module, f"{prefix}attention_scaling")))


def _activation_name(config: Any) -> str:
    return str(getattr(config, "hidden_activation", None) or config.hidden_act)


def _window(config: Any, attention: Any) -> int | None:
    if config.model_type == "mistral":
        return getattr(config, "sliding_window", None)
    return getattr(attention, "sliding_window", None)

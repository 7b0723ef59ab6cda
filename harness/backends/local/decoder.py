"""The decoder of a known family, run over a flat list of tokens with packed weights.

The weights, the embedding and the rotary angles are those of the transformers model; only the loop over the layers is
ours, so that tokens of many rows stand in one list, attention is computed in parts, and what nobody reads is left out.
A model is taken over only where it is one of :data:`FAMILIES` with nothing unusual in its config; whoever takes it over
compares the first logits with transformers' own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch.nn import functional

from harness.backends.local.head import Head, PackedHead, head_of
from harness.backends.local.keys import KeyShape
from harness.backends.local.packed import ACTIVATIONS, Activation, PackedLinear

FAMILIES = frozenset({"llama", "mistral", "qwen2", "qwen3", "gemma3_text"})
STILL_ROTARY = frozenset({"default", "linear", "llama3", "yarn"})
"""Rotary kinds whose angles depend on the position alone, not on the length of what is computed."""


class UnknownModelError(Exception):
    """This model is none that the engine knows; the message says why."""


class Step(Protocol):
    """What a pass over the layers is for: it stores keys and computes attention."""

    keys_only: bool
    """Whether only the keys and values are wanted, no hidden states."""
    needed: torch.Tensor | None
    """Places of the tokens whose hidden states are wanted; None: all."""

    def attend(
        self,
        layer: int,
        query: torch.Tensor,
        key: torch.Tensor,
        value: torch.Tensor,
        *,
        scale: float,
        window: int | None,
    ) -> torch.Tensor:
        """Attention of queries [T, H, D], whose own keys and values are [T, K, D], as [T, H * D]."""
        ...

    def store(self, layer: int, key: torch.Tensor, value: torch.Tensor) -> None:
        """Keep keys and values [T, K, D] for later steps."""
        ...


@dataclass(frozen=True, slots=True)
class Norm:
    """RMS norm, as the model's own: in fp32, its weight put on before or after the cast back."""

    weight: torch.Tensor
    eps: float
    late_cast: bool

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        """The norm over the last dimension."""
        size = (x.shape[-1],)
        if x.dtype == torch.float32:
            return functional.rms_norm(x, size, self.weight, self.eps)
        if self.late_cast:
            return functional.rms_norm(x.float(), size, self.weight.float(), self.eps).to(x.dtype)
        return functional.rms_norm(x.float(), size, None, self.eps).to(x.dtype) * self.weight


@dataclass(frozen=True, slots=True)
class Block:
    """One layer. Norms after attention and after the MLP, and on heads, are there in some families only."""

    before_attention: Norm
    projection: PackedLinear
    query_norm: Norm | None
    key_norm: Norm | None
    out: PackedLinear
    after_attention: Norm | None
    before_mlp: Norm
    gate: PackedLinear
    up: PackedLinear
    down: PackedLinear
    after_mlp: Norm | None
    scale: float
    window: int | None
    angles: str


class Decoder:
    """A known family's layers over flat tokens. Building it packs the weights and takes them from the model."""

    def __init__(self, model: Any) -> None:
        reason = unknown_because(model.config)
        if reason:
            raise UnknownModelError(reason)
        config = model.config
        self.heads: int = config.num_attention_heads
        self.key_heads: int = config.num_key_value_heads
        self.head_size: int = getattr(config, "head_dim", None) or config.hidden_size // self.heads
        self.activation: Activation = ACTIVATIONS[_activation_name(config)]
        inner = model.model
        self.embedding = inner.embed_tokens
        self.rotary = inner.rotary_emb
        self.late_cast = config.model_type == "gemma3_text"
        self.norm = self._norm(inner.norm)
        self.dtype: torch.dtype = self.embedding.weight.dtype
        self.hidden_size: int = config.hidden_size
        self.blocks = [self._block(config, layer) for layer in inner.layers]
        _leave_the_file(model)
        self.head: Head = head_of(model.lm_head.weight)
        if isinstance(self.head, PackedHead) and model.lm_head.weight is not self.embedding.weight:
            _release(model.lm_head)

    @property
    def key_shape(self) -> KeyShape:
        """What one token's keys and values look like."""
        return KeyShape(len(self.blocks), self.key_heads, self.head_size, self.dtype)

    def hidden(self, ids: torch.Tensor, positions: torch.Tensor, step: Step) -> torch.Tensor | None:
        """Hidden states [needed, size] of flat tokens [T] at their positions; None where the step wants keys only."""
        x = self.embedding(ids)
        angles = self._angles(x, positions)
        last = len(self.blocks) - 1
        for number, block in enumerate(self.blocks):
            query, key, value = self._projected(block, x, angles[block.angles])
            if number == last and step.keys_only:
                step.store(number, key, value)
                return None
            made = step.attend(number, query, key, value, scale=block.scale, window=block.window)
            if number == last and step.needed is not None:
                made, x = made[step.needed], x[step.needed]
            x = self._after_attention(block, x, made)
        return self.norm(x)

    def _projected(
        self, block: Block, x: torch.Tensor, angles: tuple[torch.Tensor, torch.Tensor]
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        heads, key_heads = self.heads, self.key_heads
        made = block.projection(block.before_attention(x)).view(x.shape[0], heads + 2 * key_heads, self.head_size)
        turning = made[:, : heads + key_heads]
        if block.query_norm is not None and block.key_norm is not None:
            parts = (block.query_norm(turning[:, :heads]), block.key_norm(turning[:, heads:]))
            turning = torch.cat(parts, dim=1)
        turned = _turn(turning, *angles)
        return turned[:, :heads], turned[:, heads:], made[:, heads + key_heads :]

    def _after_attention(self, block: Block, x: torch.Tensor, made: torch.Tensor) -> torch.Tensor:
        x = block.out.plus(made, x) if block.after_attention is None else x + block.after_attention(block.out(made))
        inner = block.before_mlp(x)
        inner = block.up.times(inner, block.gate.activated(inner, self.activation))
        if block.after_mlp is None:
            return block.down.plus(inner, x)
        return x + block.after_mlp(block.down(inner))

    def _angles(self, x: torch.Tensor, positions: torch.Tensor) -> Mapping[str, tuple[torch.Tensor, torch.Tensor]]:
        made = {}
        for kind in sorted({block.angles for block in self.blocks}):
            cos, sin = self.rotary(x[None], positions[None], *([kind] if kind else []))
            made[kind] = (cos[0].unsqueeze(1), sin[0].unsqueeze(1))
        return made

    def _norm(self, module: Any) -> Norm:
        eps = getattr(module, "variance_epsilon", None) or module.eps
        weight = module.weight.detach().clone()
        return Norm(1.0 + weight if self.late_cast else weight, eps, self.late_cast)

    def _block(self, config: Any, layer: Any) -> Block:
        attention, mlp = layer.self_attn, layer.mlp
        extra_norms = hasattr(layer, "pre_feedforward_layernorm")
        block = Block(
            before_attention=self._norm(layer.input_layernorm),
            projection=_packed(attention.q_proj, attention.k_proj, attention.v_proj),
            query_norm=self._norm(attention.q_norm) if hasattr(attention, "q_norm") else None,
            key_norm=self._norm(attention.k_norm) if hasattr(attention, "k_norm") else None,
            out=_packed(attention.o_proj),
            after_attention=self._norm(layer.post_attention_layernorm) if extra_norms else None,
            before_mlp=self._norm(layer.pre_feedforward_layernorm if extra_norms else layer.post_attention_layernorm),
            gate=_packed(mlp.gate_proj),
            up=_packed(mlp.up_proj),
            down=_packed(mlp.down_proj),
            after_mlp=self._norm(layer.post_feedforward_layernorm) if extra_norms else None,
            scale=float(attention.scaling),
            window=_window(config, attention),
            angles=attention.layer_type if self.late_cast else "",
        )
        for module in (attention.q_proj, attention.k_proj, attention.v_proj, attention.o_proj):
            _release(module)
        for module in (mlp.gate_proj, mlp.up_proj, mlp.down_proj):
            _release(module)
        return block


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
    if getattr(config, "pretraining_tp", 1) > 1:
        return "the engine does not know tensor-parallel weights"
    return ""


def _rope_parameters(config: Any) -> list[Mapping[str, Any]]:
    given: Mapping[str, Any] = getattr(config, "rope_parameters", None) or {}
    nested = [value for value in given.values() if isinstance(value, Mapping)]
    return nested or [given]


def _activation_name(config: Any) -> str:
    return str(getattr(config, "hidden_activation", None) or config.hidden_act)


def _window(config: Any, attention: Any) -> int | None:
    if config.model_type == "mistral":
        return getattr(config, "sliding_window", None)
    return getattr(attention, "sliding_window", None)


def _packed(*modules: Any) -> PackedLinear:
    """Several linear layers over the same input as one, their outputs one after the other."""
    if len(modules) == 1:
        return PackedLinear(modules[0].weight, modules[0].bias)
    weight = torch.cat([module.weight for module in modules])
    biases = [module.bias for module in modules]
    return PackedLinear(weight, None if biases[0] is None else torch.cat(biases))


def _release(module: Any) -> None:
    """Give the memory of a packed module's own weights back."""
    module.weight = torch.nn.Parameter(torch.empty(0), requires_grad=False)


def _leave_the_file(model: Any) -> None:
    """Copy what is left of the weights: the file stays mapped, all of it, while one tensor of it is in use."""
    copied: dict[int, torch.Tensor] = {}
    for parameter in model.parameters():
        data = parameter.data
        parameter.data = copied.setdefault(data.data_ptr(), data.clone()) if data.numel() else data


def _turn(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """Rotary embedding of [T, heads, D] by angles [T, 1, D]: the first and second halves of D are the pairs."""
    half = x.shape[-1] // 2
    turned = x * cos
    turned[..., :half].addcmul_(x[..., half:], sin[..., :half], value=-1.0)
    turned[..., half:].addcmul_(x[..., :half], sin[..., half:])
    return turned

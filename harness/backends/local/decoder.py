"""The decoder of a known family, run over a flat list of tokens with packed weights.

Shape and weights are those of a transformers model; only the loop over the layers is ours, so that tokens of many rows
stand in one list, attention is computed in parts, and what nobody reads is left out. Whoever makes one compares its
first logits with transformers' own, or knows that they were compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import torch
from torch.nn import functional

from harness.backends.local.head import Head, head_of
from harness.backends.local.kernels import Kernels, kernels_for
from harness.backends.local.keys import KeyShape
from harness.backends.local.packed import ACTIVATIONS, Activation, Linear, linear_of
from harness.backends.local.shape import DecoderShape
from harness.backends.local.tensors import Tensors


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
    kernels: Kernels | None = None

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        """The norm over the last dimension."""
        size = (x.shape[-1],)
        if self.kernels is not None:
            return self.kernels.norm(x, self.weight, self.eps)
        if x.dtype == torch.float32:
            return functional.rms_norm(x, size, self.weight, self.eps)
        if self.late_cast:
            return functional.rms_norm(x.float(), size, self.weight.float(), self.eps).to(x.dtype)
        return functional.rms_norm(x.float(), size, None, self.eps).to(x.dtype) * self.weight


@dataclass(frozen=True, slots=True)
class Block:
    """One layer. Norms after attention and after the MLP, and on heads, are there in some families only."""

    before_attention: Norm
    projection: Linear
    query_norm: Norm | None
    key_norm: Norm | None
    out: Linear
    after_attention: Norm | None
    before_mlp: Norm
    gate: Linear
    up: Linear
    down: Linear
    after_mlp: Norm | None
    scale: float
    window: int | None
    angles: str


class Decoder:
    """A known family's layers over flat tokens. Building it packs the weights and takes them from where they are."""

    def __init__(self, shape: DecoderShape, tensors: Tensors) -> None:
        self.shape = shape
        self.heads = shape.heads
        self.key_heads = shape.key_heads
        self.head_size = shape.head_size
        self.activation: Activation = ACTIVATIONS[shape.activation]
        self.embedding = tensors.take("model.embed_tokens.weight").clone()
        self.dtype: torch.dtype = self.embedding.dtype
        # a key head's sums are kept in whole vectors of eight
        self.kernels = kernels_for(self.dtype) if shape.head_size % 8 == 0 else None
        self.embedding_scale = torch.tensor(shape.embedding_scale, dtype=self.dtype)
        self.frequencies = {kind: torch.tensor(each.frequencies) for kind, each in shape.rotary.items()}
        self.norm = self._norm(tensors, "model.norm")
        self.blocks = [self._block(tensors, layer) for layer in range(len(shape.windows))]
        self.head: Head = head_of(self.embedding if shape.tied else tensors.take("lm_head.weight").clone())

    @property
    def key_shape(self) -> KeyShape:
        """What one token's keys and values look like."""
        return KeyShape(len(self.blocks), self.key_heads, self.head_size, self.dtype, self.kernels)

    def hidden(self, ids: torch.Tensor, positions: torch.Tensor, step: Step) -> torch.Tensor | None:
        """Hidden states [needed, size] of flat tokens [T] at their positions; None where the step wants keys only."""
        x = functional.embedding(ids, self.embedding)
        if self.shape.embedding_scale != 1.0:
            x = x * self.embedding_scale
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
        for kind, frequencies in self.frequencies.items():
            half = positions[:, None].float() * frequencies
            turns, scaling = torch.cat((half, half), dim=-1).unsqueeze(1), self.shape.rotary[kind].scaling
            made[kind] = ((turns.cos() * scaling).to(x.dtype), (turns.sin() * scaling).to(x.dtype))
        return made

    def _norm(self, tensors: Tensors, name: str) -> Norm:
        weight = tensors.take(f"{name}.weight").clone()
        shape, weight = self.shape, (1.0 + weight if self.shape.late_cast else weight)
        return Norm(weight, shape.eps, shape.late_cast, self.kernels)

    def _block(self, tensors: Tensors, layer: int) -> Block:
        place = f"model.layers.{layer}"
        attention, mlp, after = f"{place}.self_attn", f"{place}.mlp", f"{place}.post_attention_layernorm"
        head_norms = tensors.has(f"{attention}.q_norm.weight")
        extra_norms = tensors.has(f"{place}.pre_feedforward_layernorm.weight")
        return Block(
            before_attention=self._norm(tensors, f"{place}.input_layernorm"),
            projection=_packed(tensors, *(f"{attention}.{name}_proj" for name in "qkv")),
            query_norm=self._norm(tensors, f"{attention}.q_norm") if head_norms else None,
            key_norm=self._norm(tensors, f"{attention}.k_norm") if head_norms else None,
            out=_packed(tensors, f"{attention}.o_proj"),
            after_attention=self._norm(tensors, after) if extra_norms else None,
            before_mlp=self._norm(tensors, f"{place}.pre_feedforward_layernorm" if extra_norms else after),
            gate=_packed(tensors, f"{mlp}.gate_proj"),
            up=_packed(tensors, f"{mlp}.up_proj"),
            down=_packed(tensors, f"{mlp}.down_proj"),
            after_mlp=self._norm(tensors, f"{place}.post_feedforward_layernorm") if extra_norms else None,
            scale=self.shape.attention_scale,
            window=self.shape.windows[layer],
            angles=self.shape.rotary_kinds[layer],
        )


def _packed(tensors: Tensors, *names: str) -> Linear:
    """Several linear layers over the same input as one, their outputs one after the other."""
    biases = [tensors.take(f"{name}.bias") for name in names if tensors.has(f"{name}.bias")]
    weights = [tensors.take(f"{name}.weight") for name in names]
    weight = weights[0] if len(weights) == 1 else torch.cat(weights)
    return linear_of(weight, torch.cat(biases) if biases else None)


def _turn(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """Rotary embedding of [T, heads, D] by angles [T, 1, D]: the first and second halves of D are the pairs."""
    half = x.shape[-1] // 2
    turned = x * cos
    turned[..., :half].addcmul_(x[..., half:], sin[..., :half], value=-1.0)
    turned[..., half:].addcmul_(x[..., :half], sin[..., half:])
    return turned

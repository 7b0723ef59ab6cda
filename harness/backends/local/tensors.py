"""A decoder's weights by their names: from a folder's files as they lie there, or out of a model of transformers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

import torch

WEIGHTS = "model.safetensors"


class Tensors(Protocol):
    """Weights that are taken by name, each once."""

    def has(self, name: str) -> bool:
        """Whether there is a weight of this name."""
        ...

    def take(self, name: str) -> torch.Tensor:
        """The weight, which nobody else needs after this."""
        ...


class ModelTensors:
    """The weights of a model of transformers, which is left without those that are taken."""

    def __init__(self, model: Any) -> None:
        self._parameters = dict(model.named_parameters(remove_duplicate=False))

    def has(self, name: str) -> bool:
        """Whether the model has a parameter of this name."""
        return name in self._parameters

    def take(self, name: str) -> torch.Tensor:
        """The parameter's values, without a copy."""
        parameter = self._parameters[name]
        data: torch.Tensor = parameter.data
        parameter.data = torch.empty(0, dtype=data.dtype)
        return data


class FileTensors:
    """The weights of a folder's safetensors files, mapped, not read before they are used; given out in one dtype.

    ``files`` raises what safetensors raises where one is damaged.
    """

    def __init__(self, files: tuple[Path, ...], dtype: torch.dtype) -> None:
        from safetensors import safe_open

        self._dtype = dtype
        self._holders: dict[str, Any] = {}
        for file in files:
            held: Any = safe_open(file, framework="pt")
            self._holders |= dict.fromkeys(held.keys(), held)

    @property
    def sizes(self) -> dict[str, tuple[int, ...]]:
        """The size of each weight by its name."""
        return {name: tuple(held.get_slice(name).get_shape()) for name, held in self._holders.items()}

    def has(self, name: str) -> bool:
        """Whether a file holds a weight of this name."""
        return name in self._holders

    def take(self, name: str) -> torch.Tensor:
        """The weight; in the file's own dtype it is the file itself, mapped."""
        made: torch.Tensor = self._holders[name].get_tensor(name)
        return made.to(self._dtype)


def weights_files(folder: Path) -> tuple[Path, ...]:
    """The safetensors files that hold a folder's weights; none where it keeps them otherwise."""
    if (folder / WEIGHTS).is_file():
        return (folder / WEIGHTS,)
    try:
        index = json.loads((folder / f"{WEIGHTS}.index.json").read_text(encoding="utf-8"))
        return tuple(folder / name for name in sorted(set(index["weight_map"].values())))
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return ()

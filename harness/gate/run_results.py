"""A run's numbers for a test to assert on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.codec import nearest
from harness.errors import ProblemsError, UsageError
from harness.gate.integrity import read_gated_run
from harness.schema import Estimate, Verdict
from harness.stats.estimates import estimates, in_slice


@dataclass(frozen=True, slots=True)
class RunResults:
    """The verdicts of a run that can be trusted, and metrics of them with intervals."""

    folder: Path
    verdicts: Sequence[Verdict]

    @property
    def models(self) -> tuple[str, ...]:
        """The models of the run."""
        return tuple(dict.fromkeys(verdict.model for verdict in self.verdicts))

    def metric(self, name: str, *, model: str | None = None, **where: str) -> Estimate:
        """A metric such as ``qa.factual``, whole or in a slice: ``metric("qa.credit", tag="conflict").low``.

        ``where`` takes ``tag``, ``type``, ``source`` and ``document``. ``model`` may be left out where there is one.
        Raises UsageError where no item has the metric: nothing to assert on is no number.
        """
        task, _, metric = name.partition(".")
        chosen = self._model(model)
        own = [one for one in self.verdicts if (one.model, one.task) == (chosen, task) and in_slice(one, where)]
        rows = [one for one in estimates(own, slices=False) if one.metric == metric and one.n]
        if not rows:
            known = {f"{one.task}.{key}" for one in self.verdicts if one.model == chosen for key in one.scores}
            hit = nearest(name, known)
            mend = f"did you mean {hit}?" if hit and hit != name else f"it has {', '.join(sorted(known))}"
            slice_ = "".join(f" {key}={value}" for key, value in where.items())
            raise UsageError(f"{self.folder}: {chosen} has no items with {name}{slice_}; expected some; {mend}")
        return rows[0]

    def _model(self, model: str | None) -> str:
        if model is None and len(self.models) == 1:
            return self.models[0]
        if model is None or model not in self.models:
            asked = "which model is meant" if model is None else f"{model!r}: no such model"
            raise UsageError(f"{self.folder}: {asked}; expected one of {', '.join(self.models)}; give model=")
        return model


def read_run_results(folder: Path) -> RunResults:
    """A run's results; ProblemsError where it could not be trusted, MissingError where it isn't there."""
    run = read_gated_run(folder)
    if run.problems:
        raise ProblemsError(run.problems)
    return RunResults(folder, run.verdicts)

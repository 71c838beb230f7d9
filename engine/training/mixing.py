"""Weights before and after a run, mixed in a line: often better than both, since each errs in its own way.

Source: Wortsman et al. 2022 (model soups), Wortsman et al. 2022b (robust fine-tuning). The run has to have started from them:
    python3 -m engine.training.mixing RUN assets/models/autocompleter-en/weights.safetensors 0.6 MIXED
    triolet export MIXED MODEL --recipe ... --prepared RUN/prepared --card ...
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from safetensors.torch import load_file, save_file
from torch import Tensor

from engine.contract.errors import TrioletError
from engine.layers.packing import unpack
from engine.training.export import averaged_weights


def mixed(before: Mapping[str, Tensor], after: Mapping[str, Tensor], share: float) -> dict[str, Tensor]:
    """Each weight between its two values, float32.

    Args:
        before: of the network that a run started from
        after: of the run's end
        share: of `after`, 0 to 1

    Raises:
        TrioletError: weights of two different networks

    Example:
        >>> mixed({"a": torch.zeros(2)}, {"a": torch.ones(2)}, 0.6)
        {'a': tensor([0.6000, 0.6000])}
    """
    if {name: value.shape for name, value in before.items()} != {name: value.shape for name, value in after.items()}:
        raise TrioletError("The weights are of two different networks.", remedy="Mix a run with what it started from.")
    return {name: (1 - share) * before[name].float() + share * after[name].float() for name in after}


def main() -> None:
    """Writes a folder that is exported like a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("weights", type=Path, help="what the run started from")
    parser.add_argument("share", type=float, help="of the run, 0 to 1")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    weights = mixed(unpack(load_file(arguments.weights)), averaged_weights(arguments.run), arguments.share)
    arguments.out.mkdir(parents=True, exist_ok=True)
    tensors = {f"average.{name}": value.contiguous() for name, value in weights.items()}
    save_file(tensors, arguments.out / "checkpoint.safetensors")


if __name__ == "__main__":
    main()

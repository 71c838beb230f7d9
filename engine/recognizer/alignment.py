"""Where each unit of a known reading lies in the sound: the best CTC path through it."""

from __future__ import annotations

import numpy as np
from numba import njit

NOWHERE = -1e30


@njit(cache=True)
def align(emissions: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """The best path of emissions through labels, with blanks between and around them.

    Source: Graves et al. 2006, section 4.1, the largest path in place of the sum (Viterbi).

    Args:
        emissions: float32 [n_emissions, n_units], log-probabilities, unit 0 the blank
        labels: int64 [n_labels], none of them 0

    Returns:
        the path's log-probability, very small when the emissions are too few; for each label its first emission and
        the one after its last, int64 [n_labels]
    """
    n_emissions, n_labels = len(emissions), len(labels)
    n_states = 2 * n_labels + 1
    starts, ends = np.zeros(n_labels, dtype=np.int64), np.zeros(n_labels, dtype=np.int64)
    if n_emissions == 0:
        return (0.0 if n_labels == 0 else NOWHERE), starts, ends
    scores = np.full(n_states, NOWHERE)
    steps = np.zeros((n_emissions, n_states), dtype=np.int8)
    for frame in range(n_emissions):
        following = np.full(n_states, NOWHERE)
        for state in range(n_states):
            unit = labels[state // 2] if state % 2 else 0
            if frame == 0:
                best = 0.0 if state < 2 else NOWHERE
                step = 0
            else:
                best, step = scores[state], 0
                if state > 0 and scores[state - 1] > best:
                    best, step = scores[state - 1], 1
                # A blank may be left out, but not between two equal labels.
                if state > 2 and state % 2 and unit != labels[state // 2 - 1] and scores[state - 2] > best:
                    best, step = scores[state - 2], 2
            following[state] = max(NOWHERE, best + emissions[frame, unit])
            steps[frame, state] = step
        scores = following
    state = n_states - 1
    if n_labels and scores[n_states - 2] > scores[n_states - 1]:
        state = n_states - 2
    total = scores[state]
    for frame in range(n_emissions - 1, -1, -1):
        if state % 2:
            label = state // 2
            starts[label] = frame
            if ends[label] == 0:
                ends[label] = frame + 1
        state -= steps[frame, state]
    return total, starts, ends

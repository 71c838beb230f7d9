"""The compiled heart of the search: one emission after another over the lexicon tree."""

from __future__ import annotations

import numpy as np
from numba import njit

from engine.layers.ngram_states import ngram_score

_NOTHING = -1e30
_NO_MATTER = 18.0  # what is so many nats less likely adds nothing that would be seen


@njit(cache=True, nogil=True)
def log_add(first: float, second: float) -> float:
    """log(exp(first) + exp(second))."""
    if first < second:
        first, second = second, first
    if second <= _NOTHING or first - second > _NO_MATTER:
        return first
    return first + np.log1p(np.exp(second - first))


@njit(cache=True, nogil=True)
def _place(table, stamps, stamp, nodes, states, lasts, n_used, node, state, last):  # type: ignore[no-untyped-def]
    """The row of a hypothesis in this emission, made when it is new: (row, rows in use)."""
    mask = table.shape[0] - 1
    slot = (node * 73856093 ^ state * 19349663 ^ last * 83492791) & mask
    while stamps[slot] == stamp:
        row = table[slot]
        if nodes[row] == node and states[row] == state and lasts[row] == last:
            return row, n_used
        slot = (slot + 1) & mask
    stamps[slot] = stamp
    table[slot] = n_used
    nodes[n_used], states[n_used], lasts[n_used] = node, state, last
    return n_used, n_used + 1


@njit(cache=True, nogil=True)
def advance(  # type: ignore[no-untyped-def]
    emissions, tree, ngram, weights, width, nodes, states, lasts, blanks, labels, traces,
    trace_words, trace_before, trace_ends, edge_traces, edge_befores, edge_totals,
):  # fmt: skip
    """Reads emissions.

    A hypothesis is a place in the tree, a language model state, and the log-probabilities of having just read a blank
    or its last unit (Graves 2012, chapter 7; Hannun et al. 2014). Where a word ends, a copy with the word's language
    model score stands at the root; copies are made anew at each emission, so nothing is counted twice.

    Args:
        emissions: float32 [n_emissions, n_units]
        tree: child_starts, units, word_starts, words, best_unigram
        ngram: the arrays of `ngram_score`
        weights: (language model weight, word bonus, beam)
        width: most hypotheses kept
        nodes ... traces: the hypotheses so far, and the word traces that they end in
        trace_words, trace_before, trace_ends: filled; each word found, the trace before it on the best path, its end
        edge_traces, edge_befores, edge_totals: filled; every way into a trace, with what is before and its score

    Returns:
        nodes, states, lasts, blanks, labels, traces, n_traces, n_edges
    """
    child_starts, units, word_starts, words, best_unigram = tree
    lm_weight, word_bonus, beam = weights
    capacity = width * 96
    n_traces, n_edges = 0, 0
    room = 1
    while room < 2 * capacity:
        room *= 2
    table = np.zeros(room, dtype=np.int32)
    stamps = np.zeros(room, dtype=np.int32)
    next_nodes = np.empty(capacity, dtype=np.int64)
    next_states = np.empty(capacity, dtype=np.int64)
    next_lasts = np.empty(capacity, dtype=np.int64)
    next_blanks, next_labels, next_best = np.empty(capacity), np.empty(capacity), np.empty(capacity)
    next_traces = np.empty(capacity, dtype=np.int64)
    for step in range(emissions.shape[0]):
        spoken = emissions[step]
        floor = spoken.max() - beam
        stamp = step + 1
        n_used = 0
        best = _NOTHING  # of what was found so far, with what lies ahead
        for row in range(nodes.shape[0]):
            node, state, last = nodes[row], states[row], lasts[row]
            total = log_add(blanks[row], labels[row])
            if node != 0 or last == 0:
                ahead = lm_weight * best_unigram[node] if node != 0 else 0.0
                best = max(best, total + spoken[0] + ahead)
                place, n_after = _place(
                    table, stamps, stamp, next_nodes, next_states, next_lasts, n_used, node, state, last
                )
                if n_after > n_used:
                    next_blanks[place], next_labels[place], next_best[place], next_traces[place] = _NOTHING, _NOTHING, _NOTHING, -1
                    n_used = n_after
                next_blanks[place] = log_add(next_blanks[place], total + spoken[0])
                if last != 0:
                    next_labels[place] = log_add(next_labels[place], labels[row] + spoken[last])
                if total > next_best[place]:
                    next_best[place] = total
                    next_traces[place] = traces[row]
            for child in range(child_starts[node], child_starts[node + 1]):
                unit = units[child]
                if spoken[unit] < floor:
                    continue
                before = blanks[row] if unit == last else total
                score = before + spoken[unit]
                hopeful = score + lm_weight * best_unigram[child]
                if before <= _NOTHING or hopeful < best - beam or n_used >= capacity - 2:
                    continue
                best = max(best, hopeful)
                place, n_after = _place(
                    table, stamps, stamp, next_nodes, next_states, next_lasts, n_used, child, state, unit
                )
                if n_after > n_used:
                    next_blanks[place], next_labels[place], next_best[place], next_traces[place] = _NOTHING, _NOTHING, _NOTHING, -1
                    n_used = n_after
                next_labels[place] = log_add(next_labels[place], score)
                if score > next_best[place]:
                    next_best[place] = score
                    next_traces[place] = traces[row]
        scores = np.empty(n_used)
        for place in range(n_used):
            ahead = best_unigram[next_nodes[place]] if next_nodes[place] != 0 else 0.0
            scores[place] = log_add(next_blanks[place], next_labels[place]) + lm_weight * ahead
        threshold = scores.max() - beam
        if n_used > width:
            threshold = max(threshold, np.partition(scores, n_used - width)[n_used - width])
        kept = np.nonzero(scores >= threshold)[0]
        # The best first: those that cannot follow it are then left out at once.
        likeliest = np.argmax(scores[kept])
        kept[0], kept[likeliest] = kept[likeliest], kept[0]
        # The copies at the root: words that may end here.
        n_kept = kept.shape[0]
        root_stamp = -stamp
        copies = np.empty((4 * width + 8, 3), dtype=np.int64)
        copy_blanks = np.full(4 * width + 8, _NOTHING)
        copy_labels = np.full(4 * width + 8, _NOTHING)
        copy_traces = np.full(4 * width + 8, -1)
        copy_best = np.full(4 * width + 8, _NOTHING)
        n_copies = 0
        for position in range(n_kept):
            place = kept[position]
            node = next_nodes[place]
            for index in range(word_starts[node], word_starts[node + 1]):
                word = words[index]
                score, after = ngram_score(
                    ngram[0], ngram[1], ngram[2], ngram[3], ngram[4], ngram[5], ngram[6], ngram[7], ngram[8],
                    ngram[9], ngram[10], next_states[place], word,
                )  # fmt: skip
                score = lm_weight * score + word_bonus
                total = log_add(next_blanks[place], next_labels[place]) + score
                if total < threshold or n_copies >= 4 * width:
                    continue
                row, n_copies_after = _place(
                    table, stamps, root_stamp, copies[:, 0], copies[:, 1], copies[:, 2], n_copies,
                    0, after, next_lasts[place],
                )  # fmt: skip
                n_copies = n_copies_after
                copy_blanks[row] = log_add(copy_blanks[row], next_blanks[place] + score)
                copy_labels[row] = log_add(copy_labels[row], next_labels[place] + score)
                if copy_traces[row] < 0:
                    copy_traces[row] = n_traces
                    n_traces += 1
                trace = copy_traces[row]
                if n_edges < edge_traces.shape[0]:
                    edge_traces[n_edges], edge_befores[n_edges] = trace, next_traces[place]
                    edge_totals[n_edges] = total
                    n_edges += 1
                if total > copy_best[row]:
                    copy_best[row] = total
                    trace_words[trace] = word
                    trace_before[trace] = next_traces[place]
                    trace_ends[trace] = step + 1
        nodes = np.concatenate((next_nodes[kept], copies[:n_copies, 0]))
        states = np.concatenate((next_states[kept], copies[:n_copies, 1]))
        lasts = np.concatenate((next_lasts[kept], copies[:n_copies, 2]))
        blanks = np.concatenate((next_blanks[kept], copy_blanks[:n_copies]))
        labels = np.concatenate((next_labels[kept], copy_labels[:n_copies]))
        traces = np.concatenate((next_traces[kept], copy_traces[:n_copies]))
    return nodes, states, lasts, blanks, labels, traces, n_traces, n_edges

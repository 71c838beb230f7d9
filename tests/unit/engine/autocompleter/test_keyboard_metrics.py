"""The measure of a keyboard, against examples worked by hand."""

from engine.autocompleter.keyboard_metrics import count


def _ranked(words: str):
    listed = words.split()
    return lambda context, typed: [word for word in listed if word.startswith(typed.lower())][:3]


def test_the_cat_sat_costs_six_keys_of_twelve() -> None:
    counts = count(_ranked("the a to cat sat"), ["The cat sat."])
    assert (counts.n_words, counts.n_characters, counts.n_keys) == (3, 12, 6)
    assert counts.figures()["ksr@3"] == 50.0
    assert round(counts.figures()["hit@1"], 1) == round(counts.figures()["hit@3"], 1) == 33.3


def test_a_word_no_list_has_is_typed_out() -> None:
    counts = count(_ranked("the a to cat sat"), ["Zzz cat"])
    assert (counts.n_keys, counts.n_characters) == (6, 7)


def test_lines_are_summed_not_averaged() -> None:
    both = count(_ranked("the a to cat sat"), ["The cat sat.", "Zzz cat"])
    assert (both.n_keys, both.n_characters, both.n_words) == (12, 19, 5)


def test_an_empty_text_has_figures() -> None:
    assert count(_ranked("a"), []).figures()["hit@1"] == 0

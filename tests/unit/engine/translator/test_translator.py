"""The translator's face: a small real network, trained in the test, and whatever a person may write."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest

from engine.contract.errors import Cancelled, ModelError, TrioletError
from engine.contract.types import DOUBTS, Sentence, TranslateOptions
from engine.translator.translator import Translator, load
from tests.support.small_translator import PAIRS

ODD = [
    "", " ", "\n", "\t\n ", ".", "...", "?!", "\u00bf\u00a1", "-", "\u2014", "\u2026", "\u201c\u201d", "()", "0", "7", "3.14", "1,995.5",
    "10:30", "2026-11-25", "+34 600 123 456", "50 %", "\u20ac20", "a", "I", "\u00f1", "\u00d1", "A", "ab", "HELLO", "HELLO WORLD", "hello", "Hello hello hello",
    "https://example.org", "www.example.org/a?b=c#d", "ana@example.org", "@ana", "#hashtag", "<b>", "<b>The cat</b> sleeps.",
    "<a href='x'>dog</a>", "&amp;", "&nbsp;", "\u4f60\u597d", "\u041f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440", "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627", "\u3053\u3093\u306b\u3061\u306f", "\U0001f600", "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "The \U0001f600 cat sleeps.", "\U0001f1ea\U0001f1f8", "e\u0301", "\u0301", "\u200b", "\ufeffThe cat sleeps.", "\u00ad", "The\u00a0cat\u2009sleeps.", "\x00", "\x07\x1b[31m",
    "\u27e60\u27e7", "\u27e69\u27e7 and \u27e60\u27e7", "<es>", "<en> <tu>", "</s>", "<unk>", "\u2581\u2581", "a" * 200, "x " * 300, "The cat sleeps. " * 40,
    "The cat sleeps, " * 60, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", "10 20 30 40 50 60 70 80 90 100 110 120", "a.b.c.d", "Mr. Smith", "e.g. this",
    "\"The cat sleeps.\"", "'The cat'", "\u00abEl gato\u00bb", "- The dog eats.", "* The dog eats.", "# The dog eats.", "> The dog eats.", "1. The dog eats.",
    "The dog\neats.", "The dog eats.\n\nThe cat sleeps.\n", "\r\nThe dog eats.\r\n", "The   dog    eats.", " The dog eats. ", "the dog eats", "THE DOG EATS.",
    "tHe DoG eAtS", "The dog eats!!!!!!", "????", "C:\\Users\\ana", "/usr/bin/env", "git commit -m 'x'", "{\"a\": 1}", "a=b+c*d", "\\frac{a}{b}", "DROP TABLE x;",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034dA", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "\u0660\u0661\u0662", "\u2460\u2461", "\u00bd", "x\u00b2",
    "\u2192", "\u2122\u00ae\u00a9", "o'clock", "don't", "well-known", "un\u2013dos", "caf\u00e9 na\u00efve", "\u0130stanbul", "stra\u00dfe STRASSE",
]  # fmt: skip


def test_it_says_what_it_learnt_in_both_directions(translator: Translator) -> None:
    into_spanish = translator.translate([Sentence(english) for english, _ in PAIRS])
    into_english = translator.translate([Sentence(spanish, "es", "en") for _, spanish in PAIRS])
    assert [one.text for one in into_spanish] == [spanish for _, spanish in PAIRS]
    assert [one.text for one in into_english] == [english for english, _ in PAIRS]


def test_attention_rows_sum_to_one_and_words_lie_where_they_stand(translator: Translator) -> None:
    [found] = translator.translate([Sentence("Call me at 10:30.")])
    assert len(found.attention) == len(found.target_words)
    for row in found.attention:
        assert len(row) == len(found.source_words)
        assert sum(row) == pytest.approx(1.0, abs=1e-4)
    words = [found.text[span.start : span.end] for span in found.target_words]
    assert words == ["Ll\u00e1mame", "a", "las", "10:30", "."]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_whatever_is_written_gets_an_answer_that_fits_it(translator: Translator, text: str) -> None:
    for source, target in (("en", "es"), ("es", "en")):
        [found] = translator.translate([Sentence(text, source, target)], TranslateOptions(beam=2, n_best=2))
        assert found.doubt in ("", *DOUBTS)
        visible = text.strip("\u200b\u00ad\ufeff \n\t\r\x00")
        assert found.text.strip() or not visible or found.doubt
        assert "\u27e6" not in found.text
        assert found.text.count("\n") == text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        for span in found.target_words:
            assert 0 <= span.start <= span.end <= len(found.text)
        for span in found.source_words:
            assert 0 <= span.start <= span.end <= len(text)
        for first, second in pairwise(found.target_words):
            assert first.end <= second.start
        for row in found.attention:
            assert sum(row) == pytest.approx(1.0, abs=1e-3)
        if visible and not any(letter.isascii() and letter.isalpha() or "\u00c0" <= letter <= "\u024f" for letter in text):
            assert found.text.split() == text.split() or "\u27e6" in text or "," in text or "." in text


def test_random_text_never_ends_in_a_crash(translator: Translator) -> None:
    draw = random.Random(1)
    signs = "abcdefghij \n.,;:!?\u00bf\u00a1\u00f1\u00e9\u0301<>@#0123456789\U0001f600\u4f60\u200d\u27e60\u27e7'\"-"
    texts = ["".join(draw.choices(signs, k=draw.randrange(60))) for _ in range(60)]
    for text, found in zip(texts, translator.translate([Sentence(text) for text in texts]), strict=True):
        assert found.text.count("\n") == text.count("\n")


def test_ten_thousand_characters_come_back_in_parts(translator: Translator) -> None:
    text = "The cat sleeps. The dog eats. " * 340
    [found] = translator.translate([Sentence(text)], TranslateOptions(beam=1))
    assert found.text.count("El gato duerme.") == 340


def test_numbers_addresses_and_line_breaks_survive(translator: Translator) -> None:
    [found] = translator.translate([Sentence("Call me at 11:45.\n  - Call me at 9:05.\n")])
    assert "11:45" in found.text and "9:05" in found.text
    assert found.text.count("\n") == 2 and "\n  - " in found.text


def test_a_prefix_is_kept_to_the_letter(translator: Translator) -> None:
    for prefix in ("El g", "El gato", "Un gato dor", "\u00a1Ay! El", "El gato duerme. \u00bfY", "zzz"):
        [found] = translator.translate([Sentence("The cat sleeps.", prefix=prefix)])
        assert found.text.startswith(prefix)


def test_what_was_begun_right_is_ended_right(translator: Translator) -> None:
    [found] = translator.translate([Sentence("The cat sleeps.", prefix="El ga")])
    assert found.text == "El gato duerme."


def test_the_glossary_is_obeyed(translator: Translator) -> None:
    options = TranslateOptions(glossary=(("Madrid", "la capital"),))
    [found] = translator.translate([Sentence("We live in Madrid.")], options)
    assert "la capital" in found.text


def test_other_wordings_begin_with_other_words_after_the_same_ones(translator: Translator) -> None:
    found = translator.wordings(Sentence("The cat sleeps.", prefix="El"), limit=3)
    assert all(one.text.startswith("El") and not one.text[2].isalnum() for one in found)
    next_words = [one.text[2:].split()[0] for one in found]
    assert len(set(next_words)) == len(next_words)
    assert [one.log_probability for one in found] == sorted((one.log_probability for one in found), reverse=True)


def test_the_n_best_are_different_and_in_order(translator: Translator) -> None:
    [found] = translator.translate([Sentence("The cat sleeps.")], TranslateOptions(beam=8, n_best=4))
    texts = [found.text, *(one.text for one in found.alternatives)]
    assert len(set(texts)) == len(texts)


def test_what_cannot_be_asked_for_is_refused_in_a_sentence(translator: Translator) -> None:
    with pytest.raises(TrioletError, match="between en and es"):
        translator.translate([Sentence("x", "de", "es")])
    with pytest.raises(TrioletError, match="same"):
        translator.translate([Sentence("x", "en", "en")])
    with pytest.raises(TrioletError, match="form"):
        translator.translate([Sentence("x")], TranslateOptions(form="sir"))
    with pytest.raises(Cancelled):
        translator.translate([Sentence("The cat sleeps.")], is_cancelled=lambda: True)


def test_a_damaged_folder_is_refused(model_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        load(tmp_path / "nowhere")
    copy = tmp_path / "copy"
    copy.mkdir()
    for file in model_folder.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    (copy / "pieces.model").write_bytes(b"damaged")
    with pytest.raises(ModelError):
        load(copy)

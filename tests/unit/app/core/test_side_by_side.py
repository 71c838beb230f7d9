"""Both languages in one file, and the person's terms."""

from __future__ import annotations

from app.core.pairs import Direction, Pair
from app.core.side_by_side import side_by_side
from app.core.terms import directed, read_terms, written_terms

_PARAGRAPHS = [[Pair("One.", own="Uno."), Pair("A | b.", own="A | b.")], [], [Pair("Two\there.", own="Dos.")]]


def test_every_sentence_stands_beside_its_translation() -> None:
    assert side_by_side(_PARAGRAPHS, Direction(), ".txt") == "One.\nUno.\nA | b.\nA | b.\n\nTwo\there.\nDos.\n"
    table = side_by_side(_PARAGRAPHS, Direction(), ".tsv").splitlines()
    assert [len(line.split("\t")) for line in table] == [2, 2, 2, 2]
    markdown = side_by_side(_PARAGRAPHS, Direction("es", "en"), ".md").splitlines()
    assert markdown[0] == "| Espa\u00f1ol | English |" and "A \\| b." in markdown[3]


def test_terms_are_read_from_their_file_and_from_a_table() -> None:
    terms = (("board", "consejo"), ("Cuenca", "Cuenca"))
    assert read_terms(written_terms(terms)) == terms
    assert read_terms("board\tconsejo\nCuenca\tCuenca\tnote\nnothing\n\t\n") == terms
    assert read_terms("{") == () and read_terms('[1, ["a"], ["b", "c"]]') == (("b", "c"),)
    assert directed(terms, "es")[0] == ("consejo", "board")

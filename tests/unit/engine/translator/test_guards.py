"""What is never shown as if it were good."""

from __future__ import annotations

import pytest

from engine.translator.guards import doubt_about


@pytest.mark.parametrize(
    ("source", "translation", "doubt"),
    [
        ("He is tired.", "", "empty"),
        ("He is tired.", "...", "empty"),
        ("He is tired today.", "Est\u00e1 cansado cansado cansado cansado.", "loop"),
        ("Thank you very much for your help!", "\u00a1Gracias gracias por tu ayuda!", "loop"),
        ("We arrived in Madrid on Thursday.", "Llegamos en Madrid en Madrid el jueves.", "loop"),
        ("The house of my friend.", "La casa de la casa de la casa de la casa.", "loop"),
        ("I would like to go to the market today.", "I would like to go to the market.", "copy"),
        ("I would like to go to the market today because we need bread and milk.", "S\u00ed.", "short"),
        ("Yes.", "S\u00ed, y luego se fue a la casa de su amigo para hablar con \u00e9l de todo.", "long"),
        ("Meet \u27e60\u27e7 there.", "Nos vemos all\u00ed.", "lost"),
        ("He is tired.", "Est\u00e1 cansado.", ""),
        ("No, no, no!", "\u00a1No, no, no!", ""),
        ("Anna Smith and Peter Brown", "Anna Smith y Peter Brown", ""),
        ("Hello!", "\u00a1Hola!", ""),
    ],
)
def test_loops_copies_and_losses_are_recognised(source: str, translation: str, doubt: str) -> None:
    assert doubt_about(source, translation) == doubt

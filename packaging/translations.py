"""Gathers the words of the window into assets/translations and makes what the program reads of them.

    python3 packaging/translations.py

New words stand in triolet_es.ts as unfinished; write their translation there and run it again.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from environment import SetUpError, say, set_up

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "assets" / "translations"
FREE = "Triolet"  # the context of words that belong to no widget; lupdate gives them none


def main() -> int:
    try:
        python = set_up()
    except SetUpError as error:
        say(str(error))
        return 1
    tools = python.parent
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "app").rglob("*.py"))
    n_open = 0
    for table in sorted(FOLDER.glob("*.ts")):
        _rename(table, FREE, "")
        subprocess.run([tools / "pyside6-lupdate", *sources, "-ts", str(table), "-no-obsolete", "-locations", "none"], cwd=ROOT, check=True)
        _rename(table, "", FREE)
        subprocess.run([tools / "pyside6-lrelease", str(table), "-qm", str(table.with_suffix(".qm"))], cwd=ROOT, check=True)
        n_open += table.read_text(encoding="utf-8").count('type="unfinished"')
    if n_open:
        say(f"{n_open} texts are not translated yet.")
    return 1 if n_open else 0


def _rename(table: Path, old: str, new: str) -> None:
    tree = ElementTree.parse(table)
    for name in tree.getroot().iterfind("context/name"):
        if (name.text or "") == old:
            name.text = new
    text = ElementTree.tostring(tree.getroot(), encoding="unicode")
    table.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

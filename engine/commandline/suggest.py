"""`triolet suggest`: how a text may go on."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from engine.commandline.models import in_use
from engine.contract.errors import TrioletError


def add_to(commands: Any) -> None:
    """The subcommand's arguments."""
    parser = commands.add_parser("suggest", help="say how a text may go on")
    parser.add_argument("text", nargs="?", help="text before the caret; lines from a pipe when not given")
    parser.add_argument("--limit", type=int, default=3, help="how many suggestions (3)")
    parser.add_argument("--json", action="store_true", help="one line of JSON a text")
    parser.add_argument("--language", choices=("en", "es"), default="en")
    parser.add_argument("--model", type=Path, help="model folder instead of the one in use")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """One line a suggestion, best first; for several texts, one line a text, tabs between suggestions."""
    from engine.autocompleter.autocompleter import load
    from engine.contract.types import Context, SuggestOptions

    if arguments.limit < 1:
        raise TrioletError("The limit must be one or more.")
    if arguments.text is None and sys.stdin.isatty():
        raise TrioletError("There is no text to go on from.", remedy="Give it as an argument or through a pipe.")
    autocompleter = load(arguments.model or in_use(f"autocompleter-{arguments.language}"))
    texts = [arguments.text] if arguments.text is not None else (line.rstrip("\r\n") for line in sys.stdin)
    for text in texts:
        found = autocompleter.suggest(Context(text), SuggestOptions(limit=arguments.limit))
        if arguments.json:
            rows = [
                {"text": one.text, "replaces": one.replaces, "probability": round(one.probability, 4), "kind": one.kind}
                for one in found
            ]
            print(json.dumps(rows, ensure_ascii=False), flush=True)
        else:
            print(("\n" if arguments.text is not None else "\t").join(one.text for one in found), flush=True)
    return 0

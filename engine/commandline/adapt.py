"""`triolet adapt`: the networks learn from one person's texts and recordings, on their computer, and unlearn them."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.commandline.models import in_use
from engine.commandline.progress import ProgressLine
from engine.contract.errors import TrioletError
from engine.layers.model_choice import Adapted, adapted_models, take_back

if TYPE_CHECKING:
    from engine.training.adaptation import Outcome

_MODELS = {"text": "autocompleter-en", "speech": "recognizer-en"}


def add_to(commands: Any) -> None:
    """The subcommand's arguments."""
    parser = commands.add_parser("adapt", help="learn from your own texts or recordings, on this computer only")
    parser.add_argument("--list", action="store_true", dest="is_list", help="what is adapted, when, with which figures")
    parser.set_defaults(run=run_list)
    kinds = parser.add_subparsers(dest="kind")
    text = kinds.add_parser("text", help="suggestions that know how you write")
    text.add_argument("files", nargs="*", type=Path, metavar="FILE", help="your texts, plain, UTF-8")
    speech = kinds.add_parser("speech", help="a recognizer that knows your voice")
    speech.add_argument(
        "folder", nargs="?", type=Path, help="recordings, each with its words beside it (a.wav, a.txt), or a table path, text"
    )
    for parser in (text, speech):
        parser.add_argument("--undo", action="store_true", help="use the shipped model again")
        parser.add_argument("--json", action="store_true", dest="is_json", help="progress and outcome as lines of JSON")
        parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Adapts, or takes back."""
    if arguments.undo:
        return _undo(arguments.kind)
    if arguments.is_json:
        _step_back()
        outcome = _adapt(arguments, _show_json)
        told = {
            "name": outcome.name, "measured": outcome.measured, "before": dict(outcome.before),
            "after": dict(outcome.after), "is_adopted": outcome.is_adopted,
        }  # fmt: skip
        print(json.dumps(told), flush=True)
        return 0
    with ProgressLine() as progress:
        outcome = _adapt(arguments, progress.show)
    print(_told(outcome))
    return 0


def _step_back() -> None:
    """A window has started this: whoever writes or speaks there comes first, and stopping leaves nothing behind."""
    if hasattr(os, "nice"):
        os.nice(10)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def _show_json(share: float, text: str) -> None:
    print(json.dumps({"share": round(share, 3), "doing": text}), flush=True)


def run_list(arguments: argparse.Namespace) -> int:
    """One paragraph for each adapted model."""
    if not arguments.is_list:
        raise TrioletError("Say what to adapt to: text FILE... or speech FOLDER; --list tells what is adapted.")
    found = adapted_models()
    print("\n".join(_described(one) for one in found) if found else "Nothing is adapted; the shipped models are used.")
    return 0


def _adapt(arguments: argparse.Namespace, show: Callable[[float, str], None]) -> Outcome:
    if arguments.kind == "text":
        from engine.training.adapt_text import adapt_text

        if not arguments.files:
            raise TrioletError("There is no text to learn from.", remedy="Name one or more files.")
        return adapt_text(arguments.files, show)
    from engine.autocompleter.autocompleter import load
    from engine.autocompleter.scorer import SpokenWords
    from engine.training.adapt_speech import adapt_speech

    if arguments.folder is None:
        raise TrioletError("There are no recordings to learn from.", remedy="Name their folder.")
    return adapt_speech(arguments.folder, show, scorer=SpokenWords(load(in_use("autocompleter-en"))))


def _undo(kind: str) -> int:
    name = _MODELS[kind]
    print(f"{name}: the shipped model is used again." if take_back(name) else f"{name} was not adapted.")
    return 0


def _told(outcome: Outcome) -> str:
    lines = [f"{outcome.measured}:"]
    lines += [f"  {name:18} {outcome.before[name]:7.2f} before {outcome.after[name]:7.2f} after" for name in outcome.before]
    if outcome.new_words:
        shown = ", ".join(outcome.new_words[:8])
        lines.append(f"New words: {len(outcome.new_words)} ({shown}{', ...' if len(outcome.new_words) > 8 else ''}).")
    kind = next(kind for kind, name in _MODELS.items() if name == outcome.name)
    if outcome.is_adopted:
        lines.append(f"Used from now on, by a window after its next start; `triolet adapt {kind} --undo` takes it back.")
    else:
        lines.append("Not better, so nothing was changed.")
    return "\n".join(lines)


def _described(one: Adapted) -> str:
    if one.trouble:
        return f"{one.name}: not used. {one.trouble}"
    after = dict(one.after)
    figures = ", ".join(f"{name} {value:.2f} to {after.get(name, value):.2f}" for name, value in one.before)
    earlier = "" if one.is_current else "\n  Made from an earlier shipped model; adapting again starts from the present one."
    return f"{one.name}: adapted {one.when.replace('T', ' ')}\n  {figures}\n  {one.measured}.{earlier}"

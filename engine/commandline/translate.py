"""`triolet translate`: a text, lines from a pipe, or a file, in the other language."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from engine.commandline.progress import ProgressLine
from engine.contract.errors import TrioletError
from engine.contract.sentences import guess_language
from engine.contract.types import Sentence, TranslateOptions, Translation
from engine.layers.model_folder import shipped_model

if TYPE_CHECKING:
    from engine.translator.translator import Translator

_FILES = (".txt", ".srt")
_AT_ONCE = 64  # lines, at most
_DOUBTS = {
    "empty": "nothing came of it",
    "loop": "it goes in circles",
    "copy": "it was hardly translated",
    "short": "much is missing",
    "long": "too much was added",
    "lost": "a number, address or term is missing",
}


def add_to(commands: Any) -> None:
    """The subcommand's arguments."""
    parser = commands.add_parser("translate", help="say it in Spanish, or in English")
    parser.add_argument("text", nargs="?", help="a text, or a file (.txt, .srt); lines from a pipe when not given")
    parser.add_argument("--from", dest="source", choices=("en", "es"), help="guessed when not given")
    parser.add_argument("--to", dest="target", choices=("en", "es"), help="the other one when not given")
    parser.add_argument("--form", choices=("tu", "usted", "vos"), default="", help="how Spanish addresses its reader")
    parser.add_argument("--json", action="store_true", help="one line of JSON a text: score, alternatives, attention")
    parser.add_argument("--model", type=Path, default=shipped_model("translator-en-es"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """One translation a line; a doubtful one is told beside it."""
    if arguments.source and arguments.source == arguments.target:
        raise TrioletError("Both languages are the same, so there is nothing to translate.")
    if arguments.text is None and sys.stdin.isatty():
        raise TrioletError("There is no text to translate.", remedy="Give it as an argument or through a pipe.")
    path = Path(arguments.text) if arguments.text and arguments.text.lower().endswith(_FILES) else None
    from engine.translator.translator import load

    translator = load(arguments.model)
    options = TranslateOptions(n_best=4 if arguments.json else 1, form=arguments.form)
    if path is not None:
        return _translate_file(translator, path, arguments, options)
    if arguments.text is not None:
        return _say(translator, [arguments.text], arguments, options)
    status = 0
    for lines in _lines_that_are_there():
        status = max(status, _say(translator, lines, arguments, options))
    return status


def _say(translator: Translator, texts: list[str], arguments: argparse.Namespace, options: TranslateOptions) -> int:
    sentences = [_sentence(text, arguments) for text in texts]
    for sentence, found in zip(sentences, translator.translate(sentences, options), strict=True):
        if arguments.json:
            print(json.dumps(_row(sentence, found), ensure_ascii=False), flush=True)
            continue
        print(found.text, flush=True)
        _tell_doubt(sentence.text, found)
    return 0


def _tell_doubt(text: str, found: Translation) -> None:
    if found.doubt:
        start = text if len(text) < 40 else text[:39] + "\u2026"
        print(f"Doubtful, {_DOUBTS[found.doubt]}: {start}", file=sys.stderr)


def _sentence(text: str, arguments: argparse.Namespace) -> Sentence:
    other = {"en": "es", "es": "en"}
    source = arguments.source or other.get(arguments.target or "") or guess_language(text) or "en"
    return Sentence(text, source, arguments.target or other[source])


def _row(sentence: Sentence, found: Translation) -> dict[str, Any]:
    return {
        "text": found.text,
        "from": sentence.source,
        "to": sentence.target,
        "score": round(found.log_probability, 3),
        "doubt": found.doubt,
        "alternatives": [{"text": one.text, "score": round(one.log_probability, 3)} for one in found.alternatives],
        "source_words": [sentence.text[span.start : span.end] for span in found.source_words],
        "target_words": [found.text[span.start : span.end] for span in found.target_words],
        "attention": [[round(share, 3) for share in row] for row in found.attention],
    }


def _translate_file(
    translator: Translator, path: Path, arguments: argparse.Namespace, options: TranslateOptions
) -> int:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TrioletError(f"The file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise TrioletError(f"The file {path} is no text in UTF-8.") from error
    language = arguments.source or guess_language(text)
    arguments.source = language or arguments.source

    def translate(lines: list[str]) -> list[str]:
        sentences = [_sentence(line, arguments) for line in lines]
        found = []
        progress = ProgressLine()
        for start in range(0, len(sentences), _AT_ONCE):
            found += translator.translate(sentences[start : start + _AT_ONCE], options)
            progress.show(min(1.0, (start + _AT_ONCE) / len(sentences)), path.name)
        progress.clear()
        for line, one in zip(lines, found, strict=True):
            _tell_doubt(line, one)
        return [one.text for one in found]

    if arguments.json:
        return _say(translator, text.splitlines(), arguments, options)
    if path.suffix.lower() == ".srt":
        from engine.translator.subtitles import translated_subtitles

        sys.stdout.write(translated_subtitles(text, translate))
    else:
        lines = text.split("\n")
        sys.stdout.write("\n".join(translate(lines)))
    return 0


def _lines_that_are_there() -> Iterator[list[str]]:
    """The lines of standard input, as many at once as have come: each is answered before the next has to be written."""
    queue: SimpleQueue[str | None] = SimpleQueue()

    def read() -> None:
        for line in sys.stdin:
            queue.put(line.rstrip("\r\n"))
        queue.put(None)

    Thread(target=read, name="lines", daemon=True).start()
    is_over = False
    while not is_over:
        lines: list[str] = []
        line = queue.get()
        try:
            while line is not None:
                lines.append(line)
                if len(lines) == _AT_ONCE:
                    break
                line = queue.get_nowait()
            is_over = line is None
        except Empty:
            pass
        if lines:
            yield lines

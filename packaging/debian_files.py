"""The texts of the Debian package: what the desktop, the software centre and `man` read about Triolet."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator, Sequence

SUMMARY = "Dictate, complete and translate, offline"
DESCRIPTION = (
    "Speak and it writes, type and it finishes your words, write and it stands in Spanish or English beside it.",
    "Three recurrent networks run on this computer alone: nothing is fetched or sent, and the models are inside.",
)
# What the window opens, by the endings it knows; several names are in use for some.
TYPES = {
    ".wav": ("audio/wav", "audio/x-wav", "audio/vnd.wave"),
    ".flac": ("audio/flac", "audio/x-flac"),
    ".ogg": ("audio/ogg", "audio/x-vorbis+ogg"),
    ".oga": ("audio/ogg",),
    ".opus": ("audio/opus", "audio/x-opus+ogg"),
    ".mp3": ("audio/mpeg", "audio/mp3"),
    ".m4a": ("audio/mp4", "audio/x-m4a"),
    ".mp4": ("audio/mp4",),
    ".aac": ("audio/aac", "audio/x-aac"),
    ".wma": ("audio/x-ms-wma",),
    ".webm": ("audio/webm",),
    ".amr": ("audio/AMR",),
    ".3gp": ("audio/3gpp",),
    ".txt": ("text/plain",),
    ".md": ("text/markdown",),
}
# The project has no public address yet and claims nobody else's: RFC 6761 keeps "localhost" for one's own computer, so
# neither a letter nor a look-up ever leaves it. Whoever publishes Triolet writes their own address and domain here.
MAINTAINER = "The authors of Triolet <triolet@localhost>"
DEVELOPER = "localhost.triolet"
COMPONENT = f"{DEVELOPER}.Triolet"


def mime_types() -> list[str]:
    """Every type once, in order."""
    return list(dict.fromkeys(name for names in TYPES.values() for name in names))


def desktop_entry() -> str:
    """For menus and for "open with"."""
    return f"""[Desktop Entry]
Type=Application
Version=1.0
Name=Triolet
GenericName=Dictation and Translation
GenericName[es]=Dictado y traducci\u00f3n
Comment={SUMMARY}
Comment[es]=Dicta, completa y traduce, sin conexi\u00f3n
Exec=triolet %f
TryExec=triolet
Icon=triolet
Terminal=false
StartupNotify=true
StartupWMClass=triolet
Categories=Office;WordProcessor;
Keywords=dictation;speech;recognition;translation;Spanish;completion;transcribe;
MimeType={";".join(mime_types())};
"""


def metainfo(version: str, date: str) -> str:
    """For software centres: AppStream.

    Args:
        version: of this release
        date: of this release, YYYY-MM-DD
    """
    paragraphs = "\n".join(f"    <p>{text}</p>" for text in DESCRIPTION)
    types = "\n".join(f"    <mediatype>{name}</mediatype>" for name in mime_types())
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>{COMPONENT}</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>MIT</project_license>
  <name>Triolet</name>
  <summary>{SUMMARY}</summary>
  <developer id="{DEVELOPER}">
    <name>The authors of Triolet</name>
  </developer>
  <description>
{paragraphs}
  </description>
  <launchable type="desktop-id">triolet.desktop</launchable>
  <icon type="stock">triolet</icon>
  <categories>
    <category>Office</category>
    <category>WordProcessor</category>
  </categories>
  <provides>
    <binary>triolet</binary>
{types}
  </provides>
  <content_rating type="oars-1.1" />
  <releases>
    <release version="{version}" date="{date}" />
  </releases>
</component>
"""


def manual_page(parser: argparse.ArgumentParser, version: str, date: str) -> str:
    """Section 1 of the manual, from the command line's own parser.

    Args:
        parser: of `triolet`
        version: of this release
        date: of this release, YYYY-MM-DD
    """
    [commands] = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    lines = [
        f'.TH TRIOLET 1 "{date}" "triolet {version}" "User Commands"',
        *(".SH NAME", f"triolet \\- {_plain(SUMMARY.lower())}"),
        *(".SH SYNOPSIS", ".B triolet", r"[\fIFILE\fR]", ".br", ".B triolet", r"\fICOMMAND\fR [\fIARGUMENTS\fR]"),
        ".SH DESCRIPTION",
        *(_plain(text) for text in DESCRIPTION),
        ".PP",
        "Without a command the window opens, with a text or a recording in it when one is given.",
        ".SH COMMANDS",
    ]
    for name, purpose, command in _inner(commands):
        lines += _command(name, purpose, command)
    lines += [
        *(".SH EXIT STATUS", "0; 1 when it could not be done; 2 for a wrong call; 130 when stopped."),
        *(".SH FILES", ".TP", r"\fI~/.local/share/triolet\fR", "Texts, sound of dictations, settings, what it learnt."),
        *(".TP", r"\fI~/.cache/triolet\fR", "Compiled code; made anew when it is missing."),
    ]
    return "\n".join(lines) + "\n"


def _inner(commands: argparse._SubParsersAction) -> list[tuple[str, str, argparse.ArgumentParser]]:  # type: ignore[type-arg]
    """Names, purposes and parsers of subcommands."""
    purposes = {choice.dest: choice.help or "" for choice in commands._choices_actions}
    return [(name, purposes.get(name, ""), parser) for name, parser in commands.choices.items()]


def _command(name: str, purpose: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    parser.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=1000)  # type: ignore[assignment]
    usage = parser.format_usage().removeprefix("usage: ").strip()
    yield f".SS {_plain(name)}"
    yield _plain(f"{purpose[:1].upper()}{purpose[1:]}.")
    yield from (".PP", rf"\fB{_plain(usage)}\fR")
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        if isinstance(action, argparse._SubParsersAction):
            for inner, inner_purpose, inner_parser in _inner(action):
                yield from _command(f"{name} {inner}", inner_purpose or purpose, inner_parser)
            continue
        yield ".TP"
        yield rf"\fB{_plain(_spelling(action))}\fR"
        yield _plain(_explanation(action)) or r"\&"


def _spelling(action: argparse.Action) -> str:
    metavar = action.metavar if isinstance(action.metavar, str) else action.dest
    if not action.option_strings:
        return metavar.upper()
    return ", ".join(action.option_strings) + (f" {metavar.upper()}" if action.nargs != 0 else "")


def _explanation(action: argparse.Action) -> str:
    explanation = (action.help or "").replace("%%", "%")
    if action.choices:
        choices: Sequence[object] = [choice for choice in action.choices if choice != ""]
        explanation = f"{explanation} (one of {', '.join(map(str, choices))})".strip()
    return explanation


def _plain(text: str) -> str:
    """Text in which troff finds nothing of its own."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{text}" if text.startswith((".", "'")) else text


def control(version: str, architecture: str, size_kib: int, libc_version: str) -> str:
    """What dpkg knows of the package.

    Args:
        version: of this release
        architecture: Debian's name for the processor
        size_kib: of everything installed
        libc_version: the oldest C library that the bundle's own libraries run with
    """
    needs = (
        f"libc6 (>= {libc_version})",
        "libasound2 | libasound2t64",  # reads the system's own settings and plug-ins
        *("libegl1", "libgl1", "libxcb1", "fontconfig-config"),
    )
    description = "\n".join(f" {line}" for text in DESCRIPTION for line in textwrap.wrap(text, 76))
    return f"""Package: triolet
Version: {version}
Architecture: {architecture}
Maintainer: {MAINTAINER}
Installed-Size: {size_kib}
Depends: {", ".join(needs)}
Recommends: libasound2-plugins, libwayland-client0, libwayland-cursor0, libwayland-egl1
Suggests: ffmpeg
Section: editors
Priority: optional
Description: {SUMMARY}
{description}
"""


def copyright_text(licence: str, third_party: str) -> str:
    """Whose work it is: the program's licence, and where the rest comes from."""
    return (
        f"Triolet\n\n{licence.strip()}\n\n{third_party.strip()}\n\n"
        "The licences of the libraries inside are in /usr/lib/triolet/_internal/licences.\n"
    )


def changelog(version: str, date: str) -> str:
    """One entry: this release.

    Args:
        version: of this release
        date: as in mail, RFC 5322
    """
    return f"triolet ({version}) unstable; urgency=low\n\n  * This release.\n\n -- {MAINTAINER}  {date}\n"

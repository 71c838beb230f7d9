"""The licence texts that go with a bundle: of every Python package in it, of the system's libraries, of Python itself."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

TEXTS = Path(__file__).resolve().parent / "licence_texts"
_STARTS = ("LICEN", "COPYING", "NOTICE", "COPYRIGHT")
# Their wheels hold no text: Qt and its bindings are under the LGPL, which adds to the GPL.
_WITHOUT_TEXT = {"PySide6_Essentials": ("LGPL-3", "GPL-3"), "shiboken6": ("LGPL-3", "GPL-3"), "sentencepiece": ("Apache-2.0",)}


def texts(modules: Iterable[str], libraries: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Where each text goes in the bundle, and where it is now.

    Args:
        modules: names of what went in, as modules or as paths in the bundle
        libraries: the compiled files that went in, where they came from

    Raises:
        LookupError: a package went in of which no text is known
    """
    tops = {name.replace("/", ".").split(".")[0] for name in modules}
    packages = {name for top, names in packages_distributions().items() if top in tops for name in names}
    for package in sorted(packages):
        found = list(_of_package(package))
        if not found:
            raise LookupError(f"No licence text of {package} is known: name one in packaging/licences.py.")
        yield from ((f"licences/{package}/{name}", path) for name, path in found)
    for package in sorted(_system_packages(libraries)):
        path = Path("/usr/share/doc", package, "copyright")
        if path.exists():
            yield f"licences/system/{package}.txt", path
    python = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    if python.exists():
        yield "licences/Python.txt", python


def _of_package(package: str) -> Iterator[tuple[str, Path]]:
    """Each with a name of its own: what a library took from others is named alike, in folders."""
    for file in distribution(package).files or ():
        info, _, inner = file.as_posix().partition(".dist-info/")
        if inner and "/" not in info and file.name.upper().startswith(_STARTS):
            yield inner.removeprefix("licenses/"), Path(str(file.locate()))
    for name in _WITHOUT_TEXT.get(package, ()):
        yield f"{name}.txt", TEXTS / f"{name}.txt"


def _system_packages(libraries: Iterable[Path]) -> set[str]:
    """The Debian packages that they are from; none where there are no such packages."""
    if shutil.which("dpkg-query") is None:
        return set()
    # Some packages call the folder /lib that others call /usr/lib.
    paths = {str(path).removeprefix("/usr") for library in libraries for path in (library, library.resolve())}
    wanted = [name for path in sorted(paths) if path.startswith("/lib") for name in (path, f"/usr{path}")]
    done = subprocess.run(["dpkg-query", "-S", *wanted], capture_output=True, text=True, check=False) if wanted else None
    lines = done.stdout.splitlines() if done else []
    return {line.split(": ")[0].split(":")[0] for line in lines if not line.startswith("diversion")}

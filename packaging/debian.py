"""Makes a Debian package of the bundle: `python3 packaging/debian.py [BUNDLE] [FOLDER]`, dist/triolet and dist/ by default.

Runs in Triolet's own environment, which it looks for when this Python lacks what it needs. Removing the package removes
all that it brought; what a person wrote stays in their own folders.
"""

from __future__ import annotations

import datetime
import email.utils
import gzip
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES_PX = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_COMPRESSION = ("-Zzstd", "-z9")  # packs a gigabyte in a fraction of the time that xz takes


def main() -> int:
    try:
        import numpy  # noqa: F401
        import PySide6  # noqa: F401
    except ImportError:
        from environment import set_up

        python = set_up()
        os.execv(python, [str(python), __file__, *sys.argv[1:]])
    bundle = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist" / "triolet").resolve()
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "dist").resolve()
    if not (bundle / "triolet").exists():
        print(f"There is no bundle in {bundle}. Make it with: python3 packaging/bundle.py", file=sys.stderr)
        return 1
    package = make(bundle, folder)
    print(f"{package} ({package.stat().st_size / 2**20:.0f} MiB)")
    return 0


def make(bundle: Path, folder: Path) -> Path:
    """Puts the package's tree together beside its place, and packs it.

    Args:
        bundle: the folder that packaging/bundle.py made
        folder: where the package shall be

    Returns:
        the package
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = str(project["version"])
    architecture = _told("dpkg", "--print-architecture")
    folder.mkdir(parents=True, exist_ok=True)
    package = folder / f"triolet_{version}_{architecture}.deb"
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        tree = Path(scratch) / "tree"
        tree.mkdir(mode=0o755)
        _lay_bundle(bundle, tree / "usr" / "lib" / "triolet")
        (tree / "usr" / "bin").mkdir(parents=True)
        (tree / "usr" / "bin" / "triolet").symlink_to("../lib/triolet/triolet")
        lay_shared(tree / "usr" / "share", version)
        _lay_control(tree, version, architecture)
        _allow_everyone(tree)
        command = ["dpkg-deb", "--root-owner-group", *_COMPRESSION, "--build", str(tree), str(package)]
        subprocess.run(command, check=True, capture_output=True)
    return package


def lay_shared(share: Path, version: str) -> None:
    """Writes desktop entry, metainfo, manual page, icons and documents.

    Args:
        share: usr/share of the tree
        version: of this release
    """
    import debian_files as files

    sys.path.insert(0, str(ROOT))
    from engine.commandline import make_parser

    now = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", _last_change())), datetime.UTC)
    day = f"{now:%Y-%m-%d}"
    texts = {
        "applications/triolet.desktop": files.desktop_entry(),
        f"metainfo/{files.COMPONENT}.metainfo.xml": files.metainfo(version, day),
        "doc/triolet/copyright": files.copyright_text(
            (ROOT / "LICENSE").read_text(encoding="utf-8"),
            (ROOT / "assets" / "THIRD_PARTY.md").read_text(encoding="utf-8"),
        ),
        "man/man1/triolet.1.gz": files.manual_page(make_parser(), version, day),
        "doc/triolet/changelog.gz": files.changelog(version, email.utils.format_datetime(now)),
    }
    for name, text in texts.items():
        path = share / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    draw_icons(share / "icons" / "hicolor")


def draw_icons(theme: Path) -> None:
    """Draws the mark in every size that desktops look for, and lays the drawing itself beside them."""
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    drawing = ROOT / "assets" / "icons" / "triolet.svg"
    renderer = QSvgRenderer(str(drawing))
    for size_px in SIZES_PX:
        image = QImage(size_px, size_px, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        path = theme / f"{size_px}x{size_px}" / "apps" / "triolet.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(str(path))
    scalable = theme / "scalable" / "apps" / "triolet.svg"
    scalable.parent.mkdir(parents=True)
    shutil.copy(drawing, scalable)


def _lay_bundle(bundle: Path, target: Path) -> None:
    """The bundle is a gigabyte: linked where the disk is the same."""
    target.parent.mkdir(parents=True)

    def lay(source: str, place: str) -> str:
        try:
            os.link(source, place, follow_symlinks=False)
        except OSError:
            shutil.copy2(source, place, follow_symlinks=False)
        return place

    shutil.copytree(bundle, target, symlinks=True, copy_function=lay)


def _lay_control(tree: Path, version: str, architecture: str) -> None:
    import debian_files as files

    contents = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    size_kib = sum(-(-path.stat().st_size // 1024) for path in contents)
    sums = []
    for path in contents:
        with path.open("rb") as file:
            sums.append(f"{hashlib.file_digest(file, 'md5').hexdigest()}  {path.relative_to(tree)}\n")
    folder = tree / "DEBIAN"
    folder.mkdir()
    libc_version = platform.libc_ver()[1] or "2.36"
    (folder / "control").write_text(files.control(version, architecture, size_kib, libc_version), encoding="utf-8")
    (folder / "md5sums").write_text("".join(sums), encoding="utf-8")


def _allow_everyone(tree: Path) -> None:
    """Whoever built it may have kept files to themselves; the bundle's own are linked and keep their modes."""
    for path in (tree, *tree.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
        elif path.is_file() and path.stat().st_nlink == 1:
            path.chmod(0o755 if os.access(path, os.X_OK) else 0o644)


def _last_change() -> str:
    """Seconds of the last commit, so that the same sources give the same package; of the project file without git."""
    command = ["git", "log", "-1", "--format=%ct"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or str(int((ROOT / "pyproject.toml").stat().st_mtime))


def _told(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())

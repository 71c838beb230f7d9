"""Whether a picture of the window is grossly other than it should be; fonts and single pixels may differ."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QLineEdit, QPushButton, QWidget

WIDTH_PX, HEIGHT_PX = 120, 80  # of a reference: ten pixels of the window are one of it
MOST_MEAN = 6.0  # of 255, over the whole picture
MOST_REGION = 26.0  # of 255, over a region of an eighth by an eighth
_REGIONS = 8


def small(image: QImage) -> NDArray[np.float32]:
    """A picture as colours of its rough places, float32 [height, width, 3], 0 to 255."""
    scaled = image.scaled(WIDTH_PX, HEIGHT_PX, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    scaled = scaled.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(scaled.constBits(), dtype=np.uint8).reshape(HEIGHT_PX, scaled.bytesPerLine())
    return rows[:, : 3 * WIDTH_PX].reshape(HEIGHT_PX, WIDTH_PX, 3).astype(np.float32)


def write_reference(image: QImage, path: Path) -> None:
    """Keeps a picture to compare others with; some kilobytes."""
    pixels = np.ascontiguousarray(np.round(small(image)).astype(np.uint8))
    made = QImage(pixels.tobytes(), WIDTH_PX, HEIGHT_PX, 3 * WIDTH_PX, QImage.Format.Format_RGB888)
    made.save(str(path))


def damage(image: QImage, reference: QImage) -> str:
    """What is grossly wrong with a picture in comparison with its reference; "" when nothing is."""
    difference = np.abs(small(image) - small(reference)).mean(axis=2)
    if difference.mean() > MOST_MEAN:
        return f"it differs by {difference.mean():.1f} of 255 on the whole"
    regions = difference.reshape(_REGIONS, HEIGHT_PX // _REGIONS, _REGIONS, WIDTH_PX // _REGIONS).mean(axis=(1, 3))
    row, column = np.unravel_index(int(regions.argmax()), regions.shape)
    if regions[row, column] > MOST_REGION:
        return f"the region {row + 1}, {column + 1} of {_REGIONS} by {_REGIONS} differs by {regions[row, column]:.1f} of 255"
    now, then = _ink(image), _ink(reference)
    empty = [f"{r + 1}, {c + 1}" for r, c in zip(*np.nonzero((then > 2.0) & (now < 0.25 * then)), strict=True)]
    return f"nothing stands any more in the regions {'; '.join(empty)}" if empty else ""


def _ink(image: QImage) -> NDArray[np.float32]:
    """How much stands in each region: how far its places differ from one another."""
    rows = 2 * _REGIONS  # lines lie close to one another
    regions = small(image).mean(axis=2).reshape(rows, HEIGHT_PX // rows, _REGIONS, WIDTH_PX // _REGIONS)
    ink: NDArray[np.float32] = regions.std(axis=(1, 3))
    return ink


def clipped_labels(window: QWidget) -> list[str]:
    """Texts that have less room than they need, of what is seen."""
    clipped = []
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text() or label.width() == 0:
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        is_low = label.height() + 1 < needed
        # A label's hint may be one of the font it had before.
        wide = min(label.sizeHint().width(), label.fontMetrics().horizontalAdvance(label.text()))
        is_narrow = not label.wordWrap() and label.width() + 1 < wide
        is_shortened = label.toolTip() == label.text()  # it ends with an ellipsis and tells the rest
        if is_low or (is_narrow and not is_shortened):
            clipped.append(label.text())
    for button in window.findChildren(QPushButton):
        if button.isVisible() and button.width() + 1 < button.sizeHint().width():
            clipped.append(button.text())
    return clipped


def contrast(one: QColor, other: QColor) -> float:
    """WCAG's ratio of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def faint_labels(window: QWidget, least: float = 4.5) -> list[str]:
    """Texts whose colour, as it is drawn, is too near to what lies behind them."""
    faint = []
    picture = window.grab().toImage()
    scale = picture.devicePixelRatio()
    for label in (*window.findChildren(QLabel), *(one for one in window.findChildren(QPushButton) if one.isEnabled())):
        if not label.isVisible() or not label.text() or label.visibleRegion().isEmpty():
            continue
        corner = label.mapTo(window, label.rect().topLeft())
        seen = picture.copy(
            round(corner.x() * scale), round(corner.y() * scale), round(label.width() * scale), round(label.height() * scale)
        )
        if not seen.isNull() and _drawn_contrast(seen) < least:
            faint.append(f"{label.text()} ({_drawn_contrast(seen):.1f})")
    return faint


def _drawn_contrast(image: QImage) -> float:
    """Of the ground, the commonest colour, and the colour that is farthest from it."""
    counts: dict[int, int] = {}
    for y in range(image.height()):
        for x in range(image.width()):
            pixel = image.pixel(x, y)
            counts[pixel] = counts.get(pixel, 0) + 1
    ground = QColor(max(counts, key=lambda pixel: counts[pixel]))
    return max(contrast(ground, QColor(pixel)) for pixel in counts)


def _luminance(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in (colour.redF(), colour.greenF(), colour.blueF())]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def crowded(window: QWidget) -> list[str]:
    """Buttons and fields that lie over one another, or are not wholly inside what they lie in; what scrolls may be outside."""
    kinds = (QAbstractButton, QLineEdit)
    seen = [one for kind in kinds for one in window.findChildren(kind) if one.isVisible() and not _scrolls(one, window)]
    found = []
    for number, one in enumerate(seen):
        place = QRect(one.mapTo(window, QPoint(0, 0)), one.size())
        if not window.rect().contains(place):
            found.append(f"{_named(one)} reaches out of the window")
        for other in seen[:number]:
            if other.parent() is one.parent() and place.intersects(QRect(other.mapTo(window, QPoint(0, 0)), other.size())):
                found.append(f"{_named(one)} lies over {_named(other)}")
    return found


def _scrolls(widget: QWidget, window: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _named(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else type(widget).__name__)

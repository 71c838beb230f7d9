"""Where a page of the guide is read: text set as on the sheet, with pictures as wide as there is room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.look import fonts, theme
from engine.contract.assets import asset

_TEXT_PX, _SECOND_HEADING_PX, _CODE_PX = 19, 24, 16
_LINE_PERCENT = 118.0
_DARK = "-dark"  # ends the name of a picture of the dark window


class Reader(QTextBrowser):
    """Shows one page of Markdown; its pictures are those of `assets/guide/pictures`.

    Args:
        parent: the page that it is part of
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)

    def read(self, markdown: str) -> None:
        """Shows a page from its beginning."""
        self.setMarkdown(markdown)
        self._set_faces()
        self._fit_pictures()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pictures()

    def _set_faces(self) -> None:
        """Room between lines and paragraphs, as on the sheet."""
        document = self.document()
        document.setDocumentMargin(0)
        document.setDefaultFont(fonts.text(_TEXT_PX))
        for block in _blocks(document):
            cursor = QTextCursor(block)
            form = block.blockFormat()
            has_picture = any(piece_form.isImageFormat() for _, piece_form in _pieces(block))
            percent = 100.0 if has_picture else _LINE_PERCENT
            form.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            form.setBottomMargin(10.0)
            if form.headingLevel() == 2:
                form.setTopMargin(18.0)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.mergeCharFormat(_sized(_SECOND_HEADING_PX))
            cursor.setBlockFormat(form)
            for piece, form_of_piece in _pieces(block):
                if form_of_piece.fontFixedPitch():
                    piece.mergeCharFormat(_sized(_CODE_PX))

    def _fit_pictures(self) -> None:
        """None is wider than the column, and none is blown up."""
        room_px = self.viewport().width() - 4
        for block in _blocks(self.document()):
            for piece, form in _pieces(block):
                if form.isImageFormat():
                    picture = form.toImageFormat()
                    image = _framed(picture_of(picture.name()), room_px, self.devicePixelRatioF())
                    self.document().addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(picture.name()), image)
                    size = image.deviceIndependentSize()
                    picture.setWidth(size.width())
                    picture.setHeight(size.height())
                    piece.setCharFormat(picture)


def picture_of(name: str) -> QImage:
    """A picture of the guide in the colours of the window, where there is one."""
    path = asset("guide", "pictures", Path(name).name)
    dark = path.with_stem(path.stem + _DARK)
    return QImage(str(dark if theme.current() is theme.DARK and dark.exists() else path))


def _framed(image: QImage, room_px: int, scale: float) -> QImage:
    """The image, made smaller when it has to be, with a hairline about it: its paper is that of the page.

    Args:
        image: one pixel of it is a px of the window
        room_px: of the column
        scale: pixels of the screen in a px; all that the image has of them are kept
    """
    if image.isNull():
        return image  # the page can be read without it
    wide_px = min(room_px, image.width()) if room_px > 0 else image.width()
    n_pixels = min(image.width(), round(wide_px * scale))
    if n_pixels < image.width():
        image = image.scaledToWidth(n_pixels, Qt.TransformationMode.SmoothTransformation)
    painter = QPainter(image)
    painter.setPen(QColor(theme.current().hair))
    painter.drawRect(image.rect().adjusted(0, 0, -1, -1))
    painter.end()
    image.setDevicePixelRatio(image.width() / wide_px)
    return image


def _sized(px: int) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setProperty(QTextCharFormat.Property.FontPixelSize, px)
    form.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 0)  # Markdown's headings have one
    return form


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.firstBlock()
    while block.isValid():
        yield block
        block = block.next()


def _pieces(block: QTextBlock) -> list[tuple[QTextCursor, QTextCharFormat]]:
    """Stretches of one format, each selected."""
    found = []
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        cursor = QTextCursor(block)
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        found.append((cursor, fragment.charFormat()))
        place += 1
    return found

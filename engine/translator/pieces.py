"""Text and pieces: one vocabulary for both languages, learnt from the pairs, with bytes for what it never saw."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import sentencepiece

from engine.contract.errors import ModelError
from engine.translator.network import END
from engine.translator.placeholders import PLACEHOLDERS

PIECES_FILE = "pieces.model"
LANGUAGE_TAGS = {"en": "<en>", "es": "<es>"}
FORMS = ("tu", "usted", "vos", "old")  # how a Spanish text addresses its reader, and the Spanish of old books
ROUGH = "rough"  # a side that rules wrote: learnt from, never asked for
MADE = "made"  # a side that an earlier network wrote, likewise
FORM_TAGS = {form: f"<{form}>" for form in (*FORMS, ROUGH, MADE)}
TAGS = (*LANGUAGE_TAGS.values(), *FORM_TAGS.values())


class Pieces:
    """A SentencePiece model.

    Source: Kudo 2018 (unigram model and sampling of segmentations).

    Args:
        path: of the model file

    Raises:
        ModelError: no such file, or not a model
    """

    def __init__(self, path: Path) -> None:
        self._processor = sentencepiece.SentencePieceProcessor()
        try:
            self._processor.LoadFromSerializedProto(path.read_bytes())
        except (OSError, RuntimeError) as error:
            raise ModelError(f"The pieces {path} cannot be read.", details=str(error)) from error
        self._tag_ids = {tag: self._processor.PieceToId(tag) for tag in TAGS}
        self.placeholder_ids = tuple(int(self._processor.PieceToId(mark)) for mark in PLACEHOLDERS)
        self.surfaces = tuple(self._surface(number) for number in range(len(self)))

    def __len__(self) -> int:
        return int(self._processor.GetPieceSize())

    def encode(self, text: str, sample: float = 0.0) -> list[int]:
        """Pieces of a text.

        Args:
            text: with placeholders
            sample: 0 for the likeliest segmentation; otherwise one is drawn, the nearer to 0 the more freely
        """
        if sample:
            return list(self._processor.EncodeAsIds(text, enable_sampling=True, alpha=sample, nbest_size=-1))
        return list(self._processor.EncodeAsIds(text))

    def source(self, text: str, target: str, form: str = "", sample: float = 0.0) -> list[int]:
        """What the encoder reads: the tags of what is wanted, the text, the end.

        Args:
            text: with placeholders
            target: "en" or "es"
            form: one of FORMS or ROUGH, or "" to leave it to the network
            sample: see `encode`
        """
        return self.tagged(self.encode(text, sample), target, form)

    def tagged(self, pieces: Sequence[int], target: str, form: str = "") -> list[int]:
        """As `source`, of a text that is in pieces already."""
        tags = [self._tag_ids[LANGUAGE_TAGS[target]]] + ([self._tag_ids[FORM_TAGS[form]]] if form else [])
        return [*tags, *pieces, END]

    def _surface(self, number: int) -> bytes:
        """What a piece adds to the text, UTF-8; nothing for tags and the like."""
        processor = self._processor
        piece = str(processor.IdToPiece(number))
        if processor.IsControl(number) or processor.IsUnknown(number) or number in self._tag_ids.values():
            return b""
        return bytes([int(piece[3:5], 16)]) if processor.IsByte(number) else piece.replace("\u2581", " ").encode()

    def decode(self, pieces: list[int]) -> str:
        """The text of pieces."""
        return str(self._processor.DecodeIds(pieces))

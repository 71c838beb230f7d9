"""When the sentences of the sheet were spoken."""

from __future__ import annotations

from app.core.timeline import Spoken
from app.editor.layer import utf16_length
from app.editor.surface import Editor
from app.translation.follower import Follower, row_ends


def spoken_times(editor: Editor, follower: Follower) -> dict[int, Spoken]:
    """Of the sentences that hold spoken words, by their numbers."""
    found: dict[int, Spoken] = {}
    block = editor.document().firstBlock()
    while block.isValid():
        words = editor.spoken.in_block(block)
        for pair, end in zip(follower.pairs_of(block), row_ends(block.text()), strict=False) if words else ():
            start = utf16_length(block.text()[: pair.start])
            inside = [word.spoken for word in words if start <= word.start - block.position() < end]
            if inside:
                recording = str(inside[0].sound)
                same = [one.word for one in inside if str(one.sound) == recording]
                found[pair.sentence_id] = Spoken(min(w.start_s for w in same), max(w.end_s for w in same), recording)
        block = block.next()
    return found

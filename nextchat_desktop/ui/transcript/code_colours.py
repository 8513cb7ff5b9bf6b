"""Lays the colours of code over a document that shows it; it knows neither languages nor palettes."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from PySide6.QtGui import QTextDocument, QTextLayout

from nextchat_desktop.markup.code import Coloured, coloured
from nextchat_desktop.ui.transcript.look import Look


def colour(document: QTextDocument, code: str, language: str, look: Look) -> None:
    runs = _in_document_units(coloured(code, language), code)
    block = document.firstBlock()
    pending = next(runs, None)
    while block.isValid():
        start, end = block.position(), block.position() + block.length() - 1
        formats: list[QTextLayout.FormatRange] = []
        while pending is not None and pending.start < end:
            _add(formats, pending, start, end, look)
            if pending.start + pending.length > end:
                break
            pending = next(runs, None)
        while pending is not None and pending.start + pending.length <= end + 1:
            pending = next(runs, None)
        block.layout().setFormats(formats)
        block = block.next()
    document.markContentsDirty(0, document.characterCount())


def _add(formats: list[QTextLayout.FormatRange], run: Coloured, start: int, end: int, look: Look) -> None:
    """The part of a run that lies in the line from `start` to `end`."""
    chars = look.token_formats.get(run.token)
    first, last = max(run.start, start), min(run.start + run.length, end)
    if chars is None or last <= first:
        return
    span = QTextLayout.FormatRange()
    span.start, span.length, span.format = first - start, last - first, chars
    formats.append(span)


def _in_document_units(runs: Iterable[Coloured], code: str) -> Iterator[Coloured]:
    """Documents count in UTF-16, where a character beyond the first plane takes two places."""
    wide = [index for index, letter in enumerate(code) if letter > "\uffff"] if not code.isascii() else []
    for run in runs:
        start = run.start + bisect_left(wide, run.start)
        end = run.start + run.length
        yield Coloured(start, end + bisect_left(wide, end) - start, run.token)

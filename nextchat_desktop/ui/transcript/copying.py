"""Makes plain text and HTML of what is selected; it does not know the clipboard or the mouse."""

import html

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor

from nextchat_desktop.markup.blocks import Block
from nextchat_desktop.ui.transcript.block_item import BlockItem
from nextchat_desktop.ui.transcript.canvas import Canvas
from nextchat_desktop.ui.transcript.positions import Selection
from nextchat_desktop.ui.transcript.turn import Turn


def copied(canvas: Canvas, selection: Selection) -> QMimeData:
    """Turns that are selected whole give their Markdown, others the words that are selected."""
    plain: list[str] = []
    rich: list[str] = []
    for index in selection.turns(len(canvas.turns)):
        turn = canvas.turns[index]
        if turn.is_notice:
            continue
        if selection.encloses(index):
            plain.append(turn.entry.text)
            rich += [_block_html(block) for block in turn.blocks()] if len(plain) <= _RICH_TURNS else []
            continue
        canvas.ensure(index)
        pieces = _pieces(turn, index, selection)
        plain.append(turn.entry.text if _is_whole(turn, pieces) else "\n\n".join(text for _, _, text in pieces))
        rich += [_html(item, text, complete) for item, complete, text in pieces]
    mime = QMimeData()
    mime.setText("\n\n".join(text for text in plain if text))
    if len(plain) <= _RICH_TURNS:
        mime.setHtml("".join(rich))
    return mime


_RICH_TURNS = 500
"""More turns than this are copied as plain text alone: making HTML of them would keep the reader waiting."""

_Piece = tuple[BlockItem, bool, str]
"""A block, whether all of it is selected, and the selected words."""


def _pieces(turn: Turn, index: int, selection: Selection) -> list[_Piece]:
    found: list[_Piece] = []
    for number, item in enumerate(turn.items):
        length = text_length(item)
        span = selection.within(index, number, length)
        if span is not None:
            found.append((item, span == (0, length), _words(item, *span)))
    return found


def _is_whole(turn: Turn, pieces: list[_Piece]) -> bool:
    return bool(pieces) and len(pieces) == len(turn.items) and all(complete for _, complete, _ in pieces)


def text_length(item: BlockItem) -> int:
    return item.document.characterCount() - 1 if item.document is not None else 0


def _words(item: BlockItem, start: int, end: int) -> str:
    if item.document is None:
        return item.block.source
    cursor = QTextCursor(item.document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    text = cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
    return "".join(letter for letter in text if not "\ufdd0" <= letter <= "\ufdef").replace("\xa0", " ")


def _html(item: BlockItem, text: str, complete: bool) -> str:
    if complete:
        return _block_html(item.block)
    if item.block.kind == "code":
        return _code_html(text)
    return "<p>{}</p>\n".format(html.escape(text).replace("\n", "<br>\n"))


def _block_html(block: Block) -> str:
    if block.kind == "code":
        return _code_html(block.code)
    if block.kind == "quote":
        return f"<blockquote>\n{block.html}</blockquote>\n"
    return "<hr>\n" if block.kind == "rule" else block.html


def _code_html(code: str) -> str:
    return f"<pre><code>{html.escape(code)}</code></pre>\n"

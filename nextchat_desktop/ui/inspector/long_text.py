"""Text to read, select and copy, however long it or a line of it is; it knows nothing of what it says."""

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QFontMetricsF, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from nextchat_desktop.ui.leading_lines import lead_lines
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme

LONGEST_LINE = 4000
"""Characters. What is longer is laid out as several: a megabyte in one line takes Qt a second."""

_AT_ONCE = 32 * 1024
"""Characters. They may be as many lines, and a hundred thousand of those take Qt half a second."""

_BREAK = "\u2060\n"
"""A line end that is not in the text, told from others by a letter that nobody sees."""


class LongText(QPlainTextEdit):
    """What is copied out of it has the line ends of the text and no others. It is set as code is, or as `prose`."""

    def __init__(self, theme: Theme, id: str, spoken: str, prose: bool = False) -> None:
        super().__init__()
        named(self, id, spoken, "" if prose else "mono")
        self._theme = theme
        self._prose = prose
        self._wanted = self._laid_out = ""
        self._rest = QTimer(self, interval=0)
        self._rest.timeout.connect(self._go_on)
        lead_lines(self, prose)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    @property
    def is_all_there(self) -> bool:
        return len(self._laid_out) == len(self._wanted)

    def show_text(self, text: str) -> None:
        """Its beginning at once, the rest in pieces as soon as there is time.

        What goes on from what is shown is added, so that whoever reads or selects is not disturbed.
        """
        self._wanted = "\n".join(_broken(line) for line in text.replace("\r\n", "\n").split("\n"))
        if not self._wanted.startswith(self._laid_out):
            self._laid_out = ""
        self._go_on()

    def _go_on(self) -> None:
        there = len(self._laid_out)
        piece = self._wanted[there : there + _AT_ONCE]
        if not self._laid_out:
            self.setPlainText(piece)
        elif piece:
            end = QTextCursor(self.document())
            end.movePosition(QTextCursor.MoveOperation.End)
            end.insertText(piece)
        self._laid_out += piece
        if self.is_all_there:
            self._rest.stop()
        elif not self._rest.isActive():
            self._rest.start()

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n").replace(_BREAK, ""))
        return data

    def _on_theme_changed(self) -> None:
        palette, type = self._theme.palette, self._theme.type
        families = ", ".join(f'"{family}"' for family in self._theme.mono)
        font = f"font-size: {type.code.size}px; font-family: {families};"
        font = f"font-size: {type.interface.size}px;" if self._prose else font
        look = f"background: {palette.code}; color: {palette.text}; {font}"
        border = f"border: 2px solid {palette.code}; border-radius: {sizes.RADIUS_FIELD}px; padding: 8px 10px;"
        focus = f"QPlainTextEdit:focus {{ border-color: {palette.accent}; }}"
        self.setStyleSheet(f"QPlainTextEdit {{ {look} {border} }} {focus}")
        self.setTabStopDistance(4 * QFontMetricsF(self.font()).horizontalAdvance(" "))


def _broken(line: str) -> str:
    if len(line) <= LONGEST_LINE:
        return line
    return _BREAK.join(line[start : start + LONGEST_LINE] for start in range(0, len(line), LONGEST_LINE))

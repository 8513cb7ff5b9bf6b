"""The steps of a test in two columns, each with a sign, its name and its time; knows neither tests nor connections."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from nextchat_desktop.ui.elided import FlowingLabel, tip
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme, set_property

_WIDE = 460
"""Pixels that two columns need, at 100 %."""
_BETWEEN = 32


class Sign(StrEnum):
    """What is drawn before a step, by the name of the icon."""

    PASSED = "check"
    WARNED = "alert"
    FAILED = "close"
    SKIPPED = "dash"
    RUNNING = "ring"


@dataclass(frozen=True, slots=True)
class StepLine:
    """`remark` is a sentence or empty, `said` all of it in words, for those who do not see the sign."""

    id: str
    sign: Sign
    name: str
    time: str = ""
    remark: str = ""
    said: str = ""


class _Line(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: StepLine | None = None
        self._faded = False
        self._sign = QLabel()
        self._name = FlowingLabel()
        self._time = QLabel()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.SPACE_2)
        line.addWidget(self._sign)
        line.addWidget(self._name, 1)
        line.addWidget(self._time)
        self._name.setProperty("role", "step")
        self._time.setProperty("role", "label")
        theme.changed.connect(self._dress)

    def show_line(self, line: StepLine, faded: bool) -> None:
        self._shown, self._faded = line, faded
        named(self, f"testStep-{line.id}", line.said or line.name)
        tip(self, line.remark)
        self._name.setText(line.name)
        self._time.setText(line.time)
        self._dress()

    def _dress(self) -> None:
        if self._shown is None:
            return
        palette, sign = self._theme.palette, self._shown.sign
        colours = {Sign.PASSED: palette.ok, Sign.WARNED: palette.warn, Sign.FAILED: palette.bad}
        colours[Sign.RUNNING] = palette.accent
        colour = palette.text_3 if self._faded else colours.get(sign, palette.text_3)
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(self._theme.icons.pixmap(sign, colour, self._theme.room.icon_small, ratio))
        quiet = self._faded or sign is Sign.SKIPPED
        set_property(self._name, "role", "step-bad" if sign is Sign.FAILED and not quiet else "step")
        self._name.setEnabled(not quiet)
        self._time.setEnabled(not quiet)


class CheckupSteps(QWidget):
    """Read line by line: the second step stands beside the first where there is room, else below it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: list[_Line] = []
        self._columns = 2
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(sizes.SPACE_1)
        self._stretch()

    def show_lines(self, lines: Sequence[StepLine], faded: bool = False) -> None:
        while len(self._lines) < len(lines):
            self._lines.append(self._add(len(self._lines)))
        for place, widget in enumerate(self._lines):
            widget.setVisible(place < len(lines))
            if place < len(lines):
                widget.show_line(lines[place], faded)
        self.setVisible(bool(lines))

    def minimumSizeHint(self) -> QSize:
        """With one step below the other."""
        width = max((line.minimumSizeHint().width() for line in self._lines), default=0)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= self._theme.room.scaled(_WIDE) else 1
        if columns != self._columns:
            self._columns = columns
            self._stretch()
            for place, line in enumerate(self._lines):
                self._put(line, place)

    def _add(self, place: int) -> _Line:
        line = _Line(self._theme)
        self._put(line, place)
        return line

    def _put(self, line: _Line, place: int) -> None:
        self._grid.addWidget(line, place // self._columns, place % self._columns, Qt.AlignmentFlag.AlignVCenter)

    def _stretch(self) -> None:
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, self._columns - 1)
        self._grid.setHorizontalSpacing(_BETWEEN if self._columns > 1 else 0)

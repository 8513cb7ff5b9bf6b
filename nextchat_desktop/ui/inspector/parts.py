"""The three parts of what is shown of a request: what was sent, what came, how long it took."""

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nextchat_desktop.core.events import Usage
from nextchat_desktop.core.exchange import Exchange
from nextchat_desktop.engine.inspector.reading import answer_text, head_text, request_text
from nextchat_desktop.engine.inspector.telling import Teller
from nextchat_desktop.engine.inspector.times import bars
from nextchat_desktop.ui.inspector.chart import ChartRow, TimesChart
from nextchat_desktop.ui.inspector.long_text import LongText
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.selectable import make_selectable
from nextchat_desktop.ui.settings.fields import Hint, button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.amounts import size
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import pair

_MOST_TIMES = 4


class RequestPart(QWidget):
    """The request as it was sent; its body with a line for each of its parts if one likes."""

    def __init__(self, words: Words, teller: Teller, theme: Theme) -> None:
        super().__init__()
        self._teller = teller
        self._exchange: Exchange | None = None
        self._text = LongText(theme, "inspectorRequest", words("inspector.tab.request"))
        self._laid_out = named(QCheckBox(words("inspector.laid_out")), "inspectorLaidOut", words("inspector.laid_out"))
        self._laid_out.setToolTip(words("inspector.laid_out_tip"))
        self._laid_out.toggled.connect(self._refresh)
        column = _column(self)
        column.addWidget(self._text, 1)
        column.addWidget(self._laid_out)

    def show_of(self, exchange: Exchange, _seconds: float, _usage: Usage | None) -> None:
        if self._exchange is None or exchange.sent != self._exchange.sent:
            self._exchange = exchange
            self._refresh()

    def text(self) -> str:
        """As it is shown."""
        if self._exchange is None:
            return ""
        return request_text(self._exchange.sent, self._teller.left_out, self._laid_out.isChecked())

    def _refresh(self) -> None:
        self._text.show_text(self.text())


class AnswerPart(QWidget):
    """The head of the answer, and what came after it for those who ask."""

    def __init__(self, words: Words, teller: Teller, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._teller = teller
        self._exchange: Exchange | None = None
        self._shows_all = False
        self._text = LongText(theme, "inspectorAnswer", words("inspector.tab.answer"))
        self._all: QPushButton = button("inspectorRaw", words("inspector.hide_raw"))
        self._all.clicked.connect(self._on_all_clicked)
        column = _column(self)
        column.addWidget(self._text, 1)
        column.addWidget(self._all)

    def show_of(self, exchange: Exchange, _seconds: float, _usage: Usage | None) -> None:
        seen, self._exchange = self._exchange, exchange
        if seen is None or (seen.head, seen.length, seen.ended) != (exchange.head, exchange.length, exchange.ended):
            self._refresh()

    def text(self) -> str:
        """As it is shown."""
        exchange = self._exchange
        head = head_text(exchange) if exchange is not None else ""
        if exchange is None or not head:
            is_over = exchange is not None and exchange.ended is not None
            return self._words("inspector.no_head" if is_over else "inspector.nothing_came")
        return f"{head}\n\n{answer_text(exchange, self._teller.left_out)}" if self._shows_all else head

    def _on_all_clicked(self) -> None:
        self._shows_all = not self._shows_all
        self._refresh()

    def _refresh(self) -> None:
        length = size(self._words, self._exchange.length if self._exchange else 0)
        label = self._words("inspector.hide_raw") if self._shows_all else self._words("inspector.show_raw", size=length)
        self._all.setText(label)
        self._all.setAccessibleName(label)
        self._all.setEnabled(self._exchange is not None and self._exchange.length > 0)
        self._text.show_text(self.text())


class TimesPart(QWidget):
    """The steps as a chart, what counts in the end in words, and the line that was used."""

    def __init__(self, words: Words, teller: Teller, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._teller = teller
        self._shown: tuple[tuple[str, str], ...] = ()
        self._chart = TimesChart(theme, "inspectorChart", words("inspector.chart"))
        self._lines = tuple((labelled("", "label"), _selectable()) for _ in range(_MOST_TIMES))
        times = QGridLayout()
        times.setHorizontalSpacing(sizes.SPACE_4)
        times.setVerticalSpacing(sizes.SPACE_1)
        times.setColumnStretch(1, 1)
        for place, line in enumerate(self._lines):
            for side, label in enumerate(line):
                times.addWidget(label, place, side)
        self._way = Hint(theme, "inspectorWay")
        column = _column(self)
        column.setSpacing(sizes.SPACE_4)
        column.addWidget(self._chart)
        column.addLayout(times)
        column.addWidget(self._way)
        column.addStretch(1)

    def show_of(self, exchange: Exchange, seconds: float, usage: Usage | None) -> None:
        self._chart.show_rows(self._rows(exchange, seconds))
        self._way.say(self._teller.way(exchange), icon="globe")
        self._shown = self._teller.times(exchange, usage)
        for place, (name, value) in enumerate(self._lines):
            is_told = place < len(self._shown)
            for label, text in zip((name, value), self._shown[place] if is_told else ("", ""), strict=True):
                label.setVisible(is_told)
                label.setText(text)
            value.setAccessibleName(f"{name.text()} {value.text()}")

    def text(self) -> str:
        """All of it, a line for each."""
        lines = [row.spoken for row in self._chart.rows]
        shown = [pair(self._words, name, value) for name, value in self._shown]
        return "\n".join((*lines, *shown, self._way.label.text()))

    def _rows(self, exchange: Exchange, seconds: float) -> tuple[ChartRow, ...]:
        rows = []
        for bar in bars(exchange, seconds):
            label, time, start = (
                self._teller.bar(bar),
                self._teller.seconds(bar.seconds),
                self._teller.seconds(bar.began),
            )
            spoken = self._words("inspector.chart_row", stage=label, time=time, start=start)
            rows.append(ChartRow(label, time, spoken, bar.began, bar.ended, bar.is_over))
        return tuple(rows)


def _selectable() -> QLabel:
    label = labelled("", "")
    make_selectable(label, by_keys=False)
    return label


def _column(part: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(part)
    column.setContentsMargins(0, sizes.SPACE_3, 0, 0)
    column.setSpacing(sizes.SPACE_2)
    return column

"""A window beside the conversation: the requests behind one answer, as the server saw them. It keeps nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from nextchat_desktop.core.exchange import Exchange
from nextchat_desktop.core.messages import Message, State
from nextchat_desktop.engine.inspector.curl import curl, is_complete
from nextchat_desktop.engine.inspector.reading import answer_text, head_text, request_text
from nextchat_desktop.engine.inspector.telling import Teller
from nextchat_desktop.ui.elided import ElidedLabel
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.inspector.parts import AnswerPart, RequestPart, TimesPart
from nextchat_desktop.ui.inspector.requests import RequestList
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.scrolled import scrolled
from nextchat_desktop.ui.settings.fields import Hint, button
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.window import Window
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import pair
from nextchat_desktop.words.times import moment

LOOKS, _SHARE = 250, 10
"""Milliseconds between two looks at what goes on, or so many times as long as a look takes where that is more."""

_SIZE, _EMPTY = QSize(900, 640), QSize(560, 160)


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of an answer at one moment. `now` is in UTC milliseconds, `service` and `model` are names."""

    message: Message
    exchanges: tuple[Exchange, ...]
    now: int
    service: str = ""
    model: str = ""

    @property
    def goes_on(self) -> bool:
        under_way = any(exchange.ended is None for exchange in self.exchanges)
        return under_way or self.message.state is State.STREAMING


Look = Callable[[], Sight]


class InspectorWindow(Window):
    """Looks again now and then while the answer is on its way, and no more once it is closed."""

    def __init__(self, look: Look, words: Words, theme: Theme, parent: QWidget | None = None) -> None:
        self._sight = look()
        wanted = _SIZE if self._sight.exchanges or self._sight.goes_on else _EMPTY
        super().__init__("inspector", words("inspector.title"), wanted, parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._look, self._words, self._theme = look, words, theme
        self._teller = Teller(words)
        self._again = QTimer(self, interval=LOOKS)
        self._make_parts()
        self._lay_out()
        self._connect()
        self._show()

    @property
    def looks_again(self) -> bool:
        """Whether it goes on looking by itself."""
        return self._again.isActive()

    @property
    def holds_work(self) -> bool:
        return False

    @property
    def place(self) -> str:
        """The message that it is about."""
        return self._sight.message.id

    def give_way(self) -> None:
        self._again.stop()
        super().give_way()

    def done(self, result: int) -> None:
        self._again.stop()
        super().done(result)

    def _make_parts(self) -> None:
        words, theme = self._words, self._theme
        self._title = named(ElidedLabel(), "inspectorTitle", role="heading")
        self._said = Hint(theme, "inspectorTrouble")
        self._list = RequestList(theme, words("inspector.requests"))
        self._tabs = named(QTabBar(), "inspectorTabs", words("inspector.tabs"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._parts = tuple(kind(words, self._teller, theme) for kind in (RequestPart, AnswerPart, TimesPart))
        self._pages = QStackedWidget()
        for name, part in zip(("request", "answer", "times"), self._parts, strict=True):
            self._tabs.addTab(words(f"inspector.tab.{name}"))
            self._pages.addWidget(scrolled(part) if name == "times" else part)
        self._masked = Hint(theme, "inspectorMasked")
        self._masked.say(words("inspector.masked"), icon="lock")
        self._curl = button("inspectorCurl", words("inspector.copy_curl"))
        self._request = button("inspectorCopyRequest", words("inspector.copy_request"))
        self._all = button("inspectorCopyAll", words("inspector.copy_all"))
        self._copied = Hint(theme, "inspectorCopied")

    def _lay_out(self) -> None:
        self._body = QWidget()
        beside = QVBoxLayout()
        beside.addWidget(self._tabs)
        beside.addWidget(self._pages, 1)
        beside.setSpacing(0)
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(sizes.SPACE_4)
        body.addWidget(self._list)
        body.addLayout(beside, 1)
        self._foot = QWidget()
        self._copied.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._foot.setLayout(Flow(self._curl, self._request, self._all, self._copied))
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.SPACE_5, sizes.SPACE_4, sizes.SPACE_5, sizes.SPACE_4)
        column.setSpacing(sizes.SPACE_3)
        for widget in (self._title, self._said):
            column.addWidget(widget)
        column.addWidget(self._body, 1)
        column.addWidget(self._masked)
        column.addWidget(self._foot)
        column.addStretch(0)

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._on_row_changed)
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self._curl.clicked.connect(partial(self._copy, self._command))
        self._request.clicked.connect(partial(self._copy, self._request_text))
        self._all.clicked.connect(partial(self._copy, self._all_text))
        self._again.timeout.connect(self._on_time)

    @property
    def _exchange(self) -> Exchange | None:
        """The one that is looked at: the newest, unless the person chose another."""
        row, exchanges = self._list.currentRow(), self._sight.exchanges
        return exchanges[row] if 0 <= row < len(exchanges) else None

    def _on_time(self) -> None:
        taken = QElapsedTimer()
        taken.start()
        self._sight = self._look()
        self._show()
        self._again.setInterval(max(LOOKS, _SHARE * taken.elapsed()))

    def _show(self) -> None:
        sight = self._sight
        message = sight.message
        when = moment(self._words, message.created, sight.now)
        name = self._words("inspector.of", name=message.author, time=when)
        self._title.setText(name if message.author else when)
        self._list.show_rows(self._teller.rows(sight.exchanges))
        has_any = bool(sight.exchanges)
        for part in (self._body, self._foot, self._masked):
            part.setVisible(has_any)
        self._list.setVisible(len(sight.exchanges) > 1)
        self._show_exchange()
        if sight.goes_on and not self._again.isActive():
            self._again.start()
        elif not sight.goes_on:
            self._again.stop()

    def _show_exchange(self) -> None:
        exchange, sight = self._exchange, self._sight
        if exchange is None:
            nothing = "" if sight.goes_on else self._teller.nothing(sight.message)
            self._said.say(nothing, icon="info" if nothing else "")
            return
        trouble = self._teller.trouble(exchange, sight.service, sight.model)
        is_bad = exchange.failure is not None
        self._said.say(trouble, "bad" if is_bad else "hint", ("alert" if is_bad else "clock") if trouble else "")
        is_answer = exchange is sight.exchanges[-1]
        for part in self._parts:
            part.show_of(exchange, (sight.now - exchange.asked) / 1000, sight.message.usage if is_answer else None)
        self._offer_command(exchange)

    def _offer_command(self, exchange: Exchange) -> None:
        """With the reason where there can be none."""
        words, was_written = self._words, bool(exchange.sent.target)
        can = was_written and is_complete(exchange.sent)
        missing = words("inspector.copy_curl_gap" if was_written else "inspector.copy_curl_unsent")
        self._curl.setEnabled(can)
        self._curl.setToolTip(words("inspector.copy_curl_tip") if can else missing)
        self._curl.setAccessibleDescription(self._curl.toolTip())

    def _on_row_changed(self, _row: int) -> None:
        self._copied.say("")
        self._show_exchange()

    def _copy(self, text: Callable[[Exchange], str]) -> None:
        if self._exchange is not None:
            QGuiApplication.clipboard().setText(text(self._exchange))
            self._copied.say(self._words("inspector.copied"), "ok", "check")

    def _command(self, exchange: Exchange) -> str:
        return curl(exchange, self._words("inspector.curl_note"))

    def _request_text(self, exchange: Exchange) -> str:
        return request_text(exchange.sent, self._teller.left_out)

    def _all_text(self, _exchange: Exchange) -> str:
        """Every request with its answer."""
        told = []
        for row, exchange in zip(self._teller.rows(self._sight.exchanges), self._sight.exchanges, strict=True):
            usage = self._sight.message.usage if exchange is self._sight.exchanges[-1] else None
            times = "\n".join(pair(self._words, name, value) for name, value in self._teller.times(exchange, usage))
            answer = answer_text(exchange, self._teller.left_out)
            texts = (self._request_text(exchange), head_text(exchange), answer, self._teller.way(exchange), times)
            told.append("\n\n".join((f"== {pair(self._words, row.title, row.outcome)}", *filter(None, texts))))
        return "\n\n\n".join(told) + "\n"

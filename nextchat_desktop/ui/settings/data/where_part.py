"""Where everything is and how large, with the ways to open the folder and to move it."""

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nextchat_desktop.core.data_folder import Move, Sizes
from nextchat_desktop.engine.data_works import DataWorks
from nextchat_desktop.engine.telling_data import sizes, trouble
from nextchat_desktop.ui.files import ask_folder, open_folder
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.hearing import while_there
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.data.asking import Asking
from nextchat_desktop.ui.settings.data.work_bar import WorkBar
from nextchat_desktop.ui.settings.fields import AddressText, Hint, Row, button
from nextchat_desktop.ui.theme import sizes as spaces
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.amounts import size
from nextchat_desktop.words.catalogue import Words

_LABELS = 184
"""The width of the labels, at 100 %."""


class WherePart(QWidget):
    def __init__(self, works: DataWorks, bar: WorkBar, words: Words, theme: Theme) -> None:
        super().__init__()
        self._works, self._bar, self._words = works, bar, words
        self._sizes = Hint(theme, "dataSizes")
        self._state = Hint(theme, "dataState")
        self._said = Hint(theme, "dataMoveSaid")
        self._open = button("dataOpen", words("data.open"))
        self._move = button("dataMove", words("data.move"))
        self._back = button("dataMoveBack", words("data.move_back"))
        self._asking = Asking("dataMoveAsking", words("data.really_move"), words, theme)
        self._arrange(theme)
        self._open.clicked.connect(lambda: open_folder(Path(works.folder.where.data)))
        self._move.clicked.connect(self._on_move)
        self._back.clicked.connect(lambda: self._plan(works.folder.where.usual))
        bar.busied.connect(self._on_busied)

    def look(self) -> None:
        """What it is now."""
        self._sizes.say(self._words("data.measuring"))
        self._works.folder.measure(while_there(self._on_measured))

    def _arrange(self, theme: Theme) -> None:
        where, words = self._works.folder.where, self._words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spaces.SPACE_3)
        data = self._address(theme, "dataFolder", words("data.folder"), where.data)
        data.below(self._sizes)
        column.addWidget(data)
        if where.config != where.data:
            column.addWidget(self._address(theme, "configFolder", words("data.config"), where.config))
        column.addWidget(self._state)
        column.addLayout(Flow(self._open, self._move, self._back))
        column.addWidget(self._asking)
        column.addWidget(self._said)
        self._move.setVisible(not where.is_portable)
        self._back.setVisible(where.is_moved and not where.is_portable)
        if where.is_portable:
            self._state.say(words("data.portable"))
        elif where.is_moved:
            self._state.say(words("data.is_moved", path=where.usual))

    def _address(self, theme: Theme, name: str, label: str, path: str) -> Row:
        text = named(AddressText(theme), name, label)
        text.show_text(path)
        row = Row(label, text)
        row.label.setWordWrap(True)
        row.label.setProperty("role", "label")
        following(theme, row.label, lambda label: label.setFixedWidth(theme.room.scaled(_LABELS)))
        return row

    def _on_measured(self, found: Sizes | Exception) -> None:
        text = trouble(self._words, found) if isinstance(found, Exception) else sizes(self._words, found)
        self._sizes.say(text)

    def _on_move(self) -> None:
        start = str(Path(self._works.folder.where.data).parent)
        ask_folder(self, "dataMoveDialog", self._words("data.move.title"), self._plan, start)

    def _plan(self, chosen: str) -> None:
        self._said.say("")
        self._works.folder.plan(chosen, while_there(self._on_planned))

    def _on_planned(self, move: Move | Exception) -> None:
        words = self._words
        if isinstance(move, Exception):
            self._refuse(move)
            return
        question = words("data.plan", size=size(words, move.size), path=move.to, free=size(words, move.free))
        warning = words("data.cloud", cloud=move.cloud) if move.cloud else ""
        self._asking.ask(question, words("data.really_move"), lambda: self._carry(move), warning=warning)

    def _carry(self, move: Move) -> None:
        self._bar.do(
            self._words("data.moving"),
            lambda progress, done: self._works.folder.move(move, progress, done),
            self._on_moved,
        )

    def _on_moved(self, outcome: Exception | None) -> None:
        if outcome is not None:
            self._refuse(outcome)
            return
        self._said.say(self._words("data.restarting"), "ok", "check")
        self._works.restart()

    def _refuse(self, error: Exception) -> None:
        self._said.say(trouble(self._words, error), "bad", "alert")

    def _on_busied(self, is_busy: bool) -> None:
        for part in (self._move, self._back, self._asking):
            part.setEnabled(not is_busy)

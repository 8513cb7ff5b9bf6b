"""Beginning anew: settings, conversations, or everything. Only the last asks, for it cannot be undone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from nextchat_desktop.core.backups import BackupRefused
from nextchat_desktop.core.secrets import FORMER, PROXY_OF_ALL
from nextchat_desktop.engine.data_works import DataWorks
from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.engine.telling_data import trouble
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.data.asking import Asking
from nextchat_desktop.ui.settings.data.work_bar import WorkBar
from nextchat_desktop.ui.settings.fields import Hint, button, labelled
from nextchat_desktop.ui.settings.undo_bar import UndoBar
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import listed
from nextchat_desktop.words.typed import is_same_word

_OWNERS = {PROXY_OF_ALL: "data.erase.proxy", FORMER: "data.erase.former"}
_BUTTONS = 200
_FIELD = 160


class ClearingPart(QWidget):
    """`backup_wanted` tells that somebody wants a backup first."""

    backup_wanted = Signal()

    def __init__(self, works: DataWorks, deeds: Deeds, bar: WorkBar, words: Words, theme: Theme) -> None:
        super().__init__()
        self._deeds, self._theme = deeds, theme
        self._works, self._clearing, self._words, self._bar = works, works.clearing, words, bar
        self._said = Hint(theme, "clearingSaid")
        self._undo = UndoBar(words, "clearing-")
        self._reset = button("resetSettings", words("data.reset"))
        self._delete = button("deleteAll", words("data.delete_all"))
        self._erase = button("eraseEverything", words("data.erase"), "danger")
        self._asking = Asking("eraseAsking", words("bin.really"), words, theme)
        self._field = named(QLineEdit(), "eraseWord", words("data.erase.field"))
        self._first = button("eraseBackupFirst", words("data.erase.first"))
        self._insists = False
        """Whether keys that cannot be erased are to be left."""
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_3)
        column.addLayout(self._lines())
        following(self._theme, self._field, lambda field: field.setFixedWidth(self._theme.room.scaled(_FIELD)))
        self._asking.insert(self._field)
        self._asking.answers.insert(0, self._first)
        for widget in (self._undo, self._asking, self._said):
            column.addWidget(widget)

    def _lines(self) -> QGridLayout:
        """What each button does beside it; all are as wide as the widest."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(sizes.SPACE_4)
        grid.setVerticalSpacing(sizes.SPACE_3)
        grid.setColumnStretch(1, 1)
        buttons = (self._reset, "reset"), (self._delete, "delete_all"), (self._erase, "erase")
        for row, (pressed, id) in enumerate(buttons):
            help = self._words(f"data.{id}.help")
            pressed.setAccessibleDescription(help)
            pressed.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            following(self._theme, pressed, lambda pressed: pressed.setMinimumWidth(self._theme.room.scaled(_BUTTONS)))
            hint = labelled(help, "hint")
            hint.setWordWrap(True)
            grid.addWidget(pressed, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(hint, row, 1)
        return grid

    def _connect(self) -> None:
        self._reset.clicked.connect(self._on_reset)
        self._delete.clicked.connect(self._on_delete)
        self._erase.clicked.connect(self._on_erase)
        self._first.clicked.connect(self.backup_wanted)
        self._field.textChanged.connect(self._on_typed)
        self._undo.undone.connect(self._deeds.undo)
        hear(self._deeds.done, self._on_done)
        hear(self._deeds.undone, self._on_undone)
        self._bar.busied.connect(lambda is_busy: self._erase.setDisabled(is_busy))

    def _on_done(self, sentence: str) -> None:
        """The window behind says so, too, but nobody sees it from here."""
        if self.isVisible():
            self._undo.say(sentence)

    def _on_undone(self, _sentence: str) -> None:
        """Wherever it was undone."""
        self._undo.forget()

    def _on_reset(self) -> None:
        self._said.say("" if self._clearing.reset_settings() else self._words("data.reset.nothing"))

    def _on_delete(self) -> None:
        self._said.say("" if self._clearing.delete_all() else self._words("data.delete_all.nothing"))

    def _on_erase(self) -> None:
        self._insists = False
        self._ask(self._words("bin.really"), "")

    def _ask(self, yes: str, warning: str) -> None:
        question = self._words("data.erase.question", word=self._words("data.erase.word"))
        self._asking.ask(question, yes, self._on_really, "danger", warning)
        self._field.clear()
        self._on_typed("")
        self._field.setFocus()

    def _on_typed(self, text: str) -> None:
        self._asking.yes.setEnabled(is_same_word(text, self._words("data.erase.word")))

    def _on_really(self) -> None:
        """Keys first: where they cannot be erased nothing else is, unless somebody insists."""
        try:
            left = self._clearing.forget_keys()
            if left and not self._insists:
                self._insists = True
                names = listed(self._words, (self._words(_OWNERS[name]) if name in _OWNERS else name for name in left))
                self._ask(self._words("data.erase.anyway"), self._words("data.erase.keys_left", names=names))
                return
            self._clearing.erase()
        except (BackupRefused, OSError) as error:
            self._said.say(trouble(self._words, error), "bad", "alert")
            return
        self._said.say(self._words("data.restarting"), "ok", "check")
        self._works.restart()

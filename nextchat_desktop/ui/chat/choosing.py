"""Several turns of a conversation being chosen, and what is done with all of them. It does none of it itself."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nextchat_desktop.ui.chat.carded import carded
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.words.catalogue import Words


class ChoosingBar(QWidget):
    """Stands above the composer. The signals carry the ids of those that are chosen, in the order of the turns."""

    copied = Signal(tuple)
    exported = Signal(tuple)
    deleted = Signal(tuple)

    def __init__(self, words: Words, transcript: Transcript) -> None:
        super().__init__()
        named(self, "choosingBar", words("choose.name"))
        self._words = words
        self._transcript = transcript
        self._chosen: frozenset[str] = frozenset()
        self._last = ""
        self._is_open = False
        self._label = labelled("", "label")
        self._label.setObjectName("chosenCount")
        self._all = button("chooseAllButton", words("choose.all"), "link")
        self._none = button("chooseNoneButton", words("choose.none"), "link")
        self._copy = button("chooseCopyButton", words("action.copy"))
        self._export = button("chooseExportButton", words("choose.export"))
        self._delete = button("chooseDeleteButton", words("choose.delete"))
        self._done = button("chooseDoneButton", words("choose.done"))
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(id for id in self._ids() if id in self._chosen)

    def begin(self, id: str = "") -> None:
        """With this turn chosen."""
        self._is_open = True
        self._last = id
        self._choose(frozenset((id,)) if id else frozenset())
        self.show()
        self._transcript.focus_box(id)

    def leave(self) -> bool:
        """Whether turns were being chosen."""
        was_open, self._is_open = self._is_open, False
        if was_open:
            self._transcript.choose(None)
            self.hide()
        return was_open

    def refresh(self) -> None:
        """Turns have come or gone."""
        if self._is_open:
            self._choose(self._chosen & set(self._ids()))

    def _ids(self) -> Sequence[str]:
        return [entry.id for entry in self._transcript.canvas.turns.entries() if entry.role != "notice"]

    def _choose(self, chosen: frozenset[str]) -> None:
        self._chosen = chosen
        self._transcript.choose(chosen)
        self._label.setText(self._words.plural("choose.count", len(chosen)))
        for part in (self._copy, self._export, self._delete, self._none):
            part.setEnabled(bool(chosen))

    def _on_toggled(self, id: str, is_range: bool) -> None:
        """With Shift all from the last one to this one."""
        ids = list(self._ids())
        if is_range and self._last in ids and id in ids:
            first, last = sorted((ids.index(self._last), ids.index(id)))
            self._choose(self._chosen | set(ids[first : last + 1]))
        else:
            self._choose(self._chosen ^ {id})
        self._last = id

    def _connect(self) -> None:
        self._transcript.choice_toggled.connect(self._on_toggled)
        self._all.clicked.connect(lambda: self._choose(frozenset(self._ids())))
        self._none.clicked.connect(lambda: self._choose(frozenset()))
        self._done.clicked.connect(self.leave)
        for part, signal in ((self._copy, self.copied), (self._export, self.exported), (self._delete, self.deleted)):
            part.clicked.connect(lambda _checked=False, signal=signal: signal.emit(self.chosen))

    def _lay_out(self) -> None:
        parts = (self._label, self._all, self._none, None, self._copy, self._export, self._delete, self._done)
        row = Flow(*parts)
        set_margins(row, sizes.SPACE_4, sizes.SPACE_2, sizes.SPACE_3, sizes.SPACE_2)
        carded(self).setLayout(row)

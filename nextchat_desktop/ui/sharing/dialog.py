"""A conversation, or some turns of it, given out: which turns, in which shape, copied or kept in a file."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from nextchat_desktop.core.pictures import file_name
from nextchat_desktop.engine.session import Session
from nextchat_desktop.interchange.transcripts import Shape, written
from nextchat_desktop.ui.files import ask_where, write_whole
from nextchat_desktop.ui.inspector.long_text import LongText
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, button
from nextchat_desktop.ui.sharing.making import sayings_of, told_of
from nextchat_desktop.ui.sharing.turn_picker import TurnPicker
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.window import Window, beside, foot
from nextchat_desktop.words.catalogue import Words

_SIZE = QSize(960, 640)
_LIST = 340
_PAUSE = 150
"""Milliseconds after a change before the text is made anew."""


class ExportDialog(Window):
    """What is shown is what is copied or written."""

    def __init__(self, session: Session, words: Words, theme: Theme, ids: Sequence[str], parent: QWidget) -> None:
        """`ids` are ticked at first; none for all."""
        super().__init__("exportDialog", words("share.title"), _SIZE, parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._words = session, words
        self._sayings = sayings_of(words)
        self._picker = TurnPicker(words, theme)
        self._shape = named(QComboBox(), "exportShape", words("share.shape"))
        self._thoughts = self._box("exportThoughts", "share.thoughts")
        self._context = self._box("exportContext", "share.context")
        self._text = LongText(theme, "exportText", words("share.text"))
        self._said = Hint(theme, "exportSaid")
        self._copy = button("exportCopyButton", words("share.copy"))
        self._save = button("exportSaveButton", words("share.save"), "primary")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()
        path = session.path
        self._picker.show_turns(path, frozenset(ids or (message.id for message in path)))
        self._refresh()

    def text(self) -> str:
        """As it is copied or written."""
        told = told_of(self._session, self._picker.ticked, self._context.isChecked(), self._thoughts.isChecked())
        return written(Shape(self._shape.currentData()), told, self._sayings)

    def _box(self, name: str, sentence: str) -> QCheckBox:
        return named(QCheckBox(self._words(sentence)), name, self._words(sentence))

    def _refresh(self) -> None:
        is_some = bool(self._picker.ticked)
        self._thoughts.setEnabled(self._shape.currentData() != Shape.JSON)
        self._text.show_text(self.text() if is_some else self._words("share.nothing"))
        for part in (self._copy, self._save):
            part.setEnabled(is_some)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self._said.say(self._words("transcript.copied"), "ok", "check")

    def _on_save(self) -> None:
        shape, data = Shape(self._shape.currentData()), self.text().encode("utf-8", "replace")
        name = file_name(self._session.conversation.title) or self._words("share.file_name")
        title, endings = self._words("share.save_title"), {shape.value: self._words(f"share.{shape}")}
        ask_where(self, "saveDialog", title, f"{name}.{shape}", partial(self._keep, data), endings)

    def _keep(self, data: bytes, path: str, _ending: str) -> None:
        if reason := write_whole(path, data):
            self._said.say(self._words("transcript.not_saved", reason=reason), "bad", "alert")
        else:
            self._said.say(self._words("share.saved", path=path), "ok", "check")

    def _connect(self) -> None:
        self._pause.timeout.connect(self._refresh)
        self._picker.changed.connect(self._pause.start)
        self._shape.currentIndexChanged.connect(lambda _index: self._refresh())
        for box in (self._thoughts, self._context):
            box.toggled.connect(lambda _on: self._refresh())
        self._copy.clicked.connect(self._on_copy)
        self._save.clicked.connect(self._on_save)

    def _lay_out(self) -> None:
        for shape in Shape:
            self._shape.addItem(self._words(f"share.{shape}"), shape.value)
        self._context.setVisible(bool(self._session.conversation.context))
        self._picker.setFixedWidth(_LIST)
        made = QVBoxLayout()
        made.setSpacing(sizes.SPACE_2)
        made.addLayout(beside(self._shape, self._thoughts, self._context, None, apart=sizes.SPACE_3))
        made.addWidget(self._text, 1)
        body = beside(self._picker, made, apart=sizes.SPACE_4)
        self.stack(body, foot(self._said, self._copy, self._save), grows=body)

"""The buttons in the head of a code block, and the one that unfolds it; they do not know where the block stands."""

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from nextchat_desktop.ui.elided import tip
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.transcript.code_unit import CodeUnit
from nextchat_desktop.ui.transcript.entries import TranscriptWords
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.snug_button import SnugButton

_COPIED_MS = 1500


class CodeTools(QWidget):
    """Copies exactly what the block holds, and says so for a moment."""

    changed = Signal()
    """Lines break elsewhere now."""
    save_asked = Signal(str, str)
    """The code, and its language."""

    def __init__(self, words: TranscriptWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._unit: CodeUnit | None = None
        self._kit: Kit | None = None
        self._rest = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._rest.timeout.connect(self._dress)
        self.setObjectName("codeTools")
        box = QHBoxLayout(self)
        set_margins(box, 0, 0, 4, 0)
        box.setSpacing(0)
        box.addStretch(1)
        self._wrap = self._button("wrapCode", words.wrap_code)
        self._wrap.setCheckable(True)
        self._save = self._button("saveCode", words.save_code)
        self._copy = self._button("copyCode", words.copy_code)
        for button in (self._wrap, self._save, self._copy):
            box.addWidget(button)
        self._wrap.clicked.connect(self._on_wrap)
        self._save.clicked.connect(self._on_save)
        self._copy.clicked.connect(self._on_copy)

    def show_unit(self, unit: CodeUnit, kit: Kit) -> None:
        if unit is not self._unit or kit is not self._kit:
            self._unit, self._kit = unit, kit
            words, language = self._words, unit.block.language
            self.setAccessibleName(words.code_in.format(language=language) if language else words.spoken_code)
            self._dress()
        self._wrap.setChecked(unit.is_wrapped(kit))

    def _button(self, name: str, words: str) -> QToolButton:
        button = named(QToolButton(self), name, words)
        tip(button, words)
        return button

    def _dress(self) -> None:
        if self._kit is not None:
            side = self._kit.look.room.icon_row
            for button in (self._wrap, self._save, self._copy):
                button.setIconSize(QSize(side, side))
        self._wrap.setIcon(self._icon("wrap"))
        self._save.setIcon(self._icon("save"))
        self._say("copy", self._words.copy_code)

    def _say(self, icon: str, words: str) -> None:
        self._copy.setIcon(self._icon(icon))
        self._copy.setAccessibleName(words)
        tip(self._copy, words)

    def _icon(self, name: str) -> QIcon:
        return self._kit.look.icons.icon(name, size=self._kit.look.room.icon_row) if self._kit is not None else QIcon()

    def _on_copy(self) -> None:
        if self._unit is not None:
            QGuiApplication.clipboard().setText(self._unit.block.code)
            self._say("check", self._words.copied)
            self._rest.start()

    def _on_save(self) -> None:
        if self._unit is not None:
            self.save_asked.emit(self._unit.block.code, self._unit.block.language)

    def _on_wrap(self) -> None:
        if self._unit is not None:
            self._unit.wrap = self._wrap.isChecked()
            self._unit.relay()
            self.changed.emit()


class FoldButton(SnugButton):
    """Shows all of a long block, or its first lines again."""

    toggled_unit = Signal()

    def __init__(self, words: TranscriptWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._unit: CodeUnit | None = None
        self.setObjectName("foldCode")
        self.clicked.connect(self._on_clicked)

    def show_unit(self, unit: CodeUnit, kit: Kit) -> None:
        self._unit = unit
        self.show_sign("chevron-down" if unit.folded else "chevron-up", kit.look)
        words = self._words
        lines = words.number(len(unit.lines))
        said = words.unfold_code.format(lines=lines) if unit.folded else words.fold_code
        self.setText(said)
        self.setAccessibleName(said)

    def _on_clicked(self) -> None:
        if self._unit is not None:
            self._unit.fold(not self._unit.folded)
            self.toggled_unit.emit()

"""The composer: pictures, the field, Send, Stop beside it while an answer streams, and what will be sent, in a line."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from nextchat_desktop.ui.composer.attachments import Attachments
from nextchat_desktop.ui.composer.chips import ChipRow
from nextchat_desktop.ui.composer.field import ComposerField
from nextchat_desktop.ui.composer.forecast_label import ForecastLabel
from nextchat_desktop.ui.composer.picture_pickers import PicturePickers
from nextchat_desktop.ui.composer.resting_caret import RestingCaret
from nextchat_desktop.ui.composer.send_keys import shown
from nextchat_desktop.ui.elided import FlowingLabel, WrappedLabel, tip
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme, set_property
from nextchat_desktop.words.catalogue import Words


class Composer(QWidget):
    """`submitted` carries the text, which stays in the field until `clear` is called. It decides nothing.

    What is submitted while a picture is still being prepared is so when that is ready.
    """

    submitted = Signal(str)
    queued = Signal(str)
    """Submitted while an answer is on its way."""
    stopped = Signal()
    edited = Signal()
    recalled = Signal()

    def __init__(
        self, words: Words, theme: Theme, parent: QWidget | None = None, attachments: Attachments | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._busy = False
        self._blind = ""
        self._needs_words = False
        self._is_waiting = False
        """Whether it is to be submitted as soon as all pictures are ready."""
        self._keys = self._note = ""
        self._asked_first: list[Callable[[], bool]] = []
        self.attachments = attachments or Attachments()
        self.attachments.setParent(self)
        self.chips = ChipRow(self.attachments, words, theme)
        self.pickers = PicturePickers(words)
        self.attach_button = self._button("attachButton", words("attach.attach"), "")
        self.prompts_button = self._button("promptsButton", words("prompts.button"), "")
        self._stays = named(WrappedLabel(), "picturesStay", role="warn")
        self.field = ComposerField()
        RestingCaret(self.field)
        self.send_button = self._button("sendButton", words("composer.send"), "primary")
        self.stop_button = self._button("stopButton", words("composer.stop"), "stop")
        self._hint = named(FlowingLabel(), "composerHint")
        self.forecast = named(ForecastLabel(words("composer.show_all")), "composerForecast")
        self._lay_out()
        self._connect()
        self._on_theme_changed()
        self.set_busy(False)

    def text(self) -> str:
        return self.field.toPlainText()

    def set_text(self, text: str, caret: int | None = None) -> None:
        self.field.show_text(text)
        cursor = self.field.textCursor()
        cursor.setPosition(min(len(text.encode("utf-16-le")) // 2, caret) if caret is not None else 0)
        if caret is None:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        self.field.setTextCursor(cursor)

    def quote(self, markdown: str) -> None:
        """Puts it where the caret is, as a quotation, to be written about."""
        quoted = "\n".join(f"> {line}".rstrip() for line in markdown.split("\n"))
        cursor = self.field.textCursor()
        begins = cursor.atBlockStart()
        cursor.insertText(f"{'' if begins else chr(10)}{quoted}\n\n")
        self.field.setFocus()

    def caret(self) -> int:
        return self.field.textCursor().position()

    def clear(self) -> None:
        self.field.clear()

    def set_busy(self, busy: bool) -> None:
        """Whether an answer is on its way."""
        if busy != self._busy and not busy and self.stop_button.hasFocus():
            self.field.setFocus()
        self._busy = busy
        self.stop_button.setVisible(busy)
        self._name_send_button()
        self._show_whether_it_can_send()

    def send_with(self, key: str) -> None:
        """The key that sends, by its name in the settings."""
        self.field.send_with(key)
        self._name_send_button()

    @property
    def is_blind(self) -> bool:
        """Whether pictures stay here."""
        return bool(self._blind)

    def set_blind(self, reason: str, stays: str) -> None:
        """Why pictures are not sent, and what is said where some are attached; both empty where they are."""
        self._blind = reason
        label = reason or self._words("attach.attach")
        self.attach_button.setEnabled(not reason)
        tip(self.attach_button, label)
        self.attach_button.setStatusTip(reason)
        self._stays.setText(stays)
        self.chips.set_faint(bool(reason))
        self._on_attached()

    def set_needs_words(self, needs: bool) -> None:
        """Whether a picture alone cannot be sent: whoever paints has to be told what."""
        self._needs_words = needs
        self._show_whether_it_can_send()

    def set_dropping(self, dropping: bool) -> None:
        """Whether pictures are held over the window that would be attached."""
        set_property(self.frame, "dropping", dropping)

    def set_placeholder(self, text: str) -> None:
        if text != self.field.placeholderText():
            self.field.setPlaceholderText(text)
            self.field.fit()
            self.field.viewport().update()  # Qt does not draw another placeholder by itself
            self.field.setAccessibleName(text)

    def set_hints(self, keys: str, forecast: str) -> None:
        self._keys = keys
        self._hint.setText(self._note or keys)
        self.forecast.tell(forecast)

    def set_note(self, note: str) -> None:
        """Stands in place of the keys as long as it is not empty."""
        self._note = note
        self._hint.setText(note or self._keys)

    def ask_first(self, takes: Callable[[], bool]) -> None:
        """Called before anything is submitted; where it returns True, nothing is."""
        self._asked_first.append(takes)

    def stand_above(self, widget: QWidget) -> None:
        """Puts it above the field, and above what stands there already."""
        self._outside.insertWidget(0, widget)

    def _button(self, name: str, label: str, role: str) -> QToolButton:
        button = named(QToolButton(), name)
        button.setAccessibleName(label)
        button.setToolTip(label)
        if role:
            set_property(button, "role", role)
        return button

    def _lay_out(self) -> None:
        self.frame = named(QFrame(), "composerFrame")
        inside = QVBoxLayout(self.frame)
        set_margins(inside, sizes.COMPOSER_WITHIN, sizes.SPACE_1, sizes.SPACE_2 - 2, sizes.SPACE_2)
        inside.setSpacing(0)
        above = QVBoxLayout()
        set_margins(above, sizes.SPACE_1, sizes.SPACE_2, sizes.SPACE_1, sizes.SPACE_1)
        above.setSpacing(sizes.SPACE_1)
        above.addWidget(self.chips)
        above.addWidget(self._stays)
        inside.addLayout(above)
        inside.addWidget(self.field)
        row = (self.attach_button, self.prompts_button, self.pickers, None, self.stop_button, self.send_button)
        inside.addLayout(Flow(*row))
        self._outside = outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, sizes.SPACE_2)
        outside.setSpacing(sizes.SPACE_1)
        outside.addWidget(self.frame)
        hints = Flow(self._hint, None, self.forecast)
        set_margins(hints, sizes.COMPOSER_MARGIN, 0, sizes.COMPOSER_MARGIN - 2, 0)  # the forecast has a ring
        outside.addLayout(hints)
        set_property(self._hint, "role", "hint")
        set_property(self.forecast, "role", "pressed")

    def _connect(self) -> None:
        self.field.submitted.connect(self._on_submitted)
        self.field.textChanged.connect(self._on_edited)
        self.field.focus_changed.connect(self._on_focus_changed)
        self.field.recalled.connect(self.recalled)
        self.send_button.clicked.connect(self._on_submitted)
        self.stop_button.clicked.connect(self.stopped)
        self.chips.left.connect(self.field.setFocus)
        self.attachments.changed.connect(self._on_attached)
        self.attachments.touched.connect(self.edited)
        self.attachments.refused.connect(self._on_refused)
        self._theme.changed.connect(self._on_theme_changed)

    def _name_send_button(self) -> None:
        label = self._words("composer.queue" if self._busy else "composer.send")
        self.send_button.setAccessibleName(label)
        self.send_button.setToolTip(f"{label} ({shown(self.field.send_key)})")

    def _show_whether_it_can_send(self) -> None:
        self.send_button.setEnabled(self._has_something)

    @property
    def _has_something(self) -> bool:
        goes_along = bool(self.attachments.ready) or self.attachments.are_preparing
        return bool(self.text().strip()) or (goes_along and not self._blind and not self._needs_words)

    def _on_submitted(self) -> None:
        self.field.settle()  # the button may be pressed in the middle of a word
        self._is_waiting = self._has_something and not self._blind and self.attachments.are_preparing
        if not self._has_something or self._is_waiting or any(takes() for takes in self._asked_first):
            return
        (self.queued if self._busy else self.submitted).emit(self.text())

    def _on_attached(self) -> None:
        self._stays.setVisible(bool(self._blind and self.attachments.all))
        self._show_whether_it_can_send()
        if self._is_waiting and not self.attachments.are_preparing:
            self._on_submitted()

    def _on_refused(self) -> None:
        """Whoever meant to send it has to say whether the rest is enough."""
        self._is_waiting = False

    def _on_edited(self) -> None:
        self._is_waiting = False
        self._show_whether_it_can_send()
        self.edited.emit()

    def _on_focus_changed(self, focused: bool) -> None:
        set_property(self.frame, "focused", focused)

    def _on_theme_changed(self) -> None:
        icons, palette = self._theme.icons, self._theme.palette
        self.send_button.setIcon(icons.icon("arrow-up", palette.on_accent))
        self.stop_button.setIcon(icons.icon("stop", palette.text))
        self.attach_button.setIcon(icons.icon("attach"))
        self.prompts_button.setIcon(icons.icon("prompt"))
        for button in (self.send_button, self.stop_button, self.attach_button, self.prompts_button):
            button.setFixedSize(self._theme.room.field, self._theme.room.field)
        self.field.stand_on(palette.raised)
        font = QFont(self.font())
        font.setPixelSize(round(self._theme.type.body.size))
        for part in (self.field, self.field.viewport()):  # which Qt draws the placeholder with
            part.setFont(font)

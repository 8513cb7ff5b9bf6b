"""A window for one picture: zoom, copy, save. It does not know where the picture came from."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from nextchat_desktop.core.pictures import file_name
from nextchat_desktop.ui.keyboard.tabbing import go_on
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.room import room_near
from nextchat_desktop.ui.settings.fields import Hint, IconButton
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.viewer.area import PictureArea
from nextchat_desktop.ui.viewer.decoder import Decoder
from nextchat_desktop.ui.viewer.picture import Picture, SaveFormat
from nextchat_desktop.ui.viewer.saving import ask_where, written
from nextchat_desktop.ui.viewer.words import ViewerWords
from nextchat_desktop.ui.workers import Task

_STEP = 60
"""Pixels that an arrow key moves the picture."""
_OF_SCREEN = 0.8
_SMALLEST = QSize(520, 360)
_COPIED_SCALE = 2.0
"""A diagram is copied larger than it is, so that it stays sharp where it is pasted."""


class PictureViewer(QDialog):
    """Beside the window it was opened from; closed, it lets the picture go."""

    def __init__(
        self,
        picture: Picture,
        formats: tuple[SaveFormat, ...],
        words: ViewerWords,
        theme: Theme,
        decoder: Decoder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("pictureViewer")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(picture.name or words.title)
        self._picture = picture
        self._formats = formats
        self._words = words
        self._decoder = decoder
        self._copying: Task | None = None
        self.area = PictureArea(picture, decoder, theme)
        self.area.setAccessibleName(picture.name or words.title)
        self._said = Hint(theme, "viewerHint")
        self._make_buttons(theme)
        self._lay_out()
        self._connect()
        self._fit_screen()
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown(self) -> tuple[Picture, tuple[SaveFormat, ...]]:
        """The picture, and what it can be kept as."""
        return self._picture, self._formats

    def copy(self) -> None:
        scale = min(_COPIED_SCALE, self._picture.sharpest)
        self._copying = self._decoder.run(partial(self._picture.render, scale), self._on_copied, self)

    def save(self) -> None:
        name = file_name(self._picture.name) or self._words.file_name
        ask_where(self, self._words.save_title, name, self._formats, self._on_file_chosen)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on(self, forward)

    def done(self, result: int) -> None:
        self.area.leave()
        if self._copying is not None:
            self._copying.cancel()
        super().done(result)

    def _make_buttons(self, theme: Theme) -> None:
        words = self._words
        self._smaller = _Sign("zoomOutButton", "−", words.zoom_out)
        self._percent = _Sign("zoomLabel", words.percent.format(percent=words.number(1600)), words.own_size)
        self._larger = _Sign("zoomInButton", "+", words.zoom_in)
        self._fit = _Sign("fitButton", words.fit, words.fit_tip)
        self._copy = IconButton(theme, "copyPicture", "copy", words.copy)
        self._save = IconButton(theme, "savePicture", "save", words.save)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(sizes.SPACE_3, sizes.SPACE_2, sizes.SPACE_3, sizes.SPACE_2)
        bar.setSpacing(sizes.SPACE_1)
        for widget in (self._smaller, self._percent, self._larger, self._fit):
            bar.addWidget(widget)
        bar.addSpacing(sizes.SPACE_3)
        bar.addWidget(self._said, 1, Qt.AlignmentFlag.AlignVCenter)
        bar.addStretch()
        bar.addWidget(self._copy)
        bar.addWidget(self._save)
        line = named(QFrame(), "viewerLine", role="line")
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addWidget(line)
        column.addLayout(bar)

    def _connect(self) -> None:
        area = self.area
        for pressed, act in (
            (self._smaller, area.zoom_out),
            (self._larger, area.zoom_in),
            (self._percent, self._own_size),
            (self._fit, area.fit),
            (self._copy, self.copy),
            (self._save, self.save),
        ):
            pressed.clicked.connect(act)
        area.looked.connect(self._on_looked)
        area.failed.connect(self._on_failed)
        for keys, act in (
            ("Ctrl++", area.zoom_in),
            ("Ctrl+=", area.zoom_in),
            ("Ctrl+-", area.zoom_out),
            ("Ctrl+0", area.fit),
            ("Ctrl+1", self._own_size),
            ("Ctrl+C", self.copy),
            ("Ctrl+S", self.save),
            ("Left", partial(area.move_by, _STEP, 0)),
            ("Right", partial(area.move_by, -_STEP, 0)),
            ("Up", partial(area.move_by, 0, _STEP)),
            ("Down", partial(area.move_by, 0, -_STEP)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _fit_screen(self) -> None:
        """As large as the picture needs, within the screen."""
        bar = self.sizeHint().height() - self.area.minimumHeight()
        wanted = self._picture.size + QSize(2 * sizes.SPACE_6, bar + 2 * sizes.SPACE_6)
        room = room_near(self.parentWidget()) * _OF_SCREEN
        self.resize(wanted.expandedTo(_SMALLEST).boundedTo(room))

    def _own_size(self) -> None:
        self.area.zoom_to(1.0)

    def _on_looked(self) -> None:
        shown = self._words.percent.format(percent=self._words.number(round(self.area.sight.zoom * 100)))
        self._percent.setText(shown)
        self._percent.setAccessibleName(f"{shown} – {self._words.own_size}")

    def _on_failed(self) -> None:
        self._copy.setEnabled(False)
        self._said.say(self._words.not_drawn, "bad", "alert")

    def _on_copied(self, image: QImage | None) -> None:
        if image is None:
            self._on_failed()
        else:
            QGuiApplication.clipboard().setImage(image)
            self._said.say(self._words.copied, "ok", "check")

    def _on_file_chosen(self, path: str, format: SaveFormat) -> None:
        self._decoder.run(partial(written, path, format), partial(self._on_saved, Path(path).name), self)

    def _on_saved(self, name: str, trouble: str) -> None:
        if trouble:
            self._said.say(self._words.not_saved.format(reason=trouble), "bad", "alert")
        else:
            self._said.say(self._words.saved.format(name=name), "ok", "check")


class _Sign(QToolButton):
    """A button with a few letters, as wide as the longest it will ever bear."""

    def __init__(self, id: str, text: str, spoken: str) -> None:
        super().__init__()
        named(self, id, spoken)
        self._longest = text
        self.setText(text)
        self.setToolTip(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        needed = self.fontMetrics().horizontalAdvance(self._longest) + 2 * sizes.SPACE_2
        return super().sizeHint().expandedTo(QSize(needed, 0))

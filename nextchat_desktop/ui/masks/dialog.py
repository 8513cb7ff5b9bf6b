"""The window of masks: the gallery, and in its place the page on which one is written. It decides nothing."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.masks.editor import MaskEditor
from nextchat_desktop.ui.masks.gallery import GalleryPage
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.window import Window

_SIZE = QSize(780, 760)


class MasksDialog(Window):
    """`chosen` carries a mask to chat with; `plain_asked` tells that a chat without one is wanted."""

    chosen = Signal(object)
    plain_asked = Signal()

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget) -> None:
        words = desk.words
        super().__init__("masksDialog", words("masks.title"), _SIZE, parent)
        self._masks = desk.masks
        self.gallery = GalleryPage(desk, theme)
        self.editor = MaskEditor(desk, theme, self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.gallery)
        self._stack.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._toast = self.undo_here(words, desk.deeds, theme, self._foot())
        self._connect(desk)

    def open_gallery(self) -> None:
        self.editor.leave()
        self._stack.setCurrentWidget(self.gallery)
        self.come_forward()
        self.gallery.begin()

    def write(self, mask: Mask, is_new: bool = False, turns: tuple[Message, ...] = ()) -> None:
        """The page for this mask. `turns` are what may go before everything, too, if the person wants that."""
        self.editor.leave()
        self.editor.show_mask(mask, is_new, turns)
        self._stack.setCurrentWidget(self.editor)
        self.come_forward()
        self.editor.focus()

    @property
    def holds_work(self) -> bool:
        return False

    def give_way(self) -> None:
        self.editor.leave()
        super().give_way()

    def done(self, result: int) -> None:
        """What is being written is kept."""
        self.editor.leave()
        super().done(result)

    def reject(self) -> None:
        """Esc leads back to the gallery first."""
        if self._stack.currentWidget() is self.editor and self.isVisible():
            self._show_gallery()
        else:
            super().reject()

    def _foot(self) -> QWidget:
        """What the toast floats above."""
        foot = self.gallery.findChild(QWidget, "plainChatButton")
        return foot if foot is not None else self.gallery

    def _connect(self, desk: Desk) -> None:
        self.gallery.chosen.connect(self._on_chosen)
        self.gallery.edit_asked.connect(self.write)
        self.gallery.new_asked.connect(self._on_new_asked)
        self.gallery.plain_asked.connect(self._on_plain_asked)
        self.gallery.transfer.told.connect(self._toast.tell)
        self.gallery.transfer.failed.connect(self._toast.warn)
        self.editor.left.connect(self._show_gallery)
        self.editor.chat_asked.connect(self._on_chosen)
        hear(desk.masks.changed, self._on_masks_changed)

    def _show_gallery(self) -> None:
        written = self.editor.leave()
        self._stack.setCurrentWidget(self.gallery)
        self.gallery.show_masks()
        if written is not None:
            self.gallery.list.go(written.id)
        self.gallery.list.setFocus()

    def _on_chosen(self, mask: Mask) -> None:
        self.accept()
        self.chosen.emit(mask)

    def _on_plain_asked(self) -> None:
        self.accept()
        self.plain_asked.emit()

    def _on_new_asked(self) -> None:
        self.write(self._masks.new(), is_new=True)

    def _on_masks_changed(self, id: str) -> None:
        if self._stack.currentWidget() is self.gallery and self.isVisible():
            self.gallery.show_masks()
        elif self._stack.currentWidget() is self.editor:
            self.editor.take_in(id)

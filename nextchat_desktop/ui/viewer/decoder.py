"""Reads pictures beside the window's thread. It knows no window."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from nextchat_desktop.ui.viewer.decoding import decoded
from nextchat_desktop.ui.workers import Task, Workers


class Decoder(Workers):
    def decode(self, data: bytes, longest: int, deliver: Callable[[QImage | None], None], owner: QObject) -> "Task":
        """The picture as `decoding.decoded` makes it."""
        return self.run(partial(decoded, data, longest), deliver, owner)

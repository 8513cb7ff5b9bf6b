"""Starts the window: a first frame to write in where the last window left a note, and the program in its place."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from nextchat_desktop import __version__
from nextchat_desktop.opening.loading import Loading
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.first_frame import first_draft, note, noted
from nextchat_desktop.storage.paths import Paths
from nextchat_desktop.storage.usual_paths import usual_paths
from nextchat_desktop.ui.first_frame.frame import FirstDraft, FirstFrame
from nextchat_desktop.ui.first_frame.note import Note, from_text
from nextchat_desktop.ui.input_methods import TRIED, ways

if TYPE_CHECKING:
    from nextchat_desktop.app import Application

SWITCH = 0.001
"""After so many seconds a thread lets others have their turn: the window must not wait for the network."""


def main(opened: str = "", make: "type[Application] | None" = None) -> int:
    """`opened` is a set-up to begin with, a file or a link."""
    sys.setswitchinterval(SWITCH)
    if tried := ways(os.environ, sys.platform):
        os.environ[TRIED] = tried
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("NextChat Desktop")
    qt.setDesktopFileName("nextchat-desktop")
    qt.setWindowIcon(QIcon(str(resource("icons") / "app.svg")))
    paths, _ = usual_paths(os.environ)
    first = first_frame(qt, paths)
    try:
        if first is not None:
            Loading("nextchat_desktop.opening.running").wait()
            first.wait_for_the_word()
        from nextchat_desktop.app import Application
        from nextchat_desktop.opening.running import run

        return run(qt, opened, make or Application, first)
    finally:
        if first is not None:
            note(paths.unkept, first.written)


def first_frame(qt: QApplication, paths: Paths) -> FirstFrame | None:
    """The window as it was, shown; None where it is not known how it will look, or what stands in its field."""
    left = from_text(noted(paths.first_frame))
    if left is None or left.program != __version__ or os.path.lexists(left.orders) or _looks_otherwise(left):
        return None
    draft = first_draft(Path(left.database), left.conversation)
    if draft is None:
        return None
    qt.setStyle("Fusion")
    qt.setLayoutDirection(Qt.LayoutDirection.RightToLeft if left.is_leftwards else Qt.LayoutDirection.LeftToRight)
    first = FirstFrame(left, FirstDraft(*draft), noted(paths.unkept), partial(note, paths.unkept))
    first.show_window()
    return first


def _looks_otherwise(note: Note) -> bool:
    """Whether the system has turned dark or light since."""
    is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return note.mode == "auto" and is_dark != note.is_dark

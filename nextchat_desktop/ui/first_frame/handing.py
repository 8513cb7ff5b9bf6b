"""Hands what was written in the first frame to the window that takes its place."""

from functools import partial

from PySide6.QtCore import QTimer

from nextchat_desktop.engine.library import Library
from nextchat_desktop.ui.first_frame.frame import FirstFrame
from nextchat_desktop.ui.first_frame.later import type_now
from nextchat_desktop.ui.main_window import MainWindow


def hand_over(first: FirstFrame, window: MainWindow, library: Library) -> None:
    """What was to be sent is sent; what is not taken, or was written since, stands in the composer, where it was.

    Where the window was closed meanwhile nothing is sent: nobody would see what comes of it.
    """
    if not first.sent and not first.is_written and not first.later:
        return
    _show_conversation(first.note.conversation, window, library)
    composer, unsent = window.page.composer, list[str]()
    waiting, first.sent = first.sent, []
    while waiting and window.isVisible() and not unsent:
        composer.set_text(waiting.pop(0))
        composer.field.submitted.emit()
        if left := composer.text():
            unsent.append(left)
    unsent += waiting
    after = first.later.give() if window.isVisible() else []
    if unsent or first.later:
        parts = *unsent, first.field.toPlainText(), first.later.text
        composer.set_text("\n\n".join(text for text in parts if text))
        first.later.give()
    else:
        composer.field.take(first.field.give())
        composer.field.textChanged.emit()  # for those who keep it
    window.page.drafting.keep()
    first.is_written = False
    if after:  # when the program is running: it may be to quit
        QTimer.singleShot(0, window, partial(type_now, after, window, window.commands.run_by))


def _show_conversation(id: str, window: MainWindow, library: Library) -> None:
    """The one that was written in, which was another one than is shown now if the program was killed the last time."""
    shown = window.page.session
    if shown is not None and id != (shown.conversation.id if shown.messages else ""):
        session = library.open(id) if id else library.new()
        if session is not None:
            window.show_session(session)

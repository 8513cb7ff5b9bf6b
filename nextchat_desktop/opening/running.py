"""Runs the program in its window until somebody quits, and says why where it cannot begin."""

import sys
from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from nextchat_desktop.app import Application
from nextchat_desktop.compose.cannot_start import CannotStart
from nextchat_desktop.resources import resource
from nextchat_desktop.settings.schema import LANGUAGE
from nextchat_desktop.storage.first_frame import note
from nextchat_desktop.ui.first_frame.frame import FirstFrame
from nextchat_desktop.ui.first_frame.handing import hand_over
from nextchat_desktop.ui.garbage import GarbageCollector
from nextchat_desktop.ui.speaking import QtTongue, spoken_by_system
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.languages import language_of, region_of

if TYPE_CHECKING:
    from nextchat_desktop.ui.trouble_at_start import TroubleAtStart


def run(qt: QApplication, opened: str, make: type[Application] = Application, first: FirstFrame | None = None) -> int:
    """What needs the files for itself has the program begin anew in between. `first` makes way for it."""
    while True:
        try:
            application = _made(qt, make, first)
        except CannotStart as reason:
            if not _is_tried_again(reason):
                return 1
            continue
        is_wanted = first is None or first.window_shown.isVisible()
        if first is not None:
            hand_over(first, application.window, application.program.library)
            note(application.program.paths.unkept, first.written)
            first = None
        code = _shown(qt, application, opened) if is_wanted else _put_away(application)
        opened = ""
        if not application.is_to_restart:
            return code
        QCoreApplication.removePostedEvents(qt, QEvent.Type.Quit.value)


def _made(qt: QApplication, make: type[Application], first: FirstFrame | None) -> Application:
    end = partial(qt.exit, 0)
    if first is None:
        return make(end=end)
    return make(end=end, window=first.window_shown, pause=first.pause)


def _shown(qt: QApplication, application: Application, opened: str) -> int:
    """Until it is closed."""
    sys.excepthook = application.on_unexpected
    application.window.show()
    if opened:
        application.begin_with(opened)
    collector = GarbageCollector()
    try:
        return qt.exec()
    finally:
        sys.excepthook = sys.__excepthook__
        application.close()
        collector.close()


def _put_away(application: Application) -> int:
    """Somebody has closed the window already; what they wrote is kept."""
    application.close()
    return 0


def _is_tried_again(reason: CannotStart) -> bool:
    """Says why it cannot begin, and does what is chosen. Where that fails, so will the next start, which says so."""
    from nextchat_desktop.core.backups import BackupRefused  # hardly any start needs it

    languages, regions = spoken_by_system()
    language = language_of(LANGUAGE.default, languages)
    words = Words(resource("locales"), language, region_of(language, regions))
    with closing(QtTongue()) as tongue:
        tongue.speak(words)
        box = trouble_at_start(words, reason)
        box.exec()
        act = box.chosen()
        box.deleteLater()
    if act is not None:
        with suppress(BackupRefused, OSError):
            act()
    return act is not None


def trouble_at_start(words: Words, reason: CannotStart) -> "TroubleAtStart":
    from nextchat_desktop.engine.telling_data import told_rescue
    from nextchat_desktop.ui.trouble_at_start import TroubleAtStart

    text, ways = words(reason.sentence, path=reason.path), []
    if reason.rescue is not None:
        text = f"{text}\n\n{told_rescue(words, reason.rescue.backup)}"
        ways.append((words("start.use_backup"), reason.rescue.restore))
    if reason.begin_anew is not None:
        ways.append((words("start.begin_anew"), reason.begin_anew))
    return TroubleAtStart(words, text, reason.detail, ways)

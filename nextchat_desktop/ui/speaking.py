"""Has Qt and the window speak the language that is wished for, as soon as nothing is lost by that."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QThread, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from nextchat_desktop.ui.qt_words import QtWords, qt_locale
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.languages import LANGUAGES

_AGAIN = 500
"""Milliseconds after which it is looked again whether the window can make way."""
_ITS_OWN = "en"
"""The language that Qt speaks by itself."""

Spoken = tuple[Sequence[str], Sequence[str]]
System = Callable[[], Spoken]
"""Tells the languages of the system and whose dates it writes, the likeliest first."""


def spoken_by_system() -> Spoken:
    """Whose dates it writes is chosen apart on some systems, and goes before its languages."""
    system = QLocale.system()
    languages = system.uiLanguages()
    return languages, (system.name(), *languages)


class Tongue(Protocol):
    """Whose `words` speak as is wished for since `follow` was called; `is_due` tells that another is wished for."""

    @property
    def words(self) -> Words: ...

    @property
    def is_due(self) -> bool: ...

    def follow(self) -> bool: ...


class QtTongue(QObject):
    """Qt's own words, its numbers, and the side that everything begins at. `close()` puts all of it back."""

    def __init__(self) -> None:
        super().__init__()
        self._before = QLocale()
        self._translators: list[QTranslator] = []

    def speak(self, words: Words) -> None:
        """As `words` do. Windows that are there are turned around, but keep what they say."""
        self._forget()
        QLocale.setDefault(qt_locale(words.locale))
        if words.language != _ITS_OWN:
            self._take(QtWords(words, self))
        own = QTranslator(self)
        if own.load(f"qtbase_{words.language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._take(own)
        side = Qt.LayoutDirection
        is_leftwards = LANGUAGES[words.language].is_leftwards
        QApplication.setLayoutDirection(side.RightToLeft if is_leftwards else side.LeftToRight)

    def close(self) -> None:
        self._forget()
        QLocale.setDefault(self._before)
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def _take(self, translator: QTranslator) -> None:
        """The one that is taken last is asked first."""
        QApplication.installTranslator(translator)
        self._translators.append(translator)

    def _forget(self) -> None:
        for translator in self._translators:
            QApplication.removeTranslator(translator)
            translator.deleteLater()
        self._translators.clear()


class Speaking(QObject):
    """`renew` makes the window anew in the language that is wished for.

    It is called from the event loop alone, and not while `holds` tells that something would be lost; then `wait` says
    so, and with False that nothing is waited for any more.
    """

    def __init__(
        self, tongue: Tongue, holds: Callable[[], bool], wait: Callable[[bool], object], renew: Callable[[], object]
    ) -> None:
        super().__init__()
        self._tongue, self._holds, self._wait, self._renew = tongue, holds, wait, renew
        self._is_waiting = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._on_time)

    def soon(self) -> None:
        """Something else may be wished for now."""
        self._soon.start(0)

    def close(self) -> None:
        self._soon.stop()

    def _on_time(self) -> None:
        if not self._tongue.is_due:
            self._say(False)
        elif _is_in_the_middle() or self._holds():
            self._say(True)
            self._soon.start(_AGAIN)
        else:
            self._is_waiting = False
            self._renew()

    def _say(self, is_waiting: bool) -> None:
        if is_waiting != self._is_waiting:
            self._is_waiting = is_waiting
            self._wait(is_waiting)


def _is_in_the_middle() -> bool:
    """Whether something goes on in the window that has not returned yet: a menu, a question, something dragged."""
    nested = QThread.currentThread().loopLevel() > 1
    return nested or QApplication.activePopupWidget() is not None or QApplication.activeModalWidget() is not None

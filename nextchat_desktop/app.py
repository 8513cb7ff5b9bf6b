"""The window on top of the composition: makes the ui, follows the settings, runs Qt."""

import gc
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

from nextchat_desktop import __version__
from nextchat_desktop.compose import Program, now
from nextchat_desktop.core.carried_out import CarriedOut
from nextchat_desktop.net.proxies import environment_proxy, system_proxy
from nextchat_desktop.resources import resource
from nextchat_desktop.settings.option import Option
from nextchat_desktop.settings.schema import (
    AVATAR,
    FOLD_CODE,
    LANGUAGE,
    MASK_AVATAR,
    SEND_KEY,
    SUGGESTIONS,
    WRAP_CODE,
)
from nextchat_desktop.storage.error_log import note
from nextchat_desktop.storage.first_frame import note as keep_note
from nextchat_desktop.storage.paths import Paths
from nextchat_desktop.storage.whereabouts import order_file
from nextchat_desktop.ui.bridge import Bridge
from nextchat_desktop.ui.chat.spoken import diagram_words, picture_troubles, picture_words
from nextchat_desktop.ui.desk import Desk, Handing
from nextchat_desktop.ui.dressing import LOOKS, look_of
from nextchat_desktop.ui.first_frame.keeping import NoteKeeping
from nextchat_desktop.ui.first_frame.pausing import no_pause
from nextchat_desktop.ui.main_window import MainWindow
from nextchat_desktop.ui.renewal import Left
from nextchat_desktop.ui.speaking import QtTongue, Speaking, System, spoken_by_system
from nextchat_desktop.ui.system_proxy import SystemProxy
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.diagrams import Diagrams
from nextchat_desktop.ui.transcript.gallery import Gallery
from nextchat_desktop.ui.transcript.pictures import Pictures
from nextchat_desktop.ui.viewer.decoder import Decoder

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

    from nextchat_desktop.engine.data_works import DataWorks


def _nobody_ends() -> None:
    """Where a window is shown without the program around it."""


class Application:
    """The whole program in a process that has a QApplication. `close()` leaves no thread behind.

    Raises CannotStart.
    """

    def __init__(
        self,
        home: Path | None = None,
        environ: Mapping[str, str] | None = None,
        keyring: "KeyringBackend | None" = None,
        end: Callable[[], object] = _nobody_ends,
        window: MainWindow | None = None,
        pause: Callable[[], object] = no_pause,
        system: System | None = None,
    ) -> None:
        """`end` has whoever runs the window close it; `window` is one that is there already, and in a `pause` what
        stands in it until the program does can be used.

        Without a `system` an `environ` says which language it speaks.
        """
        self._bridge = Bridge()
        self._end = end
        self.is_to_restart = False
        find_proxy = SystemProxy(environment_proxy, system_proxy)
        self._system = spoken_by_system if system is None and environ is None else system
        languages, regions = self._system() if self._system is not None else ((), ())
        environ = os.environ if environ is None else environ
        self.program = Program(
            self._bridge.wake, environ, home, keyring, find_proxy, languages=languages, regions=regions
        )
        self.window = MainWindow() if window is None else window
        try:
            self._show(pause)
        except BaseException:
            self.program.close()
            raise

    def _show(self, pause: Callable[[], object]) -> None:
        """Gives the program its face."""
        self._bridge.connect_to(self.program.mailbox.drain)
        pause()
        self.program.words.be_for_eyes()
        self._qt_tongue = QtTongue()
        self._qt_tongue.speak(self.program.words)
        self.theme = Theme(resource("icons"), self.program.paths.cache / "icons")
        self._closed = False
        self._dress()
        pause()
        self._decoder, self._drawer = Decoder(), Decoder()  # a diagram may take seconds; no picture waits for it
        self._gallery = self._hung()
        self._desk = desk_of(self.program, self.restart)
        self._furnish(self.window, pause=pause)
        self._speaking = Speaking(
            self.program.tongue,
            lambda: self.window.renewal.holds_work,
            lambda is_waiting: self.window.renewal.wait(is_waiting),
            self._renew,
        )
        self.program.settings.listen(self._follow)
        if aside := self.program.set_aside:
            path = ", ".join(str(path) for path in aside)
            self.window.toast.warn(self.program.words("start.set_aside", path=path))
        elif complaint := _complaint(self.program):
            self.window.toast.warn(complaint)

    def _furnish(self, window: MainWindow, left: "Left | None" = None, pause: Callable[[], object] = no_pause) -> None:
        self.window = window
        window.furnish(self._desk, self.theme, _places(self.program.paths), self._gallery, left, pause)
        window.renewal.locale_changed.connect(self._on_locale_changed)
        self._follow(SEND_KEY)
        paths = self.program.paths
        places = __version__, str(paths.database), str(order_file(paths))
        self._noting = NoteKeeping(
            window, self.theme, self.program.settings, places, partial(keep_note, paths.first_frame)
        )

    def _renew(self) -> None:
        """In another language: a window around the same program goes on where this one was."""
        old, words = self.window, self.program.words
        left, is_shown, state, size = old.renewal.leave(), old.isVisible(), old.windowState(), old.size()
        old.setUpdatesEnabled(False)  # as it looked, until the next one is there: it need not be turned around
        old.page.transcript.clear()
        attached = old.page.composer.attachments
        attached.setParent(None)
        _let_go(*old.findChildren(QDialog), old.centralWidget())
        self.program.tongue.follow()
        self._qt_tongue.speak(words)
        self._gallery = replace(
            self._gallery,
            picture_words=picture_words(words),
            diagram_words=diagram_words(words),
            troubles=picture_troubles(words),
            attached=attached,
        )
        self._desk = replace(self._desk, carried_out=CarriedOut())  # it was told
        self._furnish(MainWindow(), left)
        if is_shown:
            if state == Qt.WindowState.WindowNoState:
                self.window.resize(size)
            self.window.setWindowState(state)
            self.window.show()
        self.window.renewal.go_on(left)
        _let_go(old)

    def _on_locale_changed(self) -> None:
        if self._system is not None:
            self.program.tongue.hear(*self._system())
            self._speaking.soon()

    def _hung(self) -> Gallery:
        """What shows pictures and diagrams."""
        words = self.program.words
        return Gallery(
            Pictures(self._decoder, self.program.pictures, self.program.blobs.get),
            Diagrams(self._drawer),
            picture_words(words),
            diagram_words(words),
            picture_troubles(words),
            self._decoder,
            self.program.blobs.keep,
            self.program.blobs.size,
        )

    def on_unexpected(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Says so where an exception reached the top, as `sys.excepthook` is called."""
        words = self.program.words
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, OSError):
            self.window.toast.warn(words("storage.not_written", detail=error))
        else:
            log = note(self.program.paths.logs, kind, trace)
            self.window.toast.warn(words("unexpected.happened", path=log))

    def begin_with(self, opened: str) -> None:
        """Opens the set-up that the program was started with, a file or a link."""
        if not self.window.handing.open(opened):
            self.window.toast.warn(self.program.words("setup.unfit.none"))

    def restart(self) -> None:
        """Ends the program, for whoever runs it to begin anew."""
        self.is_to_restart = True
        self._end()

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._speaking.close()
        try:
            self._noting.keep()
            self.window.close()
        finally:
            self._bridge.close()
            self.program.close()
            self._gallery.close()
            for decoder in (self._decoder, self._drawer):
                decoder.close()
        self.theme.close()
        hung = (self._gallery.pictures, self._gallery.diagrams, self._decoder, self._drawer)
        self.window.page.transcript.clear()
        _let_go(self.window, *hung, self.theme, self._bridge, self._speaking)
        self._qt_tongue.close()
        _let_go(self._qt_tongue)
        _forget_memory_clipboard()
        gc.collect()  # now, and not later on a thread that must not touch what is Qt's

    def _follow(self, option: Option[Any]) -> None:
        """Puts a changed setting into effect."""
        if option in LOOKS:
            self._dress()
        elif option in (FOLD_CODE, WRAP_CODE):
            self.window.follow_code_rules()
        elif option in (AVATAR, MASK_AVATAR):
            self.window.follow_avatars()
        elif option is LANGUAGE:
            self._speaking.soon()
        elif option in (SEND_KEY, SUGGESTIONS):
            settings = self.program.settings
            self.window.page.send_with(settings[SEND_KEY], settings[SUGGESTIONS])

    def _dress(self) -> None:
        self.theme.apply(cast(QApplication, QApplication.instance()), look_of(self.program.settings))


def _let_go(*things: QObject | None) -> None:
    """Deletes them now, one after the other, with all that is in them."""
    for thing in things:
        if thing is None or not isValid(thing):
            continue
        thing.deleteLater()
        QCoreApplication.sendPostedEvents(thing, QEvent.Type.DeferredDelete)


def _forget_memory_clipboard() -> None:
    """Without a display Qt keeps the clipboard in this process, beyond the end of Python, which crashes."""
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        QGuiApplication.clipboard().clear()


def _places(paths: Paths) -> str:
    """Where everything of this installation is."""
    return "\n".join(dict.fromkeys((str(paths.data), str(paths.config))))


def desk_of(program: Program, restart: Callable[[], object] = _nobody_ends) -> Desk:
    return Desk(
        words=program.words,
        settings=program.settings,
        library=program.library,
        deeds=program.deeds,
        acts=program.acts,
        briefing=program.briefing,
        setup=program.setup,
        models=program.models,
        offers=program.offers,
        doctor=program.doctor,
        standings=program.standings,
        outgoing=program.outgoing,
        inspector=program.inspector,
        capable=program.capable,
        shelf=program.shelf,
        shelving=program.shelving,
        drafts=program.conversations,
        search=program.search,
        clock=now,
        guide_title=program.guide.title,
        files=program.paths.shared,
        masks=program.masks,
        prompts=program.prompts,
        queue=program.queue,
        places=program.places,
        ledger=program.ledger,
        spending=program.spending,
        bin=program.bin,
        asides=program.asides,
        remembering=program.remembering,
        titles=program.titles,
        carried_out=program.carried_out,
        handing=Handing(program.setups, program.sharing),
        data=lambda: _data_works(program, restart),
        imports=lambda: program.imports,
        exports=lambda: program.exports,
    )


def _data_works(program: Program, restart: Callable[[], object]) -> "DataWorks":
    from nextchat_desktop.engine.data_works import DataWorks  # no start of the program needs it

    data, clearing = program.data, program.clearing
    return DataWorks(data.backups, data.folder, clearing, lambda: data.undo, now, restart)


def _complaint(program: Program) -> str:
    """What somebody should mend of what they have laid down; most have laid down nothing."""
    if not program.rules.policies:
        return ""
    from nextchat_desktop.engine.telling_rules import TellingRules

    return next(TellingRules(program.words, program.rules).complaints(), "")

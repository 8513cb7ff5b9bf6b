"""Keeps what stands in the composer with its conversation, soon after it was typed. It knows no session."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from nextchat_desktop.core.conversation import Draft
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.engine.ports import Drafts
from nextchat_desktop.ui.composer.composer import Composer

_PAUSE, _LATEST, _RETRY = 400, 2000, 5000
"""Milliseconds without typing after which it is kept, with typing at the latest, and after which the disk is asked
again."""


class Drafting(QObject):
    """`home` names the draft that is shown: the conversation, or nothing for all that have not begun.

    What was not touched here is left alone, since another window may have changed it.
    """

    not_kept = Signal(str)
    """Why the disk did not take it."""

    def __init__(self, drafts: Drafts, composer: Composer, home: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._composer = composer
        self._home = home
        self._is_written = False
        """Whether more than the caret is other than it was kept."""
        self._unkept: dict[str, Draft] = {}
        """What the disk has not taken yet, by where it belongs."""
        self._since = QElapsedTimer()
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._on_pause)
        composer.edited.connect(self.keep_soon)
        composer.field.cursorPositionChanged.connect(self._start)
        composer.attachments.strayed.connect(self._on_strayed)

    def show(self) -> None:
        """What was written in the conversation that is shown from now on."""
        home, composer = self._home(), self._composer
        draft = self._draft(home)
        composer.set_text(draft.text, draft.caret)
        composer.attachments.show(draft.pictures, home)
        self._rest()
        if self._unkept:
            self._pause.start(_RETRY)

    def keep_soon(self) -> None:
        """Something was written, or taken away."""
        self._is_written = True
        self._start()

    def keep(self) -> None:
        """At once, if anything was touched."""
        if self._pause.isActive():
            self._on_pause()

    def begin(self) -> None:
        """The conversation has begun: the draft that all conversations yet to begin share is not its own any more."""
        self._composer.attachments.move(self._home())
        self._keep("", Draft())

    def _start(self) -> None:
        if not self._pause.isActive():
            self._since.start()
        self._pause.start(max(0, min(_PAUSE, _LATEST - self._since.elapsed())))

    def _rest(self) -> None:
        self._pause.stop()
        self._is_written = False

    def _on_pause(self) -> None:
        was_written = self._is_written
        self._rest()
        home, composer = self._home(), self._composer
        draft = Draft(composer.text(), composer.caret(), composer.attachments.pictures)
        if was_written or (draft and replace(self._draft(home), caret=draft.caret) == draft):
            self._is_written = was_written
            self._keep(home, draft)
        elif self._unkept:
            self._offer()

    def _draft(self, home: str) -> Draft:
        return self._unkept[home] if home in self._unkept else self._drafts.draft(home)

    def _keep(self, home: str, draft: Draft) -> None:
        self._unkept[home] = draft
        self._offer()

    def _offer(self) -> None:
        """Has the disk take what waits for it."""
        try:
            for home, draft in list(self._unkept.items()):
                self._drafts.keep_draft(home, draft)
                del self._unkept[home]
        except NotWritten as error:
            self._pause.start(_RETRY)
            self.not_kept.emit(str(error))
        else:
            self._is_written = False

    def _on_strayed(self, home: str, picture: Picture) -> None:
        """It was being prepared when another conversation was opened."""
        draft = self._draft(home)
        self._keep(home, replace(draft, pictures=(*draft.pictures, picture)))

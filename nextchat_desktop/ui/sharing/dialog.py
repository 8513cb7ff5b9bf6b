"""The window in which conversations are given out: which, how, a look at it; copied, printed, or kept in a file."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from nextchat_desktop.core.exporting import DATA, SHOWN_DRAWN, Extra, Scope, Shape, Whole
from nextchat_desktop.core.file_names import safe_name
from nextchat_desktop.engine.exports import Exports
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.files import ask_where
from nextchat_desktop.ui.how_far import HowFar
from nextchat_desktop.ui.settings.fields import Hint, button
from nextchat_desktop.ui.sharing.drawn.printing import ask_printer
from nextchat_desktop.ui.sharing.drawn.studio import Dress, Outcome, Studio
from nextchat_desktop.ui.sharing.making import text_of
from nextchat_desktop.ui.sharing.manner import MannerPart
from nextchat_desktop.ui.sharing.preview import Preview
from nextchat_desktop.ui.sharing.saving import Job, Saving
from nextchat_desktop.ui.sharing.what import Asked, WhatPart
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.window import Window, beside, foot
from nextchat_desktop.words.times import plain_day

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_SIZE = QSize(1000, 680)
_LIST = 320
_PAUSE = 150
"""Milliseconds after a change before the preview is made anew."""
_MOST = 200_000
"""Letters that are shown of what is written for programs or people; all of it is copied or saved."""
_NOT_COPIED = frozenset((Shape.PDF, Shape.NEXTCHAT))


class ExportDialog(Window):
    """It may not be closed by a slip while something is being written; twice ends that."""

    def __init__(self, exports: Exports, asked: Asked, desk: Desk, theme: Theme, kit: Kit, parent: QWidget) -> None:
        super().__init__("exportDialog", desk.words("share.title"), _SIZE, parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = desk.words
        self._exports, self._desk, self._words = exports, desk, words
        studio = Studio(words, kit.gallery, kit.avatars, self)
        self._what = WhatPart(exports, asked, words, theme)
        self._manner = MannerPart(words, desk.settings, desk.remember)
        self._preview = Preview(words, theme, studio)
        self._saving = Saving(exports, studio, words, self)
        self._bar = HowFar("exportProgress", words("share.title"))
        self._said = Hint(theme, "exportSaid")
        self._stop = button("exportStopButton", words("action.cancel"))
        self._copy = button("exportCopyButton", words("action.copy"))
        self._print = button("exportPrintButton", words("share.print"))
        self._save = button("exportSaveButton", words("share.save"), "primary")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._is_warned = False
        self._lay_out()
        following(theme, self._what, lambda what: what.setFixedWidth(theme.room.scaled(_LIST)))
        self._connect()
        self._refresh()

    def done(self, result: int) -> None:
        if self._saving.is_busy and not self._is_warned:
            self._is_warned = True
            self._said.say(self._words("share.still_busy"), "warn", "alert")
            return
        self._pause.stop()
        self._saving.leave()
        self._preview.close_down()
        super().done(result)

    def leave(self) -> None:
        """Without a question: the program ends."""
        self._is_warned = True
        self.reject()

    def _job(self) -> Job:
        whole, scope = self._what.whole(), self._what.scope
        if scope is None:
            scope = Scope((whole.head.id,) if whole is not None else ())
        return Job(scope, self._manner.manner, self._manner.dress, whole, tuple(self._what.ids()))

    def _refresh(self) -> None:
        """What was said of another choice no longer holds."""
        self._said.say("")
        job = self._job()
        whole = job.whole
        self._manner.show_whole(whole)
        if whole is None:
            self._preview.show_note(self._told_several(job))
        elif job.shape in SHOWN_DRAWN:
            self._preview.show_drawn(whole, job.manner, self._dress(job))
        else:
            text, is_all = text_of(self._exports.order(job.scope, job.manner, whole), whole, self._words, _MOST)
            self._preview.show_text(text if is_all else f"{text}\n\n{self._words('share.goes_on')}")
        self._follow()

    def _dress(self, job: Job) -> Dress:
        return job.dress if job.shape is Shape.PICTURE else Dress()

    def _told_several(self, job: Job) -> str:
        if not self._what.count:
            return self._words("share.nothing" if self._what.scope is None else "share.none_there")
        return self._words.plural("share.into_zip" if job.is_packed else "share.into_one", self._what.count)

    def _follow(self) -> None:
        """What can be done now, and why the rest cannot."""
        is_busy = self._saving.is_busy
        for part in (self._what, self._manner):
            part.setEnabled(not is_busy)
        self._bar.setVisible(is_busy)
        self._stop.setVisible(is_busy)
        self._allow(self._save, self._why_not_saved())
        self._allow(self._copy, self._why_not_saved() or self._why_not("copy", self._manner.shape in _NOT_COPIED))
        self._allow(self._print, self._why_not_saved() or self._why_not("print", self._manner.shape in DATA))

    def _why_not_saved(self) -> str:
        if self._saving.is_busy:
            return self._words("share.why.busy")
        return "" if self._what.count else self._words("share.none_there")

    def _why_not(self, what: str, is_other_shape: bool) -> str:
        if is_other_shape:
            return self._words(f"share.why.{what}")
        return "" if self._what.scope is None else self._words("share.why.several")

    def _allow(self, button: QPushButton, reason: str) -> None:
        button.setEnabled(not reason)
        button.setToolTip(reason)
        button.setAccessibleDescription(reason)

    def _on_copy(self) -> None:
        job = self._job()
        if job.whole is None:
            return
        if job.shape in SHOWN_DRAWN:
            self._begin(partial(self._saving.copy, job, job.whole), "transcript.copied")
            return
        text, _ = text_of(self._exports.order(job.scope, job.manner, job.whole), job.whole, self._words)
        QGuiApplication.clipboard().setText(text)
        is_lacking = job.manner.has(Extra.PICTURES) and any(message.pictures for message in job.whole.branch)
        self._said.say(self._words("share.copied_bare" if is_lacking else "transcript.copied"), "ok", "check")

    def _on_print(self) -> None:
        job = self._job()
        if job.whole is not None:
            title = self._name(job.whole)
            reason = ask_printer(self, self._words, title, partial(self._on_printer_chosen, job, job.whole))
            self._said.say(reason, "bad", "alert")

    def _on_printer_chosen(self, job: Job, whole: Whole, printer: "QPrinter", pages: frozenset[int]) -> None:
        self._begin(partial(self._saving.print_to, job, whole, printer, pages), "share.printed")

    def _on_save(self) -> None:
        job = self._job()
        kind = self._words("share.zip") if job.is_packed else self._words(f"share.{job.shape}")
        title, name = self._words("share.save_title"), f"{self._name(job.whole)}.{job.ending}"
        ask_where(self, "saveDialog", title, name, partial(self._keep, job), {job.ending: kind})

    def _keep(self, job: Job, path: str, _ending: str) -> None:
        self._begin(partial(self._saving.save, job, path), "share.saved")

    def _name(self, whole: Whole | None) -> str:
        if whole is not None:
            return safe_name(whole.head.title, self._words("share.file_name"))
        name = self._what.name or self._words("share.all_name")
        return f"{safe_name(name, self._words('share.file_name'))} {plain_day(self._desk.clock())}"

    def _begin(self, act: Callable[[], None], success: str) -> None:
        """`success` is the id of what is said when it is done."""
        self._success, self._is_warned = success, False
        self._said.say("")
        self._bar.show_share(0)
        act()
        self._follow()

    def _on_ended(self, outcome: Outcome) -> None:
        self._follow()
        if outcome.cancelled:
            self._said.say(self._words("share.cancelled"))
        elif outcome.reason:
            self._said.say(outcome.reason, "bad", "alert")
        else:
            said = self._words(self._success, path=outcome.path)
            note = f"{said}\n{outcome.note}" if outcome.note else said
            self._said.say(note, "warn" if outcome.note else "ok", "alert" if outcome.note else "check")

    def _connect(self) -> None:
        self._pause.timeout.connect(self._refresh)
        self._what.changed.connect(self._pause.start)
        self._manner.changed.connect(self._refresh)
        self._saving.progressed.connect(self._bar.show_share)
        self._saving.ended.connect(self._on_ended)
        self._stop.clicked.connect(self._saving.cancel)
        self._copy.clicked.connect(self._on_copy)
        self._print.clicked.connect(self._on_print)
        self._save.clicked.connect(self._on_save)

    def _lay_out(self) -> None:
        self._success = ""
        made = QVBoxLayout()
        made.setSpacing(sizes.SPACE_3)
        made.addWidget(self._manner)
        made.addWidget(self._preview, 1)
        body = beside(self._what, made, apart=sizes.SPACE_4)
        self.stack(body, self._bar, foot(self._said, self._stop, self._copy, self._print, self._save), grows=body)

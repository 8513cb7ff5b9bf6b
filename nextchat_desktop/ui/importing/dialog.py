"""The window for bringing in other programs' files: choose, look, choose what comes along, bring in, see what came."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from nextchat_desktop.core.arriving import ImportReport, Progress
from nextchat_desktop.core.found import Sort
from nextchat_desktop.core.keeping import KeeperUnavailable, NoKeeper
from nextchat_desktop.engine.clouds import Fetched
from nextchat_desktop.engine.imports import Imports, Running
from nextchat_desktop.engine.setups import Look, Taking
from nextchat_desktop.engine.telling_imports import TellingImports, has_losses
from nextchat_desktop.engine.telling_setups import Chapter, TellingSetUps, taking_of
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.files import ask_folder, ask_which
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.handing.lines import TickLines
from nextchat_desktop.ui.how_far import HowFar
from nextchat_desktop.ui.importing.cards import FileCards
from nextchat_desktop.ui.importing.cloud import CloudDialog
from nextchat_desktop.ui.importing.dropping import FileDrop
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.room import room_near
from nextchat_desktop.ui.settings.fields import Hint, button, labelled
from nextchat_desktop.ui.settings.keeper_panel import KeeperPanel
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.window import Window, foot

_SIZE = QSize(700, 720)
_LINES, _SHARE = 230, 0.3
_SIGN = 24
"""Pixels that the lines of connections and settings have before they are scrolled."""


class Step(Enum):
    CHOOSING = "choosing"
    LOOKING = "looking"
    PREVIEW = "preview"
    BRINGING = "bringing"
    DONE = "done"


_EXPLAINED = (Step.CHOOSING, Step.LOOKING, Step.BRINGING)
"""The others say what there is."""


class ImportDialog(Window):
    """It may be closed while something is brought in; that goes on. `shown` tells ids of which one is to be read,
    `dropped` paths that were let go of here, `ended` what came of an import whose window was closed, and whether
    anything did, `left_behind` that it was, `guide_asked` that somebody asks how to get such files."""

    shown = Signal(object)
    dropped = Signal(object)
    ended = Signal(object, bool)
    left_behind = Signal()
    guide_asked = Signal()

    def __init__(self, imports: Imports, desk: Desk, theme: Theme, parent: QWidget) -> None:
        super().__init__("importDialog", desk.words("import.title"), _SIZE, parent, Qt.WindowType.Window)
        words = desk.words
        self._imports, self._desk, self._words = imports, desk, words
        self._telling, self._telling_beside = TellingImports(words), TellingSetUps(words, desk.setup)
        self._step = Step.CHOOSING
        self._paths: tuple[Path, ...] = ()
        self._running: Running | None = None
        self._looks = 0
        self._took = Taking()
        self._deed = ""
        """What was brought in last, as it stands among what can be undone."""
        self._look: Look | None = None
        self._report = ImportReport()
        self._heading = named(labelled("", "title"), "importHeading")
        self._about = named(labelled("", "quiet"), "importAbout")
        self._files_button = button("importFilesButton", words("import.choose_files"), "primary")
        self._folder_button = button("importFolderButton", words("import.choose_folder"))
        self._cloud_button = button("importCloudButton", words("import.from_cloud"))
        self._cloud = CloudDialog(imports.clouds, words, theme, self)
        self._fetched: Fetched | None = None
        self._guide_button = button("importGuideButton", words("import.how"), "flush")
        self._zone = named(labelled(words("import.drop_here"), "hint"), "importZone")
        self._bar = HowFar("importProgress", words("import.title"))
        self._so_far = named(labelled("", "hint"), "importSoFar")
        self._cards = FileCards(words, theme)
        self._lines = TickLines(words, theme, "importLines", words("import.beside"))
        self._keeper = KeeperPanel(desk.setup.keys, words, "import.")
        self._said = Hint(theme, "importSaid")
        self._stop = button("importStopButton", words("import.stop"))
        self._other = button("importOtherButton", words("import.other"))
        self._close = button("importCloseButton", words("import.close"))
        self._import = button("importButton", words("import.bring"), "primary")
        self._undo = button("importUndoButton", words("sidebar.undo"))
        self._show = button("importShowButton", words("import.show"), "primary")
        self._lay_out(theme)
        self._connect()
        self._go(Step.CHOOSING)

    @property
    def is_bringing(self) -> bool:
        return self._step is Step.BRINGING

    def begin(self) -> None:
        """Comes forward: as it is while something is on its way, else for new files."""
        if self._step is Step.DONE:
            self._go(Step.CHOOSING)
        self.come_forward()

    def look(self, paths: Sequence[Path]) -> None:
        """What is in these, in place of what was looked at before. Not while something is brought in."""
        if self.is_bringing or not paths:
            return
        self._let_go()
        if self._fetched is not None and self._fetched.path not in paths:
            self._forget_fetched()
        self._paths = tuple(paths)
        self._go(Step.LOOKING)
        self._looks += 1
        self._running = self._imports.look(self._paths, self._on_progress, partial(self._on_looked, self._looks))

    def look_at(self, fetched: Fetched) -> None:
        """What is in a file that was fetched, which is erased when nobody reads it any more."""
        if self.is_bringing:
            fetched.erase()
            return
        self._forget_fetched()
        self._fetched = fetched
        self.look((fetched.path,))

    def done(self, result: int) -> None:
        """What is only looked at ends; what is brought in goes on."""
        if self.is_bringing:
            self.left_behind.emit()
        elif self._step is not Step.CHOOSING:
            self._let_go()
            self._go(Step.CHOOSING)
        self._cloud.close()
        super().done(result)

    def warn_of_end(self) -> None:
        """The program is about to end."""
        self._said.say(self._words("import.ending"), "warn", "alert")

    def follow_done(self, _sentence: str) -> None:
        """Something else was done since: the way back from here would lead elsewhere."""
        self._undo.hide()

    def follow_undone(self, sentence: str) -> None:
        """Here or elsewhere, this import or something else."""
        self._follow_turned(sentence, is_gone=True)

    def follow_redone(self, sentence: str) -> None:
        """As with undoing."""
        self._follow_turned(sentence, is_gone=False)

    def _lay_out(self, theme: Theme) -> None:
        for part in (self._heading, self._about, self._so_far):
            part.setWordWrap(True)
        following(theme, self._lines, lambda lines: lines.setFixedHeight(self._lines_height(theme)))
        self._choice = QWidget()
        self._choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self._choice)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_4)
        column.addLayout(Flow(self._files_button, self._folder_button, self._cloud_button, self._guide_button))
        column.addWidget(self._zone_card(theme), 1)
        self._room = named(QScrollArea(), "importRoom", self._words("import.preview.title"), "read")
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setWidgetResizable(True)
        ground = QWidget()
        rows = QVBoxLayout(ground)
        set_margins(rows, 0, 0, sizes.SPACE_3, 0)
        rows.addWidget(self._cards)
        rows.addStretch(1)
        self._room.setWidget(ground)
        ground.setAutoFillBackground(False)
        self._room.viewport().setAutoFillBackground(False)
        self._drop = FileDrop(self, theme, self._words("import.drop"))
        buttons = self._close, self._other, self._stop, self._undo, self._import, self._show
        parts = (self._choice, self._bar, self._so_far, self._room, self._lines, self._keeper)
        self.stack(self._heading, self._about, *parts, foot(self._said, *buttons), grows=self._room)

    def _lines_height(self, theme: Theme) -> int:
        """No more than so much of the screen that there is room for the rest."""
        return min(theme.room.scaled(_LINES), round(room_near(self.parentWidget()).height() * _SHARE))

    def _zone_card(self, theme: Theme) -> QFrame:
        """Where files can be let go of; so they can anywhere else."""
        card = named(QFrame(), "importZoneCard", role="zone")
        self._zone.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        sign = QLabel()
        sign.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        following(theme, sign, lambda sign: sign.setPixmap(_arrow(theme, sign.devicePixelRatioF())))
        column = QVBoxLayout(card)
        column.setSpacing(sizes.SPACE_2)
        column.addWidget(sign, 1)
        column.addWidget(self._zone, 1)
        return card

    def _connect(self) -> None:
        self._drop.dropped.connect(self.dropped)
        self._files_button.clicked.connect(self._ask_files)
        self._other.clicked.connect(self._ask_files)
        self._folder_button.clicked.connect(self._ask_folder)
        self._cloud_button.clicked.connect(self._cloud.begin)
        self._cloud.fetched.connect(self.look_at)
        self._guide_button.clicked.connect(self.guide_asked)
        self._stop.clicked.connect(self._on_stop)
        self._close.clicked.connect(self.reject)
        self._import.clicked.connect(self._on_import)
        self._keeper.settled.connect(self._on_import)
        self._lines.changed.connect(self._follow_ticks)
        self._undo.clicked.connect(self._desk.deeds.undo)
        self._show.clicked.connect(self._on_show)

    def _go(self, step: Step) -> None:
        words, self._step = self._words, step
        self._deed = ""
        if step in (Step.CHOOSING, Step.DONE):
            self._forget_fetched()
        self._heading.setText(words(f"import.{step.value}.title"))
        self._about.setText(words(f"import.{step.value}.about") if step in _EXPLAINED else "")
        is_at_work = step in (Step.LOOKING, Step.BRINGING)
        has_lines = step is Step.PREVIEW and self._look is not None
        for part, is_there in (
            (self._choice, step is Step.CHOOSING),
            (self._bar, is_at_work),
            (self._so_far, is_at_work),
            (self._room, step is not Step.CHOOSING),
            (self._cards, step in (Step.PREVIEW, Step.DONE)),
            (self._lines, has_lines),
            (self._stop, is_at_work),
            (self._close, not is_at_work),
            (self._other, step is Step.PREVIEW),
            (self._import, step is Step.PREVIEW),
            (self._undo, False),
            (self._show, False),
        ):
            part.setVisible(is_there)
        self._keeper.hide()
        self._bar.show_share(0)
        self._so_far.setText(words("import.reading"))
        self._stop.setEnabled(True)
        self._close.setText(words("import.close" if step is Step.DONE else "action.cancel"))
        self._said.say("")

    def _ask_files(self) -> None:
        words = self._words
        kinds = " ".join(f"*.{ending}" for ending in ("json", "jsonl", "zip", "csv", "md", "markdown", "txt"))
        filters = (f"{words('import.kinds')} ({kinds})", f"{words('attach.all_files')} (*)")
        dialog = ask_which(self, "importFilesDialog", words("import.choose_files"), filters, many=True)
        dialog.filesSelected.connect(lambda paths: self.look([Path(path) for path in paths]))

    def _ask_folder(self) -> None:
        title = self._words("import.choose_folder")
        ask_folder(self, "importFolderDialog", title, lambda path: self.look([Path(path)]))

    def _on_progress(self, progress: Progress) -> None:
        self._so_far.setText(self._telling.progress(progress))
        self._bar.show_share(progress.read if progress.read < 1 else None)

    def _on_looked(self, which: int, report: ImportReport) -> None:
        if self._step is not Step.LOOKING or which != self._looks:
            return  # something else is looked at by now
        self._running, self._report = None, report
        if report.trouble is not None:
            self._go(Step.CHOOSING)
            self._said.say(self._telling.trouble(report), "", "info")
            return
        look = self._imports.beside(report)
        chapters = self._telling_beside.chapters(look)
        self._look = look if chapters else None
        self._lines.show_chapters(_unticked(chapters))
        self._cards.show_files(self._telling.files(report))
        self._go(Step.PREVIEW)
        self._about.setText(self._telling.total(report))
        self._follow_ticks()
        (self._import if self._import.isEnabled() else self._other).setFocus()

    @property
    def _is_worth_it(self) -> bool:
        sorts = (Sort.CONVERSATIONS, Sort.MESSAGES, Sort.MASKS, Sort.PROMPTS)
        return any(self._report.tally(sort).new for sort in sorts)

    def _follow_ticks(self) -> None:
        self._import.setEnabled(self._is_worth_it or bool(self._lines.ticks))

    def _on_import(self) -> None:
        taking = taking_of(self._look, self._lines.ticks) if self._look is not None else Taking()
        try:
            running = self._imports.bring(self._paths, self._on_progress, self._on_brought, self._look, taking)
        except (NoKeeper, KeeperUnavailable) as error:
            self._keeper.ask_after(error, self._said)
            return
        except OSError as error:
            self._said.say(self._words("storage.not_written", detail=error), "bad", "alert")
            return
        self._keeper.forget()
        self._took = taking
        self._go(Step.BRINGING)
        self._running = running
        self._stop.setFocus()

    def _on_brought(self, report: ImportReport) -> None:
        self._running, self._report, self._look = None, report, None
        self._cards.show_files(self._telling.files(report))
        self._go(Step.DONE)
        total = self._telling.total(report, self._took)
        if report.trouble is not None:
            self._heading.setText(self._words("import.not_done.title"))
            self._cards.hide()
            self._other.show()
        self._about.setText(total)
        is_deed = report.trouble is None and (bool(report.brought) or self._took != Taking())
        if is_deed:
            self._deed = self._telling.deed(report)
            self._show_turned(is_gone=False)
        elif has_losses(report):
            self._say_losses()
        (self._show if self._show.isVisibleTo(self) else self._close).setFocus()
        if not self.isVisible():
            self.ended.emit(report, is_deed)

    def _on_stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self._stop.setEnabled(False)
            self._so_far.setText(self._words("import.stopping"))

    def _follow_turned(self, sentence: str, is_gone: bool) -> None:
        if self._step is Step.DONE and sentence == self._deed:
            self._show_turned(is_gone)
        else:
            self._undo.hide()

    def _show_turned(self, is_gone: bool) -> None:
        """What came in is here, or not any more."""
        self._heading.setText(self._words("import.undone.title" if is_gone else "import.done.title"))
        self._about.setText(self._words("import.undone") if is_gone else self._telling.total(self._report, self._took))
        self._cards.setVisible(not is_gone)
        self._undo.setVisible(not is_gone)
        self._show.setVisible(not is_gone and bool(self._report.brought.conversations))
        self._said.say("")
        if is_gone:
            self._close.setFocus()
        elif has_losses(self._report):
            self._say_losses()

    def _say_losses(self) -> None:
        self._said.say(self._words("import.losses"), "warn", "alert")

    def _on_show(self) -> None:
        conversations = self._report.brought.conversations
        self.accept()
        self.shown.emit(conversations)

    def _forget_fetched(self) -> None:
        fetched, self._fetched = self._fetched, None
        if fetched is not None:
            fetched.erase()

    def _let_go(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self._running = None
        self._look = None


def _unticked(chapters: Sequence[Chapter]) -> list[Chapter]:
    """Nothing but what the person ticks: these concern keys and how the program behaves."""
    return [replace(chapter, lines=tuple(replace(line, usual=False) for line in chapter.lines)) for chapter in chapters]


def _arrow(theme: Theme, ratio: float) -> QPixmap:
    return theme.icons.pixmap("download", theme.palette.text_3, theme.room.scaled(_SIGN), ratio)

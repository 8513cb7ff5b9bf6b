"""The frame of the window and the ways through it. What is done there is decided by the engine."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from nextchat_desktop.ui.first_frame.pausing import no_pause
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.naming import named

if TYPE_CHECKING:
    from nextchat_desktop.core.choice import ModelChoice
    from nextchat_desktop.engine.session import Session
    from nextchat_desktop.ui.desk import Desk
    from nextchat_desktop.ui.renewal import Left
    from nextchat_desktop.ui.settings.dialog import SettingsDialog
    from nextchat_desktop.ui.stage import Stage
    from nextchat_desktop.ui.theme.theme import Theme
    from nextchat_desktop.ui.transcript.find_bar import FindBar
    from nextchat_desktop.ui.transcript.gallery import Gallery


class MainWindow(QMainWindow):
    """Empty until it is furnished, so that it may be shown, with something else in it, before its parts are loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setMinimumSize(560, 420)
        self._is_furnished = False

    def furnish(
        self,
        desk: "Desk",
        theme: "Theme",
        about: str,
        gallery: "Gallery",
        left: "Left | None" = None,
        pause: Callable[[], object] = no_pause,
    ) -> None:
        """Puts everything into it, once. `left` is what a window was doing that made way for this one; in a `pause`
        what stands in it until then can be used."""
        from nextchat_desktop.ui import furniture

        self.setWindowTitle(desk.words("window.title"))
        self._desk = desk
        self._theme = theme
        self._resuming = furniture.Resuming(desk, self)
        self.sidebar = furniture.Sidebar(desk.words, theme, (desk.shelf, desk.shelving), desk.models.label, desk.clock)
        pause()
        self.header = furniture.Header(desk.words, theme)
        self.page = furniture.ChatPage(desk.words, theme, desk.models, desk.setup, desk.acts, desk.drafts, gallery)
        pause()
        self.welcome = furniture.Welcome(desk.words, theme)
        pause()
        self._lay_out()
        pause()
        self._move_in()
        self.toast = furniture.Toast(desk.words, desk.deeds, theme, self._body, self.page.composer)
        self.commands = furniture.Commands(self)
        self._elsewhere = furniture.Elsewhere(desk.files, self)
        self._choosing = furniture.ModelChoosing(desk.models, self.header.picker, desk.words, theme, self)
        self._join(self._stage(), about, gallery)
        self._connect()
        self._bind()
        self._restore(left)
        self._is_furnished = True
        if self.isVisible():
            self._on_shown()

    def show_session(self, session: "Session") -> None:
        self.page.show_session(session)
        self.follow_code_rules()
        self.follow_avatars()
        self._shelved.read(session)
        self._resuming.read(session.conversation.id if session.messages else "")
        self._refresh()

    def open_settings(self, page: str = "connections", connection: str = "") -> "SettingsDialog":
        return self._settings.open(page, connection)

    def follow_code_rules(self) -> None:
        from nextchat_desktop.ui import furniture

        settings, session = self._desk.settings, self.page.session
        lines = furniture.lines_before_folding(
            settings[furniture.FOLD_CODE], session.conversation.mask if session else None
        )
        self.page.transcript.set_code_rules(lines, settings[furniture.WRAP_CODE])

    def follow_avatars(self) -> None:
        from nextchat_desktop.ui import furniture

        session = self.page.session
        mask = session.conversation.mask if session else None
        self.page.transcript.set_avatars(furniture.avatars_in(self._desk.settings, mask))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LocaleChange and self._is_furnished:
            self.renewal.locale_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from nextchat_desktop.ui.keyboard.pressing import press_enter

        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not press_enter(self):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        from nextchat_desktop.ui.keyboard.tabbing import go_on

        return go_on(self, forward) if self._is_furnished else super().focusNextPrevChild(forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._is_furnished:
            super().closeEvent(event)
            return
        if not self._settings.close() or not self.importing.may_close():
            event.ignore()
            return
        self._elsewhere.rest()
        self._tailoring.close()
        self._masks.close()
        self.writing.close()
        self.turns.whole.close()
        self._keep_layout()
        self.page.leave()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        from nextchat_desktop.ui import furniture

        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self.header.lead_with(self.welcome.language)
        self._stack.addWidget(self.page)
        self._body = named(QWidget(), "body")
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        self._panes = furniture.Panes(self._desk, self._theme, self.sidebar, self._body)

    def _move_in(self) -> None:
        """In place of what stood here, whose maker hands on what was written in it."""
        if (written_in := self.focusWidget()) is not None:
            written_in.clearFocus()  # before it goes, or Qt looks for the next one
        self.takeCentralWidget()
        self.setCentralWidget(self._panes)

    def _stage(self) -> "Stage":
        from nextchat_desktop.ui import furniture

        return furniture.Stage(
            self,
            self._theme,
            self.sidebar,
            self.header,
            self.page,
            self.toast,
            self.commands,
            self._choosing,
            self.show_session,
            self._on_conversation_chosen,
            self._on_model_chosen,
        )

    def _join(self, stage: "Stage", about: str, gallery: "Gallery") -> None:
        from nextchat_desktop.ui import furniture

        desk = self._desk
        self._undoing = furniture.Undoing(desk, stage)
        self._settings = furniture.SettingsOpening(desk, stage, about)
        self._guiding = furniture.Guiding(desk, stage, self._settings.open, self._focus)
        self._data = furniture.DataJoining(desk, stage, self._settings)
        self._tailoring = furniture.Tailoring(desk, stage)
        self._inspecting = furniture.Inspecting(desk, stage)
        furniture.MainKeys(stage, self.welcome)
        self._using = furniture.Using(desk, stage)
        self._shelved = furniture.SidebarJoining(desk, stage)
        self._masks = furniture.MasksOpening(desk, stage)
        self.turns = furniture.TurnJoining(desk, stage)
        self.titling = furniture.Titling(desk, stage)
        self.asiding = furniture.Asiding(desk, stage)
        self.writing = furniture.Writing(desk, stage, gallery)
        self.handing = furniture.HandingOver(desk, stage, self._settings, self.welcome)
        self.importing = furniture.ImportOpening(desk, stage, self._take_in, self._guiding.go_on, (self.handing.open,))
        self.welcome.import_asked.connect(self.importing.begin)
        parts = (self._settings, self.turns.turning, self.welcome, self.writing, self.importing, self._data)
        self.renewal = furniture.Renewal(desk, stage, *parts, (self._elsewhere.rest, self._keep_layout))
        furniture.FileMenu(desk.words, stage.theme, self.commands, self.sidebar.files_button, self)
        self.reaching = furniture.Reaching(desk, stage, self._settings, self.writing.take)

    def _connect(self) -> None:
        desk, sidebar, header = self._desk, self.sidebar, self.header
        sidebar.new_asked.connect(self.new_chat)
        sidebar.settings_asked.connect(self._on_settings_asked)
        sidebar.guide_asked.connect(self._guiding.begin)
        header.sidebar_asked.connect(self._panes.turn_sidebar)
        header.find_button.clicked.connect(self.page.aids.find)
        header.tailoring_button.clicked.connect(self._tailoring.open)
        self.page.preface.change_asked.connect(self._tailoring.open)
        header.outline_button.clicked.connect(self._on_outline_asked)
        self._choosing.chosen.connect(self._on_model_chosen)
        self._choosing.settings_asked.connect(partial(self.open_settings, "models"))
        self.page.settings_asked.connect(self._settings.open_key)
        self.page.find_out_asked.connect(self._settings.find_out)
        self._settings.chosen.connect(self._on_connection_chosen)
        self._settings.closed.connect(self._on_settings_closed)
        self._settings.link_activated.connect(self._guiding.follow)
        self.page.model_asked.connect(self._choosing.open)
        self.page.link_activated.connect(self._guiding.follow)
        self.page.drafting.not_kept.connect(self._on_not_kept)
        self.page.speak_through(self.toast)
        self.welcome.settings_asked.connect(self._on_settings_asked)
        self.welcome.guide_asked.connect(self._guiding.begin)
        hear(desk.library.changed, self._on_library_changed)
        hear(desk.acts.turned, self._on_conversation_chosen)
        hear(desk.library.not_kept, self._on_not_kept)
        hear(desk.setup.changed, self._on_setup_changed)
        self._elsewhere.noticed.connect(self._on_noticed_elsewhere)

    def _bind(self) -> None:
        from nextchat_desktop.ui import furniture

        bind, page = self.commands.bind, self.page
        furniture.bind_reading(self.commands, page)
        for id, act in (
            ("new", self.new_chat),
            ("stop", page.stop),
            ("model", self._choosing.open),
            ("conversation_settings", self._tailoring.open),
            ("outline", self._on_outline_asked),
            ("composer", self._focus),
            ("sidebar", self._panes.turn_sidebar),
            ("escape", self._on_escape),
            ("settings", self._on_settings_asked),
            ("about", partial(self.open_settings, "about")),
            ("guide", self._guiding.begin),
        ):
            bind(id, act)
        page.aids.bar_made.connect(self._on_find_bar_made)
        for id, widget in (
            ("new", self.sidebar.new_button),
            ("settings", self.sidebar.settings_button),
            ("sidebar", self.header.sidebar_button),
            ("find", self.header.find_button),
            ("conversation_settings", self.header.tailoring_button),
            ("outline", self.header.outline_button),
        ):
            self.commands.hint_at(id, widget, widget.accessibleName())

    def _on_find_bar_made(self, bar: "FindBar") -> None:
        for id, button in (("find_next", bar.next_button), ("find_previous", bar.previous_button)):
            self.commands.hint_at(id, button, button.accessibleName())

    def _restore(self, left: "Left | None") -> None:
        self._resuming.restore()
        self._panes.fit(self.width())
        self._panes.restore(self.width())
        self.follow_code_rules()
        self.show_session(left.session if left is not None else self._desk.first_session())

    def _keep_layout(self) -> None:
        self._resuming.keep()
        self._panes.keep()

    def new_chat(self) -> None:
        if not self._masks.asks():
            self.show_session(self._desk.library.new())
            self._focus()

    def _refresh(self) -> None:
        """Everything around the conversation that follows from it."""
        session = self.page.session
        if session is None:
            return
        now = self._desk.models.answerer(session)
        self._choosing.show_answerer(now)
        self.header.set_title(session.conversation.title)
        self._tailoring.follow(session)
        is_begun = now.choice is not None or bool(session.messages)
        self._stack.setCurrentWidget(self.page if is_begun else self.welcome)
        self.header.show_tools(is_begun)
        self.page.refresh()

    def _focus(self) -> None:
        current = self._stack.currentWidget()
        (self.page.composer.field if current is self.page else self.welcome.field).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_furnished:
            self._panes.fit(self.width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_furnished:
            self._on_shown()

    def _on_shown(self) -> None:
        self._elsewhere.watch()
        self._focus()

    def _on_conversation_chosen(self, id: str) -> None:
        session = self._desk.library.open(id)
        if session is not None and session is not self.page.session:
            self.show_session(session)

    def _on_model_chosen(self, choice: "ModelChoice") -> None:
        self._desk.models.remember(choice)
        if self.page.session is not None:
            self.page.session.choose(choice)
        self._refresh()
        self._focus()

    def _on_settings_asked(self) -> None:
        self.open_settings()

    def _on_connection_chosen(self, connection: str) -> None:
        """To chat with it; a conversation with somebody else is not handed to it unasked."""
        choice, session = self._desk.first_of(connection), self.page.session
        if choice is None:
            return
        asked = session.conversation.choice if session is not None and session.messages else choice
        if asked is None or asked.connection != connection:
            self.show_session(self._desk.library.new())
        self._on_model_chosen(choice)

    def _on_settings_closed(self, new: str) -> None:
        """What was set up in them answers from now on, where nobody but the guide has answered yet."""
        from nextchat_desktop.ui import furniture

        self.welcome.clear()
        session = self.page.session
        choice = self._desk.first_of(new) if new else None
        if choice is not None and session is not None:
            self._desk.models.remember(choice)
            if not session.messages or session.conversation.choice == furniture.GUIDE_CHOICE:
                self._on_connection_chosen(new)
        self._refresh()
        before = self.focusWidget()
        if before is None or not before.isVisible():  # else the keyboard is where it was before
            self._focus()

    def _on_library_changed(self, id: str) -> None:
        session = self.page.session
        if session is not None and session.conversation.id == id:
            if session.messages and not self._desk.library.has(id):
                self.show_session(self._desk.library.new())
                return
            self.header.set_title(session.conversation.title)
            self._resuming.wrote(id)

    def _on_not_kept(self, detail: str) -> None:
        self.toast.warn(self._desk.words("storage.not_written", detail=detail))

    def _on_setup_changed(self, _id: str) -> None:
        self._refresh()

    def _take_in(self) -> None:
        """What has been written beside the conversations that are shown."""
        self._shelved.take_in()
        self.writing.take_in()
        self.page.reload()
        self._refresh()

    def _on_noticed_elsewhere(self) -> None:
        if not self.importing.is_bringing and self._desk.library.take_in():
            self._take_in()
        if self._desk.setup.take_in():
            self._refresh()
            self._settings.take_in()

    def _on_outline_asked(self) -> None:
        self.page.aids.show_outline(self.header.outline_button)

    def _on_escape(self) -> None:
        ends = (self.page.stop, self.asiding.stop, self.toast.dismiss, self.page.dismiss)
        if not any(end() for end in ends):
            self._focus()

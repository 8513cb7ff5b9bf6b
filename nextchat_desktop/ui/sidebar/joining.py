"""Joins the sidebar to the window: its commands, its keys, and which conversation is read."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from nextchat_desktop.core.shelf import Card
from nextchat_desktop.engine.session import Session
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.stage import Stage


class SidebarJoining(QObject):
    """What is done there is done by the engine."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__(stage.window)
        self._desk = desk
        self._stage = stage
        self._sidebar = stage.sidebar
        self._commands = stage.commands
        self._read: Session | None = None
        self._lost = ""
        """What was deleted while it was being read, as long as nothing else is."""
        self._connect()
        self._bind()
        self._show_keys()

    def read(self, session: Session) -> None:
        """A conversation is being read now, and no longer unread."""
        before, self._read = self._read, session
        if before is not None and before.messages and not self._desk.library.has(before.conversation.id):
            self._lost = before.conversation.id
        elif session.messages:
            self._lost = ""
        self._desk.shelf.mark_unread(session.conversation.id, False)
        self._sidebar.show_current(session.conversation.id)

    def take_in(self) -> None:
        """What another process has written."""
        self._desk.shelf.read_again()
        self._sidebar.read_on()

    def _connect(self) -> None:
        sidebar, desk = self._sidebar, self._desk
        sidebar.chosen.connect(self._on_chosen)
        sidebar.renamed.connect(desk.acts.rename)
        sidebar.fork_asked.connect(self._on_fork_asked)
        sidebar.chat_asked.connect(self._on_chat_asked)
        sidebar.search_asked.connect(partial(self._commands.run, "palette"))
        sidebar.masks_asked.connect(partial(self._commands.run, "new_with_mask"))
        hear(desk.shelving.turned, self._on_turned)
        hear(desk.library.answered, self._on_answered)
        hear(desk.library.changed, self._on_changed)
        self._commands.changed.connect(self._show_keys)

    def _bind(self) -> None:
        sidebar, shelving, bind = self._sidebar, self._desk.shelving, self._commands.bind
        about: tuple[tuple[str, Callable[[list[str]], object]], ...] = (
            ("pin", partial(self._turn, "pinned", shelving.pin)),
            ("archive", partial(self._turn, "archived", shelving.archive)),
            ("move_to_folder", sidebar.ask_for_folder),
            ("tag", sidebar.ask_for_tag),
            ("delete", shelving.delete),
        )
        for id, act in about:
            bind(id, partial(self._about_chosen, act), lambda: bool(sidebar.acted_on()))
        bind("rename", self._on_rename_asked)
        bind("next", partial(self._step, 1))
        bind("previous", partial(self._step, -1))
        bind("new_folder", sidebar.menus.make_folder)
        bind("show_archive", lambda: sidebar.show_archive(not sidebar.shelf.showing.archive))

    def _about_chosen(self, act: Callable[[list[str]], object]) -> None:
        """What is selected where the keyboard is in the list, else what is being read."""
        act(self._sidebar.acted_on())

    def _turn(self, name: str, act: Callable[[list[str], bool], object], ids: list[str]) -> None:
        """On for all, or off where it is on for all."""
        act(ids, not all(getattr(self._desk.shelf.card(id), name) for id in ids))

    def _show_keys(self) -> None:
        self._sidebar.search_button.show_keys(self._commands.shown_keys("palette"))
        self._sidebar.new_button.show_keys(self._commands.shown_keys("new"))

    def _step(self, by: int) -> None:
        session, ids = self._stage.session, self._desk.shelf.ids()
        if session is None or not ids:
            return
        here = ids.index(session.conversation.id) if session.conversation.id in ids else -by
        self._stage.open(ids[(here + by) % len(ids)])

    def _on_chosen(self, id: str) -> None:
        """Whoever opens a conversation wants to go on with it."""
        self._stage.open(id)
        self._commands.run("composer")

    def _on_turned(self, id: str) -> None:
        self._stage.open(id)

    def _on_changed(self, id: str) -> None:
        """What was being read when it went is read again when it comes back, be it with many others."""
        if id != self._lost or not self._desk.library.has(id):
            return
        self._lost, now = "", self._stage.session
        if now is None or not now.messages:
            self._stage.open(id)

    def _on_answered(self, id: str) -> None:
        session = self._stage.session
        if session is None or session.conversation.id != id:
            self._desk.shelf.mark_unread(id, True)

    def _on_rename_asked(self) -> None:
        self._sidebar.show()
        self._sidebar.rename_asked()

    def _on_fork_asked(self, id: str) -> None:
        session = self._desk.library.open(id)
        if session is not None and session.path:
            self._stage.show(self._desk.acts.fork(session, session.path[-1].id))

    def _on_chat_asked(self, folder: str) -> None:
        """A new conversation, which stands in the folder from its first message on."""
        session = self._desk.library.new()
        self._desk.library.shelve(Card(session.conversation.id, folder=folder))
        self._stage.show(session)

"""Connections → rows of their list, in words: where each leads and how it did the last time. It knows no widget."""

from nextchat_desktop.core.connections import COMPATIBLE, Connection
from nextchat_desktop.core.origins import host
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.engine.standings import Standing, Standings
from nextchat_desktop.ui.settings.connection_list import ConnectionRow, Dot
from nextchat_desktop.ui.settings.draft import missing
from nextchat_desktop.words.catalogue import Words

_DOTS = {Standing.WORKS: Dot.OK, Standing.SHAKY: Dot.WARN, Standing.BROKEN: Dot.BAD}


class ConnectionRows:
    def __init__(self, setup: Setup, standings: Standings, words: Words) -> None:
        self._setup = setup
        self._standings = standings
        self._words = words

    def row(self, connection: Connection, second: str = "") -> ConnectionRow:
        """`second` stands below the name, else where the connection leads."""
        is_unfinished = bool(missing(self._setup, connection, True))
        standing = self._standings.of(connection.id)
        name = connection.name or self._words("connections.new")
        second = second or self._marked(connection, self._place(connection, is_unfinished))
        if is_unfinished:
            return ConnectionRow(connection.id, name, second, Dot.WARN, self._words("standing.unfinished"))
        if standing is None:
            return ConnectionRow(connection.id, name, second, Dot.NONE, self._words("standing.unknown"))
        return ConnectionRow(connection.id, name, second, _DOTS[standing], self._words(f"standing.{standing}"))

    def _marked(self, connection: Connection, place: str) -> str:
        """With who has set it up, or that it is not used here."""
        rules = self._setup.rules
        giver = rules.giver(connection.id)
        mark = f"given.mark.{giver}" if giver is not None else ""
        if rules.who_bars(connection.id) is not None:
            mark = "given.not_used"
        return self._words("given.beside", mark=self._words(mark), place=place) if mark else place

    def _place(self, connection: Connection, is_unfinished: bool) -> str:
        service = self._setup.service(connection.service)
        place = service.label if service.id != COMPATIBLE else host(connection.base_url) or service.label
        return self._words("connections.unfinished", place=place) if is_unfinished else place

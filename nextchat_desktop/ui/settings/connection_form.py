"""One connection as a form whose edits apply at once; does not know the other connections."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.endpoints import Recognised, recognise
from nextchat_desktop.core.first_model import first_of
from nextchat_desktop.core.remedies import Remedy, RemedyKind
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.elided import FlowingLabel
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.handing.recognising import setup_link_in
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.checkup.telling import CheckupTelling
from nextchat_desktop.ui.settings.checkup.testing import Fields, Testing
from nextchat_desktop.ui.settings.connection_fields import ConnectionFields
from nextchat_desktop.ui.settings.draft import Typed, connection_of, is_address, missing, recognised_as
from nextchat_desktop.ui.settings.fields import button
from nextchat_desktop.ui.settings.held import why_held, why_no_link
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme, set_property
from nextchat_desktop.words.sentences import listed

_MASK = "••••••••"


class ConnectionForm(QWidget):
    """`changed` tells that the connection is another one now, `wanted` that one is to chat with it.

    `models_wanted` tells that its models are to be seen, and whether the service is to be asked for them, `page_wanted`
    the name of a page of the settings, `link_activated` an address for the browser.
    """

    changed = Signal()
    deleted = Signal()
    wanted = Signal()
    models_wanted = Signal(bool)
    page_wanted = Signal(str)
    link_activated = Signal(str)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._setup, self._words = desk.setup, desk.words
        setup, words = desk.setup, desk.words
        self._fields = ConnectionFields(desk, theme)
        self._delete = button("deleteConnectionButton", words("connections.delete"), "danger")
        self._state = named(FlowingLabel(), "connectionState", role="hint")
        self._start = button("startChattingButton", words("connections.start"), "primary")
        self.connection = setup.begin()
        self.was_kept = False
        """Whether the connection has been among those that are kept."""
        telling = CheckupTelling(setup, words)
        self.testing = Testing(self, self._fields.checkup, setup, desk.doctor, desk.standings, telling)
        self._arrange()
        self._connect()

    @property
    def is_edited(self) -> bool:
        """Whether something stands in the fields that is not kept yet."""
        return self._typed() != self.connection

    def follow(self, connection: Connection) -> None:
        """The same connection, changed elsewhere. What is typed and not kept yet stays."""
        is_left = self._fields.more.is_left
        self.connection = connection
        self._fields.model_id.clear()
        self._fields.deployment.clear()
        self._fields.model_name.clear()
        if not is_left:
            self._fields.more.show_of(connection)
        self._fill()

    def adopt(self, connection: Connection) -> None:
        """Keeps this connection in place of the one that is shown, which is the same with other values."""
        self._setup.save(connection)
        self._fields.key.tell(connection)
        self.follow(connection)
        self.changed.emit()

    def show_connection(self, connection: Connection) -> None:
        self.testing.forget()
        self.connection = connection
        self.was_kept = self._is_saved()
        fields = self._fields
        fields.paste.show_text("")
        fields.paste_hint.say("")
        fields.endpoint_hint.say("")
        set_property(fields.endpoint, "role", "mono")
        fields.show_given(why_held(self._setup, self._words, connection.id))
        self._delete.setVisible(self._setup.rules.giver(connection.id) is None)
        for line in fields.lines:
            line.clear()
        fields.key.show_of(connection)
        fields.more.show_of(connection)
        self._fill()

    def paste(self, text: str) -> Recognised | None:
        """Fills in what the text says of a connection, and says how much that was."""
        if refusal := why_no_link(self._setup, self._words, text):
            self._fields.paste_hint.say(refusal, "bad", "alert")
            return None
        found = recognise(text)
        if found is None:
            self._fields.paste_hint.say(self._words("connections.paste.nothing"), "bad", "alert")
            return None
        self._take(self._setup.filled(self._typed(), found))
        if found.key:
            self._fields.key.enter(found.key)
        self._fields.paste.show_text(text.replace(found.key, _MASK) if found.key else text)
        service = self._setup.service(found.service).label
        self._fields.paste_hint.say(self._words(recognised_as(found), service=service), "ok", "check")
        self.commit()
        return found

    def commit(self, again: bool = False) -> bool:
        """Keeps what stands in the fields; whether nothing of it is left unkept. `again` retries a refused key."""
        typed = self._typed()
        if typed != self.connection:
            self._take(typed)
        self._say_address()
        is_kept = self._fields.key.store(self.connection, again)
        more = self._fields.more.taken(self.connection)
        if more != self.connection:
            self._take(more)
        self._refresh()
        return is_kept and not self._fields.more.is_left

    def make_ready(self) -> bool:
        """Keeps everything that is typed; shows what is missing for that, if something is."""
        return self._is_placed("test.first_address")

    def point_out(self) -> None:
        """Shows what could not be kept."""
        if self._fields.more.is_left:
            self._fields.more.point_out()
        else:
            self.point_out_key()

    def point_out_key(self) -> None:
        """Shows where something is missing about the key."""
        self._fields.key.point_out()
        self._scroll.ensureWidgetVisible(self._fields.key)

    def leave(self) -> None:
        """Puts away the key that was typed, what was pasted and what was tested."""
        self.testing.forget()
        self._fields.key.forget()
        self._fields.paste.show_text("")
        self._fields.paste_hint.say("")

    def focus_paste(self) -> None:
        self._fields.paste.setFocus()

    def focus_next(self) -> None:
        """Where a person goes on after something was filled in."""
        fields = self._fields
        lacking = missing(self._setup, self.connection, fields.key.has_key)
        places = {
            "connections.missing.address": fields.endpoint,
            "connections.missing.key": fields.key.field,
            "connections.missing.deployment": fields.deployment,
            "connections.missing.model": fields.model_id,
        }
        next((place for id, place in places.items() if id in lacking), fields.model_name).setFocus()

    def focus_test(self) -> None:
        self._fields.checkup.take_focus()

    def focus_key(self) -> None:
        self._fields.key.point_out()

    def _arrange(self) -> None:
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard, and scrolls into sight
        scroll.setWidget(self._fields)
        self._fields.end_with(scroll)
        self._fields.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(self._bottom())

    def _bottom(self) -> Flow:
        line = Flow(self._delete, self._state, None, self._start)
        line.setContentsMargins(sizes.SPACE_6, sizes.SPACE_2, sizes.SPACE_6, sizes.SPACE_5)
        return line

    def _connect(self) -> None:
        fields = self._fields
        fields.paste.entered.connect(self._on_pasted)
        for line in fields.lines:
            line.textEdited.connect(self._on_text_edited)
            line.editingFinished.connect(self._on_editing_finished)
        fields.service.activated.connect(self._on_choice_made)
        fields.version.activated.connect(self._on_choice_made)
        for choosing in (fields.choose_models, fields.choose_deployments):
            choosing.clicked.connect(self._on_choose_models_clicked)
        fields.further_models.clicked.connect(self._on_further_models_clicked)
        fields.key.field.textEdited.connect(self._on_text_edited)
        fields.key.field.editingFinished.connect(self._on_key_entered)
        fields.key.settled.connect(self._on_editing_finished)
        fields.key_away.changed.connect(self._refresh)
        fields.more.finished.connect(self._on_editing_finished)
        fields.more.opened.connect(self._on_more_opened)
        self.testing.led.connect(self._on_led)
        self.testing.moved.connect(self._on_checkup_moved)
        self.testing.held.connect(self._on_held)
        self._delete.clicked.connect(self.deleted)
        self._start.clicked.connect(self.wanted)

    def _typed(self) -> Connection:
        """The connection as the fields have it now; one that is not the person's stays as it is."""
        if self._setup.rules.giver(self.connection.id) is not None:
            return self.connection
        fields = self._fields
        by_deployment = self._setup.asks_for_deployment(self.connection)
        service = fields.service.currentData()
        is_same = service == self._setup.service(self.connection.service).id
        typed = Typed(
            service=self.connection.service if is_same else service,
            endpoint=fields.endpoint.text(),
            api_version=fields.version_line.text() if by_deployment else self.connection.api_version,
            name=fields.name.text(),
            model=(fields.deployment if by_deployment else fields.model_id).text(),
            model_name=fields.model_name.text(),
        )
        return connection_of(self._setup, self.connection, typed)

    def _take(self, connection: Connection) -> None:
        self.connection = connection
        if connection.base_url or self._is_saved():
            self._setup.save(connection)
            self.was_kept = True
        self._fill()
        self.changed.emit()

    def _fill(self) -> None:
        """Writes the connection into the fields; what is typed but says nothing yet stays."""
        fields, connection = self._fields, self.connection
        fields.service.setCurrentIndex(fields.service.findData(self._setup.service(connection.service).id))
        first = first_of(connection.models) or Model("")
        version = connection.api_version if self._setup.asks_for_deployment(connection) else ""
        _write(fields.version_line, version)
        fields.version_line.setPlaceholderText(self._setup.service(connection.service).api_version)
        for line, text in (
            (fields.endpoint, connection.base_url),
            (fields.deployment, first.id),
            (fields.model_id, first.id),
            (fields.name, connection.name),
            (fields.model_name, first.label),
        ):
            if text:
                _write(line, text)
        fields.show_deployment(self._setup.asks_for_deployment(connection))
        fields.more.follow_api(connection)
        self._refresh()

    def _refresh(self) -> None:
        """What depends on the fields and is only shown."""
        typed = self._typed()
        url = self._setup.request_url(typed)
        service = self._setup.service(typed.service)
        self._fields.service_hint.show_of(service)
        self._fields.balance_row.setVisible(service.tells_balance and bool(typed.base_url))
        self._fields.balance.show_of(self.connection)
        further = len(self._setup.usable(typed)) - 1
        self._fields.show_model_ways(service.lists_models, max(0, further))
        self._fields.offer_deployments(service.lists_models and first_of(self.connection.models) is None)
        self._fields.url.show_text(f"POST {url}" if url else self._words("connections.url.unknown"))
        key = self._fields.key
        lacking = missing(self._setup, typed, key.has_key or key.waits_for_passphrase)
        lacking += ("connections.missing.passphrase",) if key.waits_for_passphrase else ()
        lacking += ("connections.missing.keeper",) if key.waits_for_keeper else ()
        self._start.setEnabled(not lacking)
        self._state.setText(self._lack(lacking) if lacking else self._words("connections.at_once"))
        self.testing.follow(Fields(typed, key.field.text()))

    def _lack(self, lacking: tuple[str, ...]) -> str:
        return self._words("connections.missing", what=listed(self._words, map(self._words, lacking)))

    def _say_address(self) -> None:
        text = self._fields.endpoint.text().strip()
        is_wrong = bool(text) and not is_address(text, self.connection.service)
        self._fields.endpoint_hint.say(self._words("connections.endpoint.wrong") if is_wrong else "", "bad", "alert")

    def _is_saved(self) -> bool:
        return self._setup.get(self.connection.id) is not None

    def _on_pasted(self, text: str) -> None:
        if link := setup_link_in(text):
            self._fields.paste.show_text("")
            self.link_activated.emit(link)
        elif self.paste(text) is not None:
            self.focus_next()

    def _on_text_edited(self, _text: str) -> None:
        self._refresh()

    def _on_editing_finished(self) -> None:
        self.commit()

    def _on_more_opened(self) -> None:
        """Into sight, once it has its place."""
        QTimer.singleShot(0, self, self._show_more)

    def _show_more(self) -> None:
        self._scroll.verticalScrollBar().setValue(self._fields.more.y() - sizes.SPACE_3)

    def _on_checkup_moved(self, is_asking: bool) -> None:
        """Into sight, once it has its place."""
        QTimer.singleShot(0, self, partial(self._show_checkup, is_asking))

    def _show_checkup(self, is_asking: bool) -> None:
        """Its end, but its beginning rather than that; not where it asks something, which stands at the end."""
        card, bar = self._fields.checkup, self._scroll.verticalScrollBar()
        room = self._scroll.viewport().height()
        end, head = card.geometry().bottom() + sizes.SPACE_3 - room, card.y() - sizes.SPACE_3
        wanted = max(bar.value(), end)
        bar.setValue(wanted if is_asking else min(wanted, head))

    def _on_led(self, remedy: Remedy) -> None:
        """To where a person has to do something themselves."""
        leads: dict[RemedyKind, Callable[[], None]] = {
            RemedyKind.CHOOSE_MODEL: partial(self.models_wanted.emit, True),
            RemedyKind.ENTER_PROXY: self._lead_to_proxy,
            RemedyKind.ENTER_HEADERS: self._fields.more.lead_to_headers,
            RemedyKind.ADD_AUTHORITY: self._fields.more.lead_to_trust,
            RemedyKind.ENTER_KEY: self.point_out_key,
            RemedyKind.OPEN_PAGE: partial(self._open_page, remedy.value),
        }
        leads.get(remedy.kind, partial(self._focus_field, remedy.kind))()

    def _on_held(self) -> None:
        """To why it cannot be changed here."""
        self._scroll.ensureWidgetVisible(self._fields.given)

    def _lead_to_proxy(self) -> None:
        """Where the one that is used has been set."""
        if self.connection.proxy:
            self._fields.more.lead_to_proxy()
        else:
            self.page_wanted.emit("network")

    def _open_page(self, address: str) -> None:
        """Networks name their own, and may name anything."""
        if address.startswith(("https://", "http://")):
            self.link_activated.emit(address)

    def _focus_field(self, kind: RemedyKind) -> None:
        fields = self._fields
        model = fields.deployment if fields.model_row.isHidden() else fields.model_id
        field = model if kind is RemedyKind.ENTER_MODEL else fields.endpoint
        field.setFocus()
        field.selectAll()
        self._scroll.ensureWidgetVisible(field)

    def _on_choose_models_clicked(self) -> None:
        """The service tells its models to those who have what it asks for."""
        if self._is_placed("connections.models.first_address"):
            lacking = missing(self._setup, self.connection, self._fields.key.has_key)
            if "connections.missing.key" in lacking:
                self._fields.key.want(self._words("connections.models.first_key"))
            else:
                self.models_wanted.emit(True)

    def _on_further_models_clicked(self) -> None:
        if self._is_placed("connections.models.first_address"):
            self.models_wanted.emit(False)

    def _is_placed(self, no_address: str) -> bool:
        """Whether the connection is kept, with its key; otherwise shows what is missing for that."""
        is_kept = self.commit(again=True)
        if not self.connection.base_url:
            self._fields.endpoint_hint.say(self._words(no_address), "bad", "alert")
            self._fields.endpoint.setFocus()
        elif not is_kept:
            self.point_out()
        return is_kept and bool(self.connection.base_url)

    def _on_key_entered(self) -> None:
        self.commit(again=True)

    def _on_choice_made(self, _index: int) -> None:
        self.commit()


def _write(line: QLineEdit, text: str) -> None:
    """Keeps the cursor where nothing changes; a long text is shown from its beginning."""
    if line.text() != text:
        line.setText(text)
        line.setCursorPosition(0)

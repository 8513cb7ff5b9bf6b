"""What few connections need: API, proxy, certificates, headers, fields of the body, patience, a limit. Folded away."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from nextchat_desktop.core.connections import DIRECT, NO_MORE_TRUST, SYSTEM, Connection
from nextchat_desktop.core.keeping import KeeperUnavailable, NoKeeper
from nextchat_desktop.core.typed_proxy import NotAProxy
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.flowing_button import FlowingButton
from nextchat_desktop.ui.mirroring import shown
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.number_boxes import WholeBox
from nextchat_desktop.ui.settings.fields import Hint, Row, StillWheel, TextField
from nextchat_desktop.ui.settings.header_rows import HeaderRows
from nextchat_desktop.ui.settings.limit_part import LimitPart
from nextchat_desktop.ui.settings.trust_part import TrustPart
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme, inset
from nextchat_desktop.words.catalogue import Words

_LONGEST_SILENCE = 24 * 3600
_BODY, _NARROWEST = 84, 120
"""How high the field for the body is, and how wide the one for a time, which Qt would have as wide as its longest."""
_OTHER = "other"
"""In the list of proxies: the one whose address is typed beside it."""


@dataclass(frozen=True, slots=True)
class _Wrong(Exception):
    """What was typed cannot be used; `sentence` is the id of the words that say why."""

    sentence: str


class MorePart(QWidget):
    """`finished` tells that a field was edited: whoever holds the connection should take what stands here.

    `opened` tells that the fields have come into sight.
    """

    finished = Signal()
    opened = Signal()

    def __init__(self, setup: Setup, words: Words, theme: Theme) -> None:
        super().__init__()
        self._setup = setup
        self._words = words
        self._fold = named(FlowingButton(words("more.show")), "moreButton", role="flush")
        self.api = named(ChoiceBox(), "apiField", words("more.api"))
        self.proxy = named(ChoiceBox(), "proxyField", words("more.proxy"))
        self.proxy_address = named(QLineEdit(), "proxyAddressField", words("more.proxy.address"), "mono")
        self.trust = TrustPart(setup.trusting, words, theme)
        self.headers = HeaderRows(words, theme)
        self.body = named(TextField(is_prose=False), "extraBodyField", words("more.body"), "mono")
        self.idle = named(WholeBox(words), "idleField", words("more.idle"))
        self.limit = LimitPart(words, theme)
        self._hints = {part: Hint(theme, f"{part}Hint") for part in ("proxy", "headers", "body", "idle")}
        self._parts = QWidget()
        self._api_row = Row(words("more.api"), self.api)
        self._api_of = ("", "")
        self._wrong: frozenset[str] = frozenset()
        self._held = ""
        self._arrange()
        following(theme, self.body, lambda body: body.setFixedHeight(theme.room.scaled(_BODY)))
        following(theme, self.idle, lambda idle: idle.setMinimumWidth(theme.room.scaled(_NARROWEST)))
        self._connect()

    @property
    def is_left(self) -> bool:
        """Whether something stands here that could not be taken."""
        return bool(self._wrong)

    def hold_proxy(self, why: str) -> None:
        """Why no connection has a proxy of its own; empty where it may."""
        self._held = why
        for field in (self.proxy, self.proxy_address):
            field.setEnabled(not why)

    def show_of(self, connection: Connection) -> None:
        service = self._setup.service(connection.service)
        self._wrong = frozenset()
        self._show_apis(connection)
        known = {"": 0, SYSTEM: 1, DIRECT: 2}
        self.proxy.setCurrentIndex(known.get(connection.proxy, len(known)))
        self.proxy_address.setText("" if connection.proxy in known else connection.proxy)
        self.trust.show_of(connection)
        self.headers.show_names(connection.headers)
        self.body.setPlainText(json.dumps(connection.extra, ensure_ascii=False) if connection.extra else "")
        self.idle.setValue(round(connection.idle))
        self.limit.show_of(connection, service)
        for hint in self._hints.values():
            hint.say("")
        self._hints["proxy"].say(self._held, icon="lock")
        self._hints["idle"].say(self._words("more.idle.help"))
        self._hints["headers"].say(self._words("more.headers.help"))
        is_used = connection.proxy or connection.headers or connection.extra or connection.idle or connection.api
        is_used = is_used or connection.trust != NO_MORE_TRUST or connection.monthly_limit is not None
        self._parts.setVisible(bool(is_used) and service.id == connection.service)
        self._refresh()

    def follow_api(self, connection: Connection) -> None:
        """The service, or which of its APIs it is, may have been changed elsewhere in the form."""
        if self._api_of != (connection.service, connection.api):
            self._show_apis(connection)

    def point_out(self) -> None:
        """Puts the focus where something could not be taken."""
        places = {"proxy": self.proxy_address, "headers": self.headers, "body": self.body}
        wrong = next((place for part, place in places.items() if part in self._wrong), None)
        if wrong is not None:
            self._parts.show()
            self._refresh()
            wrong.setFocus()

    def lead_to_proxy(self) -> None:
        """To the address of the connection's own proxy, which may hold a user and a password."""
        self.proxy.setCurrentIndex(self.proxy.findData(_OTHER))
        self._open()
        self.proxy_address.setFocus()

    def lead_to_headers(self) -> None:
        """To a header that is still to be written."""
        self._open()
        self.headers.begin()

    def lead_to_trust(self) -> None:
        """To the certificates."""
        self._open()
        self.trust.setFocus()

    def _open(self) -> None:
        self._parts.show()
        self._refresh()
        self.opened.emit()

    def _show_apis(self, connection: Connection) -> None:
        """Those of the service; nothing where it has but one."""
        self._api_of = (connection.service, connection.api)
        apis = self._setup.service(connection.service).apis
        self.api.clear()
        for api in apis:
            self.api.addItem(self._words(f"api.{api}"), api)
        self.api.setCurrentIndex(max(0, self.api.findData(connection.api or (apis[0] if apis else ""))))
        self._api_row.setVisible(len(apis) > 1)

    def taken(self, connection: Connection) -> Connection:
        """The connection with what stands here, as far as that can be used; what cannot is said below its field."""
        connection = self.limit.taken(self.trust.taken(self._with_api(self._with_idle(connection))))
        usual = {"headers": self._words("more.headers.help"), "proxy": self._held}
        wrong = set()
        for part, take in (("body", self._with_body), ("proxy", self._with_proxy), ("headers", self._with_headers)):
            try:
                connection = take(connection)
                self._hints[part].say(usual.get(part, ""), icon="lock" if part == "proxy" else "")
            except _Wrong as error:
                self._hints[part].say(self._words(error.sentence), "bad", "alert")
                wrong.add(part)
        self._wrong = frozenset(wrong)
        return connection

    def _with_api(self, connection: Connection) -> Connection:
        """One that this version does not know stays until another is chosen."""
        apis = self._setup.service(connection.service).apis
        api = self.api.currentData() or ""
        is_as_shown = not apis or api == (connection.api if connection.api in apis else apis[0])
        if is_as_shown:
            return connection
        self._api_of = (connection.service, "" if api == apis[0] else api)
        return replace(connection, api=self._api_of[1])

    def _with_idle(self, connection: Connection) -> Connection:
        """A part of a second that stands in the file stays."""
        is_as_shown = self.idle.value() == round(connection.idle)
        return connection if is_as_shown else replace(connection, idle=float(self.idle.value()))

    def _with_body(self, connection: Connection) -> Connection:
        return replace(connection, extra=_fields(self.body.toPlainText()))

    def _with_proxy(self, connection: Connection) -> Connection:
        chosen = self.proxy.currentData()
        address = self.proxy_address.text().strip() if chosen == _OTHER else chosen or ""
        if self._held or address == connection.proxy or (chosen == _OTHER and not address):
            return connection
        try:
            taken = self._setup.store_proxy(connection, address)
        except (NoKeeper, KeeperUnavailable) as error:
            raise _Wrong("more.not_kept") from error
        except NotAProxy as error:
            raise _Wrong(f"proxy.wrong.{error.why}") from error
        if chosen == _OTHER:
            self.proxy_address.setText(taken.proxy)  # a password in it is kept by now, and not shown again
        return taken

    def _with_headers(self, connection: Connection) -> Connection:
        headers = self.headers.headers()
        if tuple(headers) == connection.headers and not any(headers.values()):
            return connection
        try:
            taken = self._setup.store_headers(connection, headers)
        except (NoKeeper, KeeperUnavailable) as error:
            raise _Wrong("more.not_kept") from error
        except ValueError as error:
            raise _Wrong("more.headers.first_address") from error
        self.headers.keep()
        return taken

    def _refresh(self) -> None:
        self.proxy_address.setVisible(self.proxy.currentData() == _OTHER)
        is_open = not self._parts.isHidden()
        self._fold.say(self._words("more.hide" if is_open else "more.show"))

    def _on_fold_clicked(self) -> None:
        self._parts.setVisible(self._parts.isHidden())
        self._refresh()
        if not self._parts.isHidden():
            self.opened.emit()

    def _on_proxy_chosen(self, _index: int) -> None:
        self._refresh()
        if self.proxy.currentData() == _OTHER and not self.proxy_address.text():
            self.proxy_address.setFocus()
        else:
            self.finished.emit()

    def _arrange(self) -> None:
        words, wheel = self._words, StillWheel(self)
        for word, value in (("program", ""), ("system", SYSTEM), ("none", DIRECT), ("other", _OTHER)):
            self.proxy.addItem(words(f"more.proxy.{word}"), value)
        self.proxy_address.setPlaceholderText("http://127.0.0.1:7890")
        self.body.setPlaceholderText(shown('{"enable_search": true}'))
        self.idle.setRange(0, _LONGEST_SILENCE)
        self.idle.setSingleStep(30)
        self.idle.setSpecialValueText(words("more.idle.usual"))
        self.idle.setSuffix(words("more.idle.seconds"))
        inset(self.idle)
        wheel.guard(self.api)
        wheel.guard(self.proxy)
        wheel.guard(self.idle)
        together = QWidget()
        line = QHBoxLayout(together)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.SPACE_2)
        line.addWidget(self.proxy, 1)
        line.addWidget(self.proxy_address, 1)
        together.setFocusProxy(self.proxy)
        self._stack_rows(together)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_2)
        column.addWidget(self._fold)
        column.addWidget(self._parts)
        self._parts.hide()

    def _stack_rows(self, proxy: QWidget) -> None:
        words, inside = self._words, QVBoxLayout(self._parts)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(sizes.SPACE_3)
        inside.addWidget(self._api_row)
        for part, field in (("proxy", proxy), ("headers", self.headers), ("body", self.body), ("idle", self.idle)):
            row = Row(words(f"more.{part}"), field)
            row.below(self._hints[part])
            inside.addWidget(row)
            if part == "proxy":
                inside.addWidget(Row(words("trust.label"), self.trust))
        inside.addWidget(Row(words("usage.limit.label"), self.limit))

    def _connect(self) -> None:
        self._fold.clicked.connect(self._on_fold_clicked)
        self.api.activated.connect(self.finished)
        self.proxy.activated.connect(self._on_proxy_chosen)
        self.proxy_address.editingFinished.connect(self.finished)
        self.trust.finished.connect(self.finished)
        self.headers.finished.connect(self.finished)
        self.body.finished.connect(self.finished)
        self.idle.editingFinished.connect(self.finished)
        self.limit.finished.connect(self.finished)


def _fields(text: str) -> Mapping[str, Any]:
    """Raises _Wrong where the text is no JSON object."""
    if not text.strip():
        return {}
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _Wrong("more.body.wrong") from error
    if not isinstance(value, dict):
        raise _Wrong("more.body.wrong")
    return value

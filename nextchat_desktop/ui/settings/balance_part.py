"""Asks a service what is left of the money when one presses the button, and says it; never by itself."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nextchat_desktop.core.balance import Balance
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.events import Failed
from nextchat_desktop.engine.balances import told_balance
from nextchat_desktop.engine.failures import told
from nextchat_desktop.engine.offers import Offers
from nextchat_desktop.ui.settings.fields import Hint, button
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words


class BalancePart(QWidget):
    def __init__(self, offers: Offers, words: Words, theme: Theme) -> None:
        super().__init__()
        self._offers = offers
        self._words = words
        self._connection: Connection | None = None
        self._ask = button("balanceButton", words("balance.ask"))
        self._said = Hint(theme, "balanceHint")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_1)
        column.addWidget(self._ask)
        column.addWidget(self._said)
        self._ask.clicked.connect(self._on_ask_clicked)

    def show_of(self, connection: Connection) -> None:
        """What was said of another connection goes, and what another service or address has said of this one."""
        if self._connection is not None and _place(self._connection) != _place(connection):
            self._offers.cancel(self._connection.id)
            self._said.say("")
        self._connection = connection
        self._refresh()

    def _on_ask_clicked(self) -> None:
        asked = self._connection
        if asked is None:
            return
        if self._offers.asks_balance(asked.id):
            self._offers.cancel(asked.id)
            self._said.say("")
        else:
            self._said.say(self._words("models.asking", name=asked.name))
            self._offers.balance(asked, lambda outcome: self._on_told(asked, outcome))
        self._refresh()

    def _on_told(self, asked: Connection, outcome: Balance | Failed) -> None:
        if self._connection is None or _place(asked) != _place(self._connection):
            return
        if isinstance(outcome, Failed):
            said = told(self._words, outcome, asked.name)
            self._said.say(said.in_one(self._words), "bad", "alert", said.details)
        else:
            self._said.say(told_balance(self._words, outcome), "ok", "check")
        self._refresh()

    def _refresh(self) -> None:
        is_busy = self._connection is not None and self._offers.asks_balance(self._connection.id)
        self._ask.setText(self._words("action.cancel" if is_busy else "balance.ask"))


def _place(connection: Connection) -> tuple[str, str, str]:
    """Whose money it is."""
    return connection.id, connection.service, connection.base_url

"""What a person wants to spend with a connection in a month, and how far this month is. Nothing is held back."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from nextchat_desktop.core.connections import Connection, Limit, Place, Service
from nextchat_desktop.core.prices import CURRENCIES
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.number_boxes import AmountBox
from nextchat_desktop.ui.settings.fields import Hint, StillWheel
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme, inset
from nextchat_desktop.words.amounts import sign_of
from nextchat_desktop.words.catalogue import Words

_MOST = 1_000_000
_NARROWEST, _LETTERS = 100, 6


class LimitPart(QWidget):
    """`finished` tells that it was edited. `of_limit` says of a connection's id and a limit how far the month is."""

    finished = Signal()

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._of = ""
        self.of_limit: Callable[[str, Limit | None], str] = lambda _id, _limit: ""
        self.amount = named(AmountBox(words), "limitField", words("usage.limit.label"))
        self.currency = named(ChoiceBox(), "limitCurrencyField", words("usage.limit.currency"))
        self._hint = Hint(theme, "limitHint")
        self._arrange()
        following(theme, self.amount, lambda field: field.setMinimumWidth(theme.room.scaled(_NARROWEST)))
        self.amount.editingFinished.connect(self._on_edited)
        self.currency.activated.connect(self._on_edited)

    def show_of(self, connection: Connection, service: Service) -> None:
        usual = "CNY" if service.place is Place.CHINA else "USD"
        limit = connection.monthly_limit or Limit(0.0, usual)
        self._of = connection.id
        self.amount.setValue(limit.amount)
        if self.currency.findData(limit.currency) < 0:
            self.currency.addItem(limit.currency, limit.currency)
        self.currency.setCurrentIndex(self.currency.findData(limit.currency))
        self._say(connection.monthly_limit)

    def taken(self, connection: Connection) -> Connection:
        """The connection with what stands here."""
        return replace(connection, monthly_limit=self._limit())

    def _limit(self) -> Limit | None:
        amount = self.amount.value()
        return Limit(amount, self.currency.currentData()) if amount > 0 else None

    def _say(self, limit: Limit | None) -> None:
        said = self.of_limit(self._of, limit)
        self._hint.say((said + self._words("usage.limit.help")).strip())

    def _on_edited(self) -> None:
        self._say(self._limit())
        self.finished.emit()

    def _arrange(self) -> None:
        for currency in CURRENCIES:
            self.currency.addItem(_called(self._words, currency), currency)
        self.amount.setRange(0, _MOST)
        self.amount.setDecimals(2)
        self.amount.setSpecialValueText(self._words("usage.limit.none"))
        inset(self.amount)
        self.currency.setMinimumContentsLength(_LETTERS)
        self.currency.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        wheel = StillWheel(self)
        wheel.guard(self.amount)
        wheel.guard(self.currency)
        line = QHBoxLayout()
        line.setSpacing(sizes.SPACE_2)
        line.addWidget(self.amount)
        line.addWidget(self.currency)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_1)
        column.addLayout(line)
        column.addWidget(self._hint)
        self.setFocusProxy(self.amount)


def _called(words: Words, currency: str) -> str:
    """$ USD; the code alone where no other sign is known."""
    sign = sign_of(words, currency)
    return currency if sign == currency else f"{sign} {currency}"

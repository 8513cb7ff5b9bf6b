"""What models cost, as the person wants it: edited in its place, added, searched, put back."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.matching import matches
from nextchat_desktop.core.prices import CURRENCIES, Price
from nextchat_desktop.engine.usage_report import UsageReport
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.inviting import invite
from nextchat_desktop.ui.mirroring import shown
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, SearchField, StillWheel, button, labelled
from nextchat_desktop.ui.settings.undo_bar import UndoBar
from nextchat_desktop.ui.settings.usage.fitting import FirstColumn
from nextchat_desktop.ui.settings.usage.price_rows import COLUMNS, PriceRow, PriceRows
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.sentences import listed
from nextchat_desktop.words.times import calendar_month

_TABLE = 320
_LEAST, _MOST = 120, 133
"""Pixels of the first column and of any other."""
_LETTERS = 12
_Index = QModelIndex | QPersistentModelIndex


class _Editors(QStyledItemDelegate):
    """A field for numbers, a list for currencies."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        if COLUMNS[index.column()] != "currency":
            heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
            field = named(QLineEdit(parent), "priceCell", str(heading))
            field.setProperty("role", "cell")
            return field
        box = named(ChoiceBox(parent), "priceCurrency", str(heading))
        box.addItems(CURRENCIES)
        return box


class PricesPart(QWidget):
    """`priced` tells that requests have a price now that had none."""

    priced = Signal()

    def __init__(self, desk: Desk, report: UsageReport, theme: Theme) -> None:
        super().__init__()
        words = self._words = desk.words
        self._desk, self._report, self._prices = desk, report, desk.ledger.prices
        self._search = SearchField(theme, "priceSearch", words("usage.price.search"))
        self._rows = PriceRows(words, self._take, self)
        self._table = named(QTreeView(), "priceTable", words("usage.prices"))
        self._state = Hint(theme, "priceState")
        self._count = button("priceCount", words("usage.price.count"))
        self._back = button("pricePutBack", words("setting.put_back"))
        self._models = named(QLineEdit(), "priceModels", words("usage.price.new"), "mono")
        self._whose = named(ChoiceBox(), "priceWhose", words("usage.price.whose"))
        self._add = button("priceAdd", words("usage.price.add"))
        self._undo = UndoBar(words, "price-")
        self._gone: Callable[[], None] = lambda: None
        self._arrange(theme)
        self._connect()

    def take_in(self) -> None:
        """Shows what is known by now."""
        chosen = self._whose.currentData() or ""
        self._whose.clear()
        self._whose.addItem(self._words("usage.price.anywhere"), "")
        for connection in self._desk.setup.all():
            self._whose.addItem(shown(connection.name), connection.id)
        self._whose.setCurrentIndex(max(0, self._whose.findData(chosen)))
        self._show()

    def commit(self) -> None:
        """Takes what is being typed: a cell tells it when the keyboard leaves it."""
        self._table.setFocus()

    def _show(self) -> None:
        looked_for = self._search.text()
        rows = [*self._unknown(), *(self._row(price) for price in self._prices.rows)]
        self._rows.show_rows([row for row in rows if matches(looked_for, row.price.models, row.whose)])
        self._columns.fit()
        waiting = sum(self._prices.of(choice) is not None for choice, _, _ in self._report.priceless())
        self._count.setVisible(bool(waiting))
        self._on_current()

    def _row(self, price: Price) -> PriceRow:
        is_own = self._prices.is_own(price)
        source = (
            "usage.price.own" if is_own else "usage.price.nothing" if price.models == "*" else "usage.price.shipped"
        )
        note = self._words(source, month=calendar_month(self._words, price.noted))
        if price.beyond:
            note += self._words("usage.price.beyond", tokens=whole(self._words, price.beyond))
        return PriceRow(price, self._whose_is(price), note, is_own)

    def _unknown(self) -> list[PriceRow]:
        """Models that were used and whose price is still to be entered."""
        rows = []
        for choice, name, count in self._report.priceless():
            if name and self._prices.of(choice) is None:
                note = self._words.plural("usage.price.unknown", count, number=whole(self._words, count))
                rows.append(PriceRow(Price(choice.model, connection=choice.connection), name, note, is_known=False))
        return rows

    def _whose_is(self, price: Price) -> str:
        setup = self._desk.setup
        if price.connection:
            found = setup.get(price.connection)
            return found.name if found is not None else self._words("usage.gone_connection")
        names = [setup.service(id).label for id in price.services]
        return listed(self._words, names) or self._words("usage.price.anywhere")

    def _take(self, price: Price, before: Price) -> None:
        try:
            self._prices.put(price, before)
        except NotWritten as error:
            self._state.say(self._words("storage.not_written", detail=error), "bad", "alert")
            return
        self._show_at(price)

    def _show_at(self, price: Price) -> None:
        """With the row of this price chosen."""
        column = max(0, self._table.currentIndex().column())
        self._show()
        place = self._rows.index_of(price.key)
        if place.isValid():
            self._table.setCurrentIndex(place.siblingAtColumn(column))

    def _on_current(self) -> None:
        row = self._rows.row(self._table.currentIndex())
        self._back.setEnabled(row is not None and row.is_own)
        self._state.say(row.note if row is not None else self._words("usage.price.help"))

    def _on_back(self) -> None:
        row = self._rows.row(self._table.currentIndex())
        if row is None or not row.is_own:
            return
        self._prices.put_back(row.price)
        self._gone = lambda: self._take(row.price, row.price)
        self._undo.say(self._words("usage.price.put_back", models=row.price.models))
        self._show_at(row.price)

    def _on_undone(self) -> None:
        self._gone()

    def _on_add(self) -> None:
        models = self._models.text().strip()
        if models:
            price = Price(models, connection=self._whose.currentData() or "")
            self._models.clear()
            self._search.clear()
            self._take(price, price)

    def _on_count(self) -> None:
        self._desk.ledger.price_the_rest()
        self.priced.emit()
        self._show()

    def _connect(self) -> None:
        self._search.textChanged.connect(self._show)
        self._count.clicked.connect(self._on_count)
        self._back.clicked.connect(self._on_back)
        self._add.clicked.connect(self._on_add)
        self._models.returnPressed.connect(self._on_add)
        self._undo.undone.connect(self._on_undone)
        self._table.selectionModel().currentChanged.connect(self._on_current)

    def _arrange(self, theme: Theme) -> None:
        words, table = self._words, self._table
        table.setModel(self._rows)
        table.setItemDelegate(_Editors(table))
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        following(theme, table, lambda table: table.setFixedHeight(theme.room.scaled(_TABLE)))
        self._columns = FirstColumn(table, _LEAST, _MOST)
        invite(self._models, words("usage.price.new"))
        self._whose.setMinimumContentsLength(_LETTERS)
        self._whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        StillWheel(self).guard(self._whose)
        about = Hint(theme, "priceAbout")
        about.say(words("usage.price.about"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.SPACE_3, 0, 0)
        column.setSpacing(sizes.SPACE_2)
        column.addWidget(labelled(words("usage.prices"), "section"))
        column.addWidget(about)
        column.addWidget(self._search)
        column.addWidget(table)
        column.addWidget(self._state)
        column.addLayout(Flow(self._back, self._count))
        column.addLayout(Flow(self._models, self._whose, self._add))
        column.addWidget(self._undo)

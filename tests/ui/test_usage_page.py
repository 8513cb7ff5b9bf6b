"""The page of what was used, as a person reads and edits it."""

from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QToolTip,
    QTreeView,
    QTreeWidget,
)

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Limit, Model
from nextchat_desktop.core.events import Usage
from nextchat_desktop.core.ledger import Entry, Money, Outcome
from nextchat_desktop.core.prices import Price
from nextchat_desktop.core.wire import Purpose
from nextchat_desktop.ui.settings.usage.chart import BarChart
from nextchat_desktop.ui.settings.usage.price_rows import amount
from nextchat_desktop.words.times import calendar_day, calendar_month
from tongues import IN
from ui.forms import LAB, Form, Open

SHOP = replace(LAB, name="Shop", models=(Model("gpt-4o"), Model("mystery")))
IDS = count()


class Looking:
    """A person at the page, with what was used on some days of this month."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.ledger = form.program.ledger
        self.today = self.ledger.today
        self.month = self.today[:7]

    def used(self, day: str, prompt: int, cost: float | None, **others: object) -> None:
        model = str(others.pop("model", "gpt-4o"))
        entry = Entry(
            f"e{next(IDS)}",
            next(IDS),
            day,
            Purpose.CHAT,
            Outcome.FINISHED,
            "talk",
            "m",
            ModelChoice("c", model),
            Usage(prompt, 10),
            cost=cost,
            currency="USD" if cost is not None else "",
        )
        self.form.program._stores.entries.keep(replace(entry, **others))  # type: ignore[arg-type]

    def look(self) -> None:
        self.form.dialog.open_page("usage")

    @property
    def rows(self) -> list[list[str]]:
        table = self.form.find(QTreeWidget, "usageTable")
        items = [table.topLevelItem(place) for place in range(table.topLevelItemCount())]
        return [[item.text(column) for column in range(table.columnCount())] for item in items if item is not None]

    @property
    def chart(self) -> BarChart:
        return self.form.find(BarChart, "usageChart")

    def choose(self, name: str, value: object) -> None:
        box = self.form.find(QComboBox, name)
        assert box.findData(value) >= 0, value
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())

    def said(self, name: str) -> str:
        return self.form.find(QLabel, name).text()

    @property
    def prices(self) -> QTreeView:
        return self.form.find(QTreeView, "priceTable")

    def search(self, text: str) -> list[str]:
        """The models whose prices are shown then."""
        self.form.find(QLineEdit, "priceSearch").setText(text)
        model = self.prices.model()
        return [str(model.index(place, 0).data()) for place in range(model.rowCount())]

    def edit(self, row: int, column: int, text: str) -> None:
        """As one does with the keyboard, in the cell."""
        index = self.prices.model().index(row, column)
        self.prices.setCurrentIndex(index)
        self.prices.edit(index)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QApplication.processEvents()

    def cell(self, row: int, column: int) -> str:
        return str(self.prices.model().index(row, column).data())


@pytest.fixture
def looking(open_form: Open) -> Looking:
    return Looking(open_form(SHOP))


INPUT, OUTPUT = 3, 5


def told(day: str) -> str:
    return calendar_day(IN["en"], day)


def test_a_page_without_use_says_what_will_be_here(looking: Looking) -> None:
    looking.look()
    assert "titles and memories" in looking.said("usageSum")
    assert looking.rows == []
    assert not any(bar.value for bar in looking.chart.bars)


def test_the_month_is_summed_by_day_model_connection_and_purpose(looking: Looking) -> None:
    first, second = f"{looking.month}-01", f"{looking.month}-02"
    looking.used(first, 1000, 0.25)
    looking.used(second, 3000, 0.5, purpose=Purpose.TITLE)
    looking.used(second, 500, None, model="mystery", estimated=True)
    looking.look()
    assert looking.said("usageSum") == "3 requests: 4,500 tokens read, 30 written. Cost: ≈ $0.75 + ?"
    assert "1 request is an estimate" in looking.said("usageUnsure")
    assert looking.rows == [
        [told(second), "2", "3,500", "0", "20", "≈ $0.50 + ?"],
        [told(first), "1", "1,000", "0", "10", "$0.25"],
    ]
    names = {}
    for by in ("model", "connection", "purpose", "conversation"):
        looking.choose("usageBy", by)
        names[by] = [row[0] for row in looking.rows]
    assert names == {
        "model": ["gpt-4o", "mystery"],
        "connection": ["Shop"],
        "purpose": ["Title of the conversation", "Answer"],
        "conversation": ["a conversation that is gone"],
    }


def test_another_month_and_everything_can_be_seen(looking: Looking) -> None:
    looking.used("2020-01-31", 700, 0.1)
    looking.used(looking.today, 100, 0.2)
    looking.look()
    assert [row[0] for row in looking.rows] == [told(looking.today)]
    looking.choose("usageMonth", "2020-01")
    assert [row[0] for row in looking.rows] == ["Jan 31, 2020"]
    assert len(looking.chart.bars) == 31
    looking.choose("usageMonth", "")
    assert [row[0] for row in looking.rows] == [calendar_month(IN["en"], looking.month), "January 2020"]


def test_a_column_is_sorted_by_what_it_is_worth(looking: Looking) -> None:
    for day, prompt in (("01", 900), ("02", 10_000), ("03", 2000)):
        looking.used(f"{looking.month}-{day}", prompt, 0.1)
    looking.look()
    looking.form.find(QTreeWidget, "usageTable").sortItems(2, Qt.SortOrder.AscendingOrder)
    assert [row[2] for row in looking.rows] == ["900", "2,000", "10,000"]


def test_the_chart_shows_tokens_or_money_and_says_each_bar(looking: Looking) -> None:
    looking.used(f"{looking.month}-01", 990, 0.25)
    looking.look()
    first = looking.chart.bars[0]
    assert (first.label, first.value) == ("01", 1000)
    assert first.spoken == f"{told(f'{looking.month}-01')}: 1,000 tokens, $0.25"
    assert first.spoken in looking.chart.accessibleDescription()
    looking.choose("usageMeasure", "USD")
    assert looking.chart.bars[0].value == 0.25
    place = QPoint(4, 80)
    QApplication.sendEvent(looking.chart, QHelpEvent(QEvent.Type.ToolTip, place, looking.chart.mapToGlobal(place)))
    assert "$0.25" in QToolTip.text()
    looking.chart.setFocus()
    QTest.keyClick(looking.chart, Qt.Key.Key_Right)
    assert "$0.25" in QToolTip.text()
    QToolTip.hideText()


def test_what_is_used_meanwhile_is_counted_in(looking: Looking) -> None:
    looking.look()
    looking.used(looking.today, 100, 0.2)
    looking.ledger.changed.tell("talk")
    looking.form.wait(lambda: bool(looking.rows))
    assert looking.rows[0][0] == told(looking.today)


def test_the_ledger_can_be_taken_to_another_program(looking: Looking, tmp_path: Path) -> None:
    looking.used(looking.today, 1000, 0.25, model="=evil()")
    looking.look()
    looking.form.press("usageExport")
    dialog = looking.form.find(QFileDialog, "usageExportDialog")
    dialog.fileSelected.emit(str(tmp_path / "usage.csv"))
    dialog.close()
    head, row, *rest = (tmp_path / "usage.csv").read_text("utf-8").splitlines()
    assert head.startswith("time,day,purpose,outcome")
    assert row.endswith(f"{looking.today},chat,finished,,Shop,'=evil(),1000,0,10,0,0,0,0.25,USD")
    assert rest == []


def test_prices_can_be_searched_by_model_and_service(looking: Looking) -> None:
    looking.look()
    assert "gpt-4o|gpt-4o-20*" in looking.search("openai gpt-4o")
    assert "deepseek" in looking.search("deepseek")[0]
    assert looking.search("no such model") == []


def test_a_price_is_edited_in_its_place_and_put_back_and_that_undone(looking: Looking) -> None:
    looking.look()
    place = looking.search("gpt-4o-mini").index("gpt-4o-mini|gpt-4o-mini-20*")
    looking.edit(place, INPUT, "0,5")
    assert looking.cell(place, INPUT) == "0.5"
    assert "Your own price" in looking.said("priceState")
    assert looking.form.program.paths.prices_file.exists()
    looking.form.press("pricePutBack")
    assert looking.cell(place, INPUT) == "0.15"
    looking.form.press("price-undoButton")
    assert looking.cell(place, INPUT) == "0.5"


def test_what_is_no_price_is_not_taken(looking: Looking) -> None:
    looking.look()
    place = looking.search("gpt-4o-mini").index("gpt-4o-mini|gpt-4o-mini-20*")
    looking.edit(place, INPUT, "cheap")
    assert looking.cell(place, INPUT) == "0.15"
    typed = ("1.5", "1,5", "１。５", "￥1．5", "", "$2", "-1", "nan", "1e12", "x")
    assert [amount(IN["en"], text) for text in typed] == [
        1.5,
        1.5,
        1.5,
        1.5,
        0.0,
        2.0,
        None,
        None,
        None,
        None,
    ]


def test_a_model_without_a_price_stands_first_and_what_it_used_is_priced_when_the_person_says_so(
    looking: Looking,
) -> None:
    looking.used(looking.today, 999_990, None, model="mystery")
    looking.look()
    assert looking.cell(0, 0) == "mystery"
    assert (looking.cell(0, 1), looking.cell(0, INPUT)) == ("Shop", "")
    looking.edit(0, INPUT, "2")
    place = looking.search("mystery").index("mystery")
    looking.edit(place, OUTPUT, "8")
    assert looking.ledger.sum().unpriced == 1, "half a price is none"
    looking.form.press("priceCount")
    assert looking.ledger.sum().costs == (Money(pytest.approx(2.00006), "USD"),)
    assert "$2.00" in looking.said("usageSum")
    assert not looking.form.find(QAbstractButton, "priceCount").isVisible()


def test_a_price_of_ones_own_can_be_added_for_one_connection(looking: Looking) -> None:
    looking.look()
    looking.choose("priceWhose", "c")
    looking.form.type("priceModels", "gpt-4*")
    looking.form.press("priceAdd")
    assert looking.cell(0, 0) == "gpt-4*"
    looking.edit(0, INPUT, "1")
    assert looking.ledger.prices.of(ModelChoice("c", "gpt-4o")) == Price("gpt-4*", connection="c", input=1.0)


def test_a_limit_is_set_with_the_connection_and_says_how_far_the_month_is(looking: Looking) -> None:
    looking.used(looking.today, 1000, 2.5)
    form = looking.form
    form.dialog.show_connection("c")
    form.press("moreButton")
    field = form.find(QDoubleSpinBox, "limitField")
    field.setValue(10)
    field.editingFinished.emit()
    assert form.connection.monthly_limit == Limit(10.0, "USD")
    assert "monthly_limit" in form.file
    assert "$2.50 of $10.00 (25%)" in form.hint("limitHint")
    assert "never held back" in form.hint("limitHint")
    field.setValue(0)
    field.editingFinished.emit()
    assert form.connection.monthly_limit is None

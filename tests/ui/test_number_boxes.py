"""Numbers are typed as the language writes them, and pasted as others do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nextchat_desktop.ui.number_boxes import AmountBox, WholeBox
from nextchat_desktop.words.amounts import decimal
from tongues import IN, LOCALES


def amount_box(qtbot: QtBot, locale: str) -> AmountBox:
    box = AmountBox(IN[locale])
    qtbot.addWidget(box)
    box.setRange(0, 1_000_000)
    box.setSpecialValueText("none")
    box.show()
    return box


def whole_box(qtbot: QtBot, locale: str) -> WholeBox:
    box = WholeBox(IN[locale])
    qtbot.addWidget(box)
    box.setRange(10, 3600)
    box.setSuffix(" s")
    box.show()
    return box


def typed(box: AmountBox | WholeBox, text: str) -> None:
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def pasted(box: AmountBox | WholeBox, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    box.lineEdit().selectAll()
    box.lineEdit().paste()
    QTest.keyClick(box, Qt.Key.Key_Return)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_amount_is_typed_with_a_comma_or_a_point(qtbot: QtBot, locale: str) -> None:
    box = amount_box(qtbot, locale)
    for text in ("12,5", "12.5"):
        box.setValue(0)
        typed(box, text)
        assert box.value() == 12.5
    assert box.text() == decimal(IN[locale], 12.5, 2)


@pytest.mark.parametrize(
    ("locale", "text", "number"),
    [
        ("de", "1.234,56 ", 1234.56),
        ("de", "1,234.56", 1234.56),
        ("de", "0.99", 0.99),
        ("fr", "1\u202f234,56", 1234.56),
        ("en", "1,234.56", 1234.56),
        ("en", "1.234,56", 1234.56),
    ],
)
def test_an_amount_is_pasted_as_others_write_it(qtbot: QtBot, locale: str, text: str, number: float) -> None:
    box = amount_box(qtbot, locale)
    pasted(box, text)
    assert box.value() == number


def test_what_is_no_amount_is_not_taken(qtbot: QtBot) -> None:
    box = amount_box(qtbot, "de")
    typed(box, "7")
    typed(box, "x-")
    pasted(box, "1e300")
    assert (box.value(), box.text()) == (7.0, "7,00")


def test_the_least_amount_is_told_in_words(qtbot: QtBot) -> None:
    box = amount_box(qtbot, "de")
    assert box.text() == "none"
    typed(box, "3")
    pasted(box, "none")
    assert (box.value(), box.text()) == (0.0, "none")


def test_a_whole_number_keeps_its_limits(qtbot: QtBot) -> None:
    box = whole_box(qtbot, "de")
    typed(box, "1.200")
    assert (box.value(), box.text()) == (1200, "1200 s")
    typed(box, "5")
    assert box.value() == 1200
    typed(box, "90000")
    assert box.value() == 900
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.text().endswith(" s")


def test_digits_are_the_ones_of_the_rest_of_the_window(qtbot: QtBot) -> None:
    box = whole_box(qtbot, "ar")
    box.setValue(120)
    assert box.text() == "120 s"

"""Qt's own sentences are said in every language: in menus of fields, on standard buttons, in the dialog for files."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QMessageBox, QPlainTextEdit, QScrollBar

from nextchat_desktop.resources import resource
from nextchat_desktop.ui.qt_words import SAID, qt_locale
from nextchat_desktop.ui.speaking import QtTongue
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.languages import LANGUAGES

OTHERS = [language for language in LANGUAGES if language != "en"]
_CONTEXTS = ("QWidgetTextControl", "QLineEdit", "QPlatformTheme", "QGnomeTheme", "QMessageBox", "QFileDialog")
_MORE = ("QFileSystemModel", "QAbstractSpinBox", "QScrollBar", "QAbstractFileIconProvider")
ALIKE = {"OK", "No", "Open", "File", "Files", "Drive", "Type", "Reset", "Ignore", "Kind", "Computer", "Name", "Folder"}
"""Words that other languages have, too, or have taken over."""


@pytest.fixture
def tongue(qapp: QApplication) -> Iterator[QtTongue]:
    with closing(QtTongue()) as tongue:
        yield tongue


def words_in(language: str) -> Words:
    return Words(resource("locales"), language)


def plain(text: str) -> str:
    """Without the sign for a mnemonic."""
    return text.replace("&", "")


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_of_qt_is_left_in_english(language: str, tongue: QtTongue) -> None:
    tongue.speak(words_in(language))
    said = {source: {plain(QCoreApplication.translate(at, source)) for at in (*_CONTEXTS, *_MORE)} for source in SAID}
    assert [source for source, texts in said.items() if source in texts and source not in ALIKE] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_of_a_field_is_in_the_language_of_the_window(language: str, tongue: QtTongue) -> None:
    tongue.speak(words_in("zh_CN" if language == "en" else "en"))
    tongue.speak(words_in(language))
    for field in (QLineEdit(), QPlainTextEdit()):
        menu = field.createStandardContextMenu()
        texts = {plain(row.text()).partition("\t")[0] for row in menu.actions() if row.text()}
        english = {"Undo", "Redo", "Cut", "Copy", "Paste", "Delete", "Select All"}
        assert len(texts) >= len(english)
        assert texts >= english if language == "en" else not texts & english
        menu.deleteLater()


@pytest.mark.parametrize("language", OTHERS)
def test_the_standard_buttons_are_in_the_language_of_the_window(language: str, tongue: QtTongue) -> None:
    tongue.speak(words_in(language))
    box, button = QMessageBox(), QMessageBox.StandardButton
    box.setStandardButtons(button.Save | button.Discard | button.Cancel)
    texts = {plain(one.text()) for one in box.buttons()}
    assert len(texts) == 3
    assert not texts & {"Save", "Discard", "Don't Save", "Close without Saving", "Cancel"}


@pytest.mark.parametrize("language", OTHERS)
def test_the_dialog_for_files_is_in_the_language_of_the_window(language: str, tongue: QtTongue) -> None:
    tongue.speak(words_in(language))
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    label = QFileDialog.DialogLabel
    texts = {plain(dialog.labelText(one)) for one in (label.LookIn, label.FileName, label.FileType, label.Reject)}
    assert not texts & {"Look in:", "File name:", "Files of type:", "Cancel"}
    assert not {one.toolTip() for one in dialog.findChildren(QMenu)} & set(SAID)


def test_what_nobody_meets_stays_as_it_is(tongue: QtTongue) -> None:
    tongue.speak(words_in("vi"))
    assert QCoreApplication.translate("QSql", "Out of cheese") == "Out of cheese"


def test_everything_begins_at_the_side_of_the_language(tongue: QtTongue) -> None:
    sides = []
    for language in ("en", "ar", "ja"):
        tongue.speak(words_in(language))
        sides.append(QApplication.layoutDirection())
    side = Qt.LayoutDirection
    assert sides == [side.LeftToRight, side.RightToLeft, side.LeftToRight]


@pytest.mark.parametrize(
    ("name", "number"),
    [("en_GB", "1,234.5"), ("de", "1.234,5"), ("ar", "1,234.5"), ("ar_EG", "1,234.5"), ("zh_Hant_HK", "1,234.5")],
)
def test_boxes_write_numbers_as_the_rest_of_the_window(name: str, number: str) -> None:
    assert qt_locale(name).toString(1234.5) == number


def test_a_box_that_is_made_later_has_the_locale_of_the_language(tongue: QtTongue) -> None:
    tongue.speak(words_in("de"))
    assert (QLocale().name(), QLineEdit().locale().name(), QScrollBar().locale().name()) == ("de_DE",) * 3

"""Checks that every colour can be read, every icon can be seen, and Qt accepts the style sheet."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import nextchat_desktop
from nextchat_desktop.ui.theme.icons import Icons
from nextchat_desktop.ui.theme.look import Look
from nextchat_desktop.ui.theme.palette import (
    DARK,
    LIGHT,
    Palette,
    is_dark,
    mix,
)
from nextchat_desktop.ui.theme.rules import icon_file
from nextchat_desktop.ui.theme.sizes import ROW, UI_FAMILIES, TypeScale, type_scale
from nextchat_desktop.ui.theme.stylesheet import needed_icons, stylesheet
from nextchat_desktop.ui.theme.theme import Theme, inset, set_property
from ui.transcripts import open_window

ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"
NAMES = sorted(path.stem for path in ICONS.glob("*.svg"))


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def palette(request: pytest.FixtureRequest) -> Palette:
    chosen: Palette = request.param
    return chosen


@pytest.fixture
def theme(qapp: QApplication, tmp_path: Path) -> Iterator[Theme]:
    before = qapp.styleSheet(), qapp.palette(), qapp.font()
    made = Theme(ICONS, tmp_path / "look (一) of it")
    yield made
    made.close()
    QGuiApplication.styleHints().setColorScheme(Qt.ColorScheme.Unknown)
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])
    qapp.setFont(before[2])


def test_every_colour_is_written_out(palette: Palette) -> None:
    for value in asdict(palette).values():
        assert len(value) == 7
        assert QColor(value).name().upper() == value


def test_mix_goes_from_one_end_to_the_other() -> None:
    assert [mix("#000000", "#FFFFFF", share) for share in (0, 0.5, 1)] == ["#000000", "#808080", "#FFFFFF"]
    assert is_dark(DARK)
    assert not is_dark(LIGHT)


def test_type_scale_follows_the_text_setting() -> None:
    assert type_scale() == TypeScale()
    assert (type_scale(30).body.size, type_scale(30).body.line) == (30, 48)
    assert type_scale(30).interface == TypeScale().interface


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [16, 18, 36])
def test_every_icon_shows_something(qapp: QApplication, name: str, size: int) -> None:
    assert QSvgRenderer(str(ICONS / f"{name}.svg")).isValid()
    image = Icons(ICONS, LIGHT).pixmap(name, "#FF0000", size, 1.0).toImage()
    painted = sum(image.pixelColor(x, y).alpha() > 96 for x in range(size) for y in range(size))
    assert size / 4 < painted < size * size * 0.95


def test_icons_are_tinted_and_kept(qapp: QApplication) -> None:
    icons = Icons(ICONS, LIGHT)
    pixmap = icons.pixmap("plus", "#FF0000", 18, 2.0)
    assert pixmap.width() == 36
    assert pixmap.deviceIndependentSize().width() == 18
    assert pixmap.toImage().pixelColor(18, 18).name() == "#ff0000"
    assert icons.pixmap("plus", "#FF0000", 18, 2.0) is pixmap
    assert icons.icon("plus") is icons.icon("plus", LIGHT.text_2)
    assert icons.names() == NAMES


def test_every_listed_icon_is_there() -> None:
    listed = (
        "search new-chat plus edit pin folder chevron-down chevron-right chevron-left chevron-up arrow-up "
        "more export copy retry attach mask prompt wrap think settings plug key check close alert clock lock "
        "eye eye-off file guide palette keyboard data globe info chat stop play undo star star-filled image "
        "sidebar chip branch trash quote save fold download send-queue outline code expand app dash ring archive tag "
        "tune chart"
    )
    assert sorted(listed.split()) == NAMES


def _one_of_each(parent: QWidget) -> list[QWidget]:
    combo, tree, view = QComboBox(), QTreeWidget(), QListWidget()
    combo.addItems(["one", "two"])
    view.addItems(["one", "two"])
    buttons: list[QWidget] = []
    for role in ("", "primary", "danger", "link", "quiet", "row"):
        button = QPushButton(role)
        button.setProperty("role", role)
        buttons.append(button)
    labels: list[QWidget] = []
    for role in ("title", "heading", "headline", "label", "group", "hint", "warn", "ok", "bad", "keys"):
        label = QLabel(role)
        label.setProperty("role", role)
        labels.append(label)
    fields: list[QWidget] = [QLineEdit(), combo, QDoubleSpinBox(), QPlainTextEdit(), QCheckBox("check"), QToolButton()]
    return [*fields, *buttons, *labels, tree, view, QMenu(parent)]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_qt_accepts_the_style_sheet(qapp: QApplication, qtbot: QtBot, theme: Theme, mode: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    for widget in _one_of_each(window):
        layout.addWidget(widget)
    theme.apply(qapp, Look("dark" if mode == "dark" else "light"))
    window.show()
    qtbot.waitExposed(window)
    assert not window.grab().isNull()
    assert theme.palette is (DARK if mode == "dark" else LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.palette.background)
    assert qapp.font().pixelSize() == 14


def test_the_style_sheet_only_names_files_which_are_written(
    qapp: QApplication, theme: Theme, palette: Palette, tmp_path: Path
) -> None:
    theme.apply(qapp, Look("dark" if is_dark(palette) else "light"))
    folder = tmp_path / "look (一) of it"
    sheet = stylesheet(palette, folder)
    named = {part.split('")')[0] for part in sheet.split('url("')[1:]}
    assert named == {(folder / icon_file(*needed)).as_posix() for needed in needed_icons(palette)}
    assert all(Path(name).is_file() for name in named)


def test_every_role_of_the_style_sheet_is_somebodys(tmp_path: Path) -> None:
    roles = set(re.findall(r'role="([^"]+)"', stylesheet(LIGHT, tmp_path)))
    ui = Path(nextchat_desktop.__file__).parent / "ui"
    sources = [path.read_text("utf-8") for path in ui.rglob("*.py") if path.parent.name != "theme"]
    assert len(roles) > 20
    assert {role for role in roles if not any(f'"{role}"' in source for source in sources)} == set()


def test_the_arrow_of_a_combo_box_is_drawn(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    theme.apply(qapp, Look("light"))
    combo = QComboBox()
    qtbot.addWidget(combo)
    combo.resize(160, combo.sizeHint().height())
    image = combo.grab().toImage()
    box = [image.pixelColor(x, y).lightness() for x in range(132, 156) for y in range(6, combo.height() - 6)]
    assert min(box) < 140


def test_focus_does_not_move_a_field(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    theme.apply(qapp, Look("light"))
    frame = QFrame()
    frame.setObjectName("composerFrame")
    qtbot.addWidget(frame)
    frame.resize(200, 80)
    frame.ensurePolished()
    before = frame.contentsRect()
    set_property(frame, "focused", True)
    assert frame.contentsRect() == before
    field = QLineEdit("word")
    qtbot.addWidget(field)
    open_window(field, qtbot)
    field.clearFocus()
    field.grab()
    still = field.sizeHint(), field.cursorRect().topLeft()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.grab()
    assert (field.sizeHint(), field.cursorRect().topLeft()) == still


def test_rows_of_a_list_are_34_high(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    theme.apply(qapp, Look("light"))
    window = QWidget()
    qtbot.addWidget(window)
    view = QListWidget()
    view.addItems(["one", "two"])
    QVBoxLayout(window).addWidget(view)
    window.show()
    qtbot.waitUntil(lambda: view.visualItemRect(view.item(1)).top() == ROW)


def test_the_text_of_a_spin_box_keeps_off_its_border(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    theme.apply(qapp, Look("light"))
    spin = QDoubleSpinBox()
    qtbot.addWidget(spin)
    inset(spin)
    assert [line.textMargins().left() for line in spin.findChildren(QLineEdit)] == [8]


def test_a_change_is_told_and_closing_stops_it(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply(qapp, Look())
    with qtbot.waitSignal(theme.changed):
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    theme.apply(qapp, Look("light"))
    with qtbot.assertNotEmitted(theme.changed):
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    theme.apply(qapp, Look())
    theme.close()
    theme.close()
    with qtbot.assertNotEmitted(theme.changed):
        QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)


def test_text_size_and_accent_are_taken_over(qapp: QApplication, theme: Theme) -> None:
    theme.apply(qapp, Look("light", text=20, accent="#7A3E9D"))
    assert theme.type.body.size == 20
    assert qapp.font().pixelSize() == theme.type.interface.size == 14
    assert theme.palette.accent == "#7A3E9D"


def test_the_font_that_was_wished_for_comes_first_where_it_is_there(qapp: QApplication, theme: Theme) -> None:
    there = next(family for family in QFontDatabase.families() if family not in UI_FAMILIES)
    theme.apply(qapp, Look("light", font=f"Not Here At All, {there}"))
    assert QGuiApplication.font().families()[0] == there
    theme.apply(qapp, Look("light"))
    assert there not in QGuiApplication.font().families()

"""How large, how near, how strong and how lively the program is can be chosen, and all of it follows at once."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

import nextchat_desktop
from end2end.person import Person
from nextchat_desktop.resources import resource
from nextchat_desktop.settings.option import Colour, InvalidValue
from nextchat_desktop.settings.schema import ACCENT, CONTRAST, DENSITY, INTERFACE_SIZE, MOTION
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.ui.dressing import LOOKS, look_of
from nextchat_desktop.ui.fading import fade_in
from nextchat_desktop.ui.settings.colour_field import OFFERED, ColourField, Swatch
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.look import Look
from nextchat_desktop.ui.theme.motion import FULL, REDUCED
from nextchat_desktop.ui.theme.palette import DARK_HIGH, LIGHT_HIGH
from nextchat_desktop.ui.theme.room import Room, room_of
from nextchat_desktop.ui.theme.sizes import TypeScale, type_scale
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.theme.wishes import contrast_hints, is_still_by_files
from nextchat_desktop.ui.window import Window
from nextchat_desktop.words.catalogue import Words


class Memory:
    """Keeps settings for as long as a test takes."""

    text = ""

    def read(self) -> str:
        return self.text

    def write(self, text: str) -> None:
        self.text = text

    def set_aside(self) -> None:
        self.text = ""


@pytest.fixture
def theme(qapp: QApplication, tmp_path: Path) -> Iterator[Theme]:
    before = qapp.styleSheet(), qapp.palette(), qapp.font(), qapp.cursorFlashTime()
    made = Theme(resource("icons"), tmp_path / "icons")
    yield made
    made.close()
    QGuiApplication.styleHints().setColorScheme(Qt.ColorScheme.Unknown)
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])
    qapp.setFont(before[2])
    assert qapp.cursorFlashTime() == before[3]


def test_as_drawn_nothing_is_computed() -> None:
    assert room_of() == Room()
    assert type_scale() == TypeScale()


@pytest.mark.parametrize("density", ["comfortable", "compact"])
@pytest.mark.parametrize("percent", [80, 90, 100, 110, 125, 150, 175, 200])
def test_what_holds_text_is_higher_than_its_lines_at_every_size(percent: int, density: str) -> None:
    room = room_of(percent / 100, "compact" if density == "compact" else "comfortable")
    scale = type_scale(scale=percent / 100)
    assert min(room.row, room.field) >= scale.interface.line + 4
    assert room.target >= max(24, room.icon + 4)
    assert room.header >= room.target + 8
    assert room.within >= room_of(focus=3).focus
    assert room.icon_small <= room.icon_row <= room.icon


def test_whoever_lays_out_asks_the_room() -> None:
    ui = Path(nextchat_desktop.__file__).parent / "ui"
    drawn = re.compile(r"\bsizes\.(ROW|HEADER|ICON\w*|LABELS|LINE|FOCUS\w*|TURN_GAP)\b")
    asked = [path for path in ui.rglob("*.py") if path.parent.name != "theme" and drawn.search(path.read_text("utf-8"))]
    assert asked == []


def test_compact_is_nearer_and_never_larger() -> None:
    wide, near = room_of(), room_of(density="compact")
    names = ("row", "field", "target", "header", "row_gap", "turn_gap")
    assert all(getattr(near, name) < getattr(wide, name) for name in names)
    assert near.icon == wide.icon


def test_the_interface_grows_and_the_words_of_messages_keep_their_own_size(qapp: QApplication, theme: Theme) -> None:
    theme.apply(qapp, Look("light", text=18, scale=2))
    assert (theme.type.interface.size, theme.type.hint.line, theme.type.body.size) == (28, 32, 18)
    assert qapp.font().pixelSize() == 28
    assert theme.room.icon == theme.icons.icon("plus").availableSizes()[0].width() == 36


def test_a_button_is_as_high_as_a_field_and_both_hold_their_words(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    button = QPushButton("Word")
    qtbot.addWidget(button)
    for scale in (1, 2):
        theme.apply(qapp, Look("light", scale=scale))
        assert button.sizeHint().height() == theme.room.field


def test_what_a_widget_was_given_by_hand_follows_until_it_goes(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    theme.apply(qapp, Look("light"))
    label = following(theme, QLabel("word"), lambda label: label.setFixedHeight(theme.room.row))
    qtbot.addWidget(label)
    assert label.height() == 34
    theme.apply(qapp, Look("light", scale=2))
    assert label.height() == theme.room.row > 34
    label.deleteLater()
    qtbot.waitUntil(lambda: theme.receivers("2changed()") == 0)


def test_a_window_grows_with_its_letters_and_comes_back(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    theme.apply(qapp, Look("light"))
    window, small = (Window("window", "Title", QSize(*size), None) for size in ((5000, 600), (200, 100)))
    for one in (window, small):
        qtbot.addWidget(one)
        one.show()
    screen = window.size()
    theme.apply(qapp, Look("light", scale=2))
    assert small.size() == QSize(400, 200)
    assert window.width() == screen.width(), "no wider than the screen"
    small.resize(600, 300)
    theme.apply(qapp, Look("light"))
    assert small.size() == QSize(300, 150)
    assert window.size() == screen


def test_high_contrast_is_chosen_or_the_systems(qapp: QApplication, theme: Theme) -> None:
    theme.apply(qapp, Look("light", contrast="high"))
    assert (theme.palette, theme.room.focus) == (LIGHT_HIGH, 3)
    theme.apply(qapp, Look("dark", contrast="high"))
    assert theme.palette == DARK_HIGH
    theme.apply(qapp, Look("dark", contrast="normal"))
    assert theme.room.focus == 2


def test_a_system_that_turns_to_high_contrast_is_followed_where_that_is_wished(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    hints = QGuiApplication.styleHints()
    known = contrast_hints(hints)
    if known is None:
        pytest.skip("this Qt cannot be asked")
    theme.apply(qapp, Look("light"))
    with qtbot.waitSignal(theme.changed):
        known.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    theme.apply(qapp, Look("light", contrast="normal"))
    with qtbot.assertNotEmitted(theme.changed):
        known.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)


def test_nothing_moves_where_less_motion_is_chosen(qapp: QApplication, theme: Theme) -> None:
    usual = qapp.cursorFlashTime()
    theme.apply(qapp, Look("light", motion="reduced"))
    assert theme.motion == REDUCED
    assert (theme.motion.fade, theme.motion.popup, qapp.cursorFlashTime()) == (0, 0, 0)
    theme.apply(qapp, Look("light", motion="full"))
    assert theme.motion == FULL
    assert qapp.cursorFlashTime() == usual


def test_what_opens_comes_softly_or_at_once(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    theme.apply(qapp, Look("light", motion="full"))
    soft, sudden = QLabel("soft"), QLabel("sudden")
    for label in (soft, sudden):
        qtbot.addWidget(label)
        label.show()
    fade_in(soft, theme.motion.popup)
    assert soft.graphicsEffect() is not None
    theme.apply(qapp, Look("light", motion="reduced"))
    fade_in(sudden, theme.motion.popup)
    assert sudden.graphicsEffect() is None
    qtbot.waitUntil(lambda: soft.graphicsEffect() is None and not soft.children())


@pytest.mark.parametrize(
    ("file", "text", "is_still"),
    [
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n", False),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n", True),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n", True),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", False),
        ("gtk-3.0/settings.ini", "\0\xff no file of settings", False),
        ("another", "", False),
    ],
)
def test_a_desktop_is_asked_whether_things_may_move(tmp_path: Path, file: str, text: str, is_still: bool) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert is_still_by_files(tmp_path) is is_still


def test_the_look_is_made_of_the_settings() -> None:
    settings = Settings(Memory())
    assert look_of(settings) == Look()
    chosen = ((INTERFACE_SIZE, 150), (ACCENT, "#7a3e9d"), (DENSITY, "compact"), (CONTRAST, "high"), (MOTION, "reduced"))
    for option, value in chosen:
        settings[option] = value
    assert {option for option, _ in chosen} < LOOKS
    assert look_of(settings) == Look(scale=1.5, accent="#7A3E9D", density="compact", contrast="high", motion="reduced")


def test_everything_switches_in_the_open_window(person: Person) -> None:
    window, settings, theme = person.app.window, person.app.program.settings, person.app.theme
    wide, title = window.sidebar.width(), window.header.height()
    settings[INTERFACE_SIZE] = 200
    assert window.sidebar.list.row_height == theme.room.row == 54
    assert window.sidebar.width() > 1.5 * wide
    assert window.header.minimumHeight() > 1.5 * title
    assert window.page.transcript.kit.look.room == theme.room
    settings[DENSITY] = "compact"
    assert window.sidebar.list.row_height == theme.room.row < 54
    settings[ACCENT] = "#7A3E9D"
    assert theme.palette.accent == window.page.transcript.kit.look.palette.accent == "#7A3E9D"
    settings[INTERFACE_SIZE] = 100
    assert abs(window.sidebar.width() - wide) <= 1


@pytest.fixture
def field(qapp: QApplication, qtbot: QtBot, theme: Theme) -> ColourField:
    theme.apply(qapp, Look("light"))
    made = ColourField(Words(resource("locales"), "en"), theme)
    qtbot.addWidget(made)
    made.show()
    return made


def swatch(field: ColourField, name: str) -> Swatch:
    found = field.findChild(Swatch, f"colour-{name}")
    assert isinstance(found, Swatch)
    return found


def test_a_colour_is_chosen_among_a_few_that_have_names(field: ColourField, qtbot: QtBot) -> None:
    field.show_colour("")
    assert swatch(field, "own").isChecked()
    assert {one.accessibleName() for one in field.findChildren(Swatch)} >= {"Blue", "Green", "The program’s own"}
    with qtbot.waitSignal(field.changed):
        swatch(field, "blue").click()
    assert field.colour == OFFERED["blue"]
    assert [one.colour for one in field.findChildren(Swatch) if one.isChecked()] == [OFFERED["blue"]]


def test_any_other_colour_is_written_by_hand(field: ColourField, qtbot: QtBot) -> None:
    field.show_colour("")
    hand = field.findChild(QLineEdit, "colourByHand")
    another = field.findChild(QPushButton, "colourAnother")
    assert isinstance(hand, QLineEdit)
    assert isinstance(another, QPushButton)
    assert not hand.isVisible()
    another.click()
    qtbot.keyClicks(hand, "7a3e9d")
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(hand, Qt.Key.Key_Return)
    assert field.colour == "#7A3E9D"
    assert not any(one.isChecked() for one in field.findChildren(Swatch))


def test_what_is_no_colour_is_said_and_changes_nothing(field: ColourField, qtbot: QtBot) -> None:
    field.show_colour("#7A3E9D")
    hand, said = field.findChild(QLineEdit, "colourByHand"), field.findChild(QLabel, "colourUnfit")
    assert isinstance(hand, QLineEdit)
    assert isinstance(said, QLabel)
    hand.setText("purple")
    with qtbot.assertNotEmitted(field.changed):
        qtbot.keyClick(hand, Qt.Key.Key_Return)
    assert field.colour == "#7A3E9D"
    assert "#0B6B75" in said.text()
    swatch(field, "red").click()
    assert said.text() == ""


@pytest.mark.parametrize("value", ["red", "#12345", "#1234567", "123456", "#GGGGGG", "#123456\n", 7, None])
def test_what_is_no_colour_is_no_accent(value: object) -> None:
    with pytest.raises(InvalidValue):
        Colour().check(value)

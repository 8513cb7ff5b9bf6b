"""Builds the Qt style sheet of the whole program from a palette, the type scale and a directory of tinted icons."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt

from nextchat_desktop.ui.mirroring import is_mirrored
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.button_rules import button_rules
from nextchat_desktop.ui.theme.focus_rules import focus_rules
from nextchat_desktop.ui.theme.palette import Palette, is_high
from nextchat_desktop.ui.theme.room import AS_DRAWN, Room
from nextchat_desktop.ui.theme.rules import Rule, arrow, box, ring, sheet, url
from nextchat_desktop.ui.theme.sizes import TypeScale

_FIELDS = ("QLineEdit", "QComboBox", "QAbstractSpinBox", "QPlainTextEdit", "QTextEdit")


def stylesheet(
    palette: Palette,
    icons: Path,
    scale: TypeScale | None = None,
    mono: Iterable[str] = sizes.MONO_FAMILIES,
    room: Room | None = None,
) -> str:
    """The style sheet; `icons` must hold the files named by `needed_icons`."""
    scale, room = scale or TypeScale(), room or AS_DRAWN
    rules = (
        *_grounds(palette),
        ("QToolButton, QPushButton, QListView, QTreeView", f"icon-size: {room.icon}px;"),
        ("QLineEdit, QMenu, QComboBox, QTabBar", f"icon-size: {room.icon_row}px;"),
        *_labels(palette, room, scale),
        *_sides(),
        *_frames(palette, room),
        *_fields(palette, room, scale, tuple(mono)),
        *_combo(palette, room, icons),
        *_spin(palette, room, icons, scale.interface.line),
        *button_rules(palette, room, scale, icons),
        *_views(palette, room),
        *_tree(palette, scale, icons),
        *_painted(),
        *_checks(palette, room, icons),
        *_scroll_bars(palette),
        *_popups(palette, room, scale, icons),
        *_composer(palette, room),
        *focus_rules(palette, room, scale),
    )
    return sheet(rules)


def needed_icons(palette: Palette) -> tuple[tuple[str, str], ...]:
    """The icon names and colours the style sheet points at."""
    plain = ("chevron-down", "chevron-up", _folded())
    faint = ("chevron-down", "chevron-up", "check")
    return (
        *((name, palette.text_2) for name in plain),
        *((name, palette.text_3) for name in faint),
        ("check", palette.on_accent),
        ("check", palette.accent),
    )


def _folded() -> str:
    """What is folded lies where the words go on."""
    return "chevron-left" if is_mirrored() else "chevron-right"


def _families(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _grounds(p: Palette) -> list[Rule]:
    return [
        ("QMainWindow, QDialog, QMessageBox", f"background: {p.background};"),
        ("QFrame#sidebar", f"background: {p.sidebar}; border: none;"),
        ("QFrame#header", f"border: none; border-bottom: 1px solid {p.line};"),
        ("QSplitter::handle", f"background: {p.line};"),
        ("QSplitter::handle:horizontal", "width: 1px;"),
        ("QSplitter::handle:vertical", "height: 1px;"),
        ("QScrollArea", "background: transparent; border: none;"),
        ("QProgressBar", f"background: {p.bubble}; border: none; border-radius: 3px; max-height: 6px;"),
        ("QProgressBar::chunk", f"background: {p.accent}; border-radius: 3px;"),
    ]


def _sides() -> list[Rule]:
    """Labels stand where those around them begin or end. By themselves they would stand where their letters do."""
    begins, ends = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    rules: list[Rule] = []
    for upright in (Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignTop):
        for wished, side in ((begins, ends), (ends, begins)) if is_mirrored() else ():
            name = f'QLabel[alignment="{(wished | upright).value}"]'
            rules.append((name, f"qproperty-alignment: '{side.name} | {upright.name} | AlignAbsolute';"))
    return rules


def _labels(p: Palette, room: Room, scale: TypeScale) -> list[Rule]:
    small = f"font-size: {scale.hint.size}px;"
    beside = f"min-width: {room.labels}px; min-height: {room.field}px;"
    keys = f"border-radius: {sizes.RADIUS_SMALL}px; padding: 1px 6px;"
    return [
        ("QLabel", f"background: transparent; color: {p.text};"),
        ("QLabel:disabled", f"color: {p.text_3};"),
        ('QLabel[role="title"]', f"font-size: {scale.title.size}px; font-weight: 600;"),
        ('QLabel[role="headline"]', f"font-size: {scale.headline.size}px; font-weight: 600;"),
        ('QLabel[role="heading"]', "font-weight: 600;"),
        ('QLabel[role="section"]', f"font-weight: 600; padding-top: {sizes.SPACE_3}px; qproperty-indent: 0;"),
        ('QLabel[role="label"]', f"color: {p.text_2}; font-size: {scale.label.size}px;"),
        ('QLabel[role="side"]', f"color: {p.text_2}; font-size: {scale.label.size}px; {beside}"),
        ('QLabel[role="page"]', f"font-weight: 600; min-height: {room.target}px;"),
        ('QLabel[role="changed"]', f"color: {p.text}; font-weight: 600; font-size: {scale.label.size}px;"),
        ('QLabel[role="quiet"]', f"color: {p.text_2};"),
        ('QLabel[role="step"]', f"font-size: {scale.label.size}px;"),
        ('QLabel[role="step-bad"]', f"color: {p.bad}; font-weight: 600; font-size: {scale.label.size}px;"),
        ('QLabel[role="group"]', f"color: {p.text_3}; font-weight: 600; {small}"),
        ('QLabel[role="hint"]', f"color: {p.text_3}; {small}"),
        ('QLabel[role="warn"]', f"color: {p.warn}; {small}"),
        ('QLabel[role="ok"]', f"color: {p.ok}; {small}"),
        ('QLabel[role="bad"]', f"color: {p.bad}; {small}"),
        ('QLabel[role="keys"]', f"color: {p.text_2}; {small} border: 1px solid {p.line}; {keys}"),
    ]


def _frames(p: Palette, room: Room) -> list[Rule]:
    card = f"background: {p.raised}; border: 1px solid {p.line}; border-radius: {sizes.RADIUS_CARD}px;"
    toast = f"background: {p.text}; border: none; border-radius: {sizes.RADIUS_CARD}px;"
    on_toast = f"color: {p.background};"
    return [
        ('QFrame[role="card"]', card),
        ('QFrame[role="zone"]', f"border: 1px dashed {p.edge}; border-radius: {sizes.RADIUS_CARD}px;"),
        ('QFrame[role="line"]', f"background: {p.line}; border: none; max-height: 1px;"),
        ('QFrame[role="toast"]', toast),
        ('QFrame[role="toast"] QLabel', on_toast),
        ('QFrame[role="toast"] QPushButton', f"{on_toast} font-weight: 600; {_clear(p.text, room)}"),
        ('QFrame[role="toast"] QPushButton:hover', "text-decoration: underline;"),
        ('QFrame[role="toast"] QPushButton:focus', f"border-color: {p.background};"),
    ]


def _clear(ground: str, room: Room) -> str:
    return f"background: {ground}; border: {room.focus}px solid {ground};"


def _fields(p: Palette, room: Room, scale: TypeScale, mono: tuple[str, ...]) -> list[Rule]:
    every, text = ", ".join(_FIELDS), ", ".join(_FIELDS[3:])
    colours = f"background: {p.raised}; color: {p.text};"
    picked = f"selection-background-color: {p.selection}; selection-color: {p.text};"
    hint = f"placeholder-text-color: {p.text_3};"
    focus = _states(_FIELDS, ":focus") + ", QComboBox:on"
    # Qt adds a pixel above and below the words of most fields: so all are as high, whatever kind they are of.
    high, least = room.within - 1, f"min-height: {scale.interface.line + 2}px;"
    return [
        (every, f"{colours} {picked} {box(p.edge, 1, sizes.RADIUS_FIELD, high, 10)} {least} {hint}"),
        (focus, ring(p, room, high, 10)),
        (_states(_FIELDS, ":disabled"), f"background: {p.background}; color: {p.text_3}; border-color: {p.line};"),
        ("QLineEdit", "lineedit-password-character: 8226;"),
        (_states(_FIELDS, '[role="bad"]'), f"border-color: {p.bad};"),
        (_states(_FIELDS, '[role="mono"]'), f"font-family: {_families(mono)};"),
        (text, box(p.edge, 1, sizes.RADIUS_FIELD, 5, 7)),
        (_states(_FIELDS[3:], ":focus"), ring(p, room, 5, 7)),
        ("QLineEdit > QToolButton", "background: transparent; border: none; min-width: 0; min-height: 0; padding: 0;"),
    ]


def _states(widgets: Iterable[str], state: str) -> str:
    return ", ".join(widget + state for widget in widgets)


def _combo(p: Palette, room: Room, icons: Path) -> list[Rule]:
    side, beside = room.icon_row, room.icon_row + 14
    popup = f"background: {p.raised}; border: 1px solid {p.edge}; border-radius: 0; padding: 4px; outline: none;"
    picked = f"selection-background-color: {p.selected}; selection-color: {p.text};"
    drop = "subcontrol-origin: border; subcontrol-position: center right; border: none; background: transparent;"
    item = f"min-height: {room.field - 2}px; padding: 0 6px; border: none;"
    return [
        ("QComboBox", f"combobox-popup: 0; padding-right: {beside}px;"),
        ("QComboBox:focus, QComboBox:on", f"padding-right: {beside + 1 - room.focus}px;"),
        ("QComboBox::drop-down", f"{drop} width: {beside}px;"),
        ("QComboBox::down-arrow", arrow(icons, "chevron-down", p.text_2, side)),
        ("QComboBox::down-arrow:disabled", f"image: {url(icons, 'chevron-down', p.text_3)};"),
        ("QComboBox QLineEdit", "background: transparent; border: none; padding: 0; min-height: 0;"),
        ("QComboBox QAbstractItemView", f"{popup} {picked} color: {p.text};"),
        ("QComboBox QAbstractItemView::item", f"{item} {_soft()}"),
        ("QComboBox QAbstractItemView::item:focus", "border: none; padding: 0 6px;"),
    ]


def _spin(p: Palette, room: Room, icons: Path, line: float) -> list[Rule]:
    """No higher than any other field."""
    wide, side = room.scaled(26), room.scaled(12)
    size = f"width: {wide}px; height: {room.field // 2 - 4}px;"
    button = f"subcontrol-origin: border; border: none; background: transparent; {size}"
    up, down = "QAbstractSpinBox::up-", "QAbstractSpinBox::down-"
    return [
        ("QAbstractSpinBox", f"padding-right: {wide + 2}px; max-height: {line + 2}px;"),
        ("QAbstractSpinBox:focus", f"padding-right: {wide + 3 - room.focus}px;"),
        (f"{up}button", f"{button} subcontrol-position: top right; margin: 3px 2px 0 0;"),
        (f"{down}button", f"{button} subcontrol-position: bottom right; margin: 0 2px 3px 0;"),
        (f"{up}button:hover, {down}button:hover", f"background: {p.hover}; border-radius: 4px;"),
        (f"{up}arrow", arrow(icons, "chevron-up", p.text_2, side)),
        (f"{down}arrow", arrow(icons, "chevron-down", p.text_2, side)),
        (f"{up}arrow:disabled, {up}arrow:off", arrow(icons, "chevron-up", p.text_3, side)),
        (f"{down}arrow:disabled, {down}arrow:off", arrow(icons, "chevron-down", p.text_3, side)),
    ]


def _soft() -> str:
    return f"border-radius: {sizes.RADIUS_FIELD}px;"


def _views(p: Palette, room: Room) -> list[Rule]:
    rules: list[Rule] = []
    edge = f"border: 1px solid {p.edge}; padding: 0 7px;" if is_high(p) else ""
    for name in ("QListView", "QTreeView"):
        # The weight is the usual one; naming it makes Qt lay the rows out again once their height is known.
        ground = f"background: transparent; color: {p.text}; border: none; outline: none; font-weight: 400;"
        item = f"min-height: {room.row}px; padding: 0 8px; border: none; color: {p.text}; {_soft()}"
        rules += [
            (name, ground),
            (f"{name}::item", item),
            (f"{name}::item:hover", f"background: {p.hover};"),
            (f"{name}::item:selected", f"background: {p.selected}; color: {p.text}; {edge}"),
            (f"{name}::item:focus", f"border: {room.focus}px solid {p.accent}; padding: 0 {8 - room.focus}px;"),
            (f"{name}::item:disabled", f"color: {p.text_3};"),
        ]
    return rules


def _tree(p: Palette, scale: TypeScale, icons: Path) -> list[Rule]:
    branch = "QTreeView::branch"
    # Qt keeps three pixels more beside the words of a row.
    head = f"padding: 6px 11px; font-size: {scale.label.size}px; font-weight: 600;"
    return [
        ("QTreeView", "show-decoration-selected: 0;"),
        ("QTreeView::item", "border-radius: 0;"),
        (branch, "background: transparent; border-image: none; image: none;"),
        (f"{branch}:has-children:closed", f"image: {url(icons, _folded(), p.text_2)};"),
        (f"{branch}:has-children:open", f"image: {url(icons, 'chevron-down', p.text_2)};"),
        ("QHeaderView", f"background: {p.background};"),
        ("QHeaderView::section", f"background: {p.background}; color: {p.text_2}; border: none; {head}"),
    ]


def _painted() -> list[Rule]:
    """Views whose delegate paints the whole row: the style adds no ground, ring or space of its own."""
    names = [f'{view}[role="painted"]::item' for view in ("QListView", "QTreeView")]
    states = [name + state for name in names for state in ("", ":hover", ":selected", ":focus")]
    return [(", ".join(states), "background: transparent; border: none; padding: 0; min-height: 0;")]


def _checks(p: Palette, room: Room, icons: Path) -> list[Rule]:
    focus, side = room.focus, room.icon
    both = ("QCheckBox::indicator", "QRadioButton::indicator")
    tick = f"image: {url(icons, 'check', p.on_accent)};"
    sides = {border: f"width: {side - 2 * border}px; height: {side - 2 * border}px;" for border in (1, focus, 5)}
    words = f"background: transparent; color: {p.text}; spacing: 8px; min-height: {room.target}px;"
    return [
        ("QCheckBox, QRadioButton", words),
        ("QCheckBox:disabled, QRadioButton:disabled", f"color: {p.text_3};"),
        (", ".join(both), f"{sides[1]} background: {p.raised}; border: 1px solid {p.edge};"),
        (both[0], "border-radius: 4px;"),
        (both[1], f"border-radius: {side // 2}px;"),
        (_states(both, ":hover"), f"background: {p.hover};"),
        (f"{both[0]}:checked", f"background: {p.accent}; border-color: {p.accent}; {tick}"),
        (f"{both[1]}:checked", f"background: {p.raised}; border: 5px solid {p.accent}; {sides[5]}"),
        ("QCheckBox::indicator:focus", f"{sides[focus]} border: {focus}px solid {p.accent};"),
        ("QCheckBox::indicator:checked:focus", f"border: {focus}px solid {p.text}; background: {p.accent};"),
        ("QRadioButton::indicator:focus:!checked", f"{sides[focus]} border: {focus}px solid {p.accent};"),
        (_states(both, ":disabled"), f"background: {p.background}; border-color: {p.line};"),
        (f"{both[0]}:checked:disabled", f"image: {url(icons, 'check', p.text_3)};"),
    ]


def _scroll_bars(p: Palette) -> list[Rule]:
    bar = "QScrollBar"
    gone = "background: none; border: none; width: 0; height: 0;"
    return [
        (bar, "background: transparent; border: none; margin: 0;"),
        (f"{bar}:vertical", "width: 8px;"),
        (f"{bar}:horizontal", "height: 8px;"),
        (f"{bar}::handle", f"background: {p.edge}; border-radius: 2px; margin: 2px;"),
        (f"{bar}::handle:vertical", "min-height: 32px;"),
        (f"{bar}::handle:horizontal", "min-width: 32px;"),
        (f"{bar}::handle:hover, {bar}::handle:pressed", f"background: {p.text_3};"),
        (f"{bar}::add-line, {bar}::sub-line", gone),
        (f"{bar}::add-page, {bar}::sub-page", "background: none;"),
        ("QAbstractScrollArea::corner", "background: transparent; border: none;"),
    ]


def _popups(p: Palette, room: Room, scale: TypeScale, icons: Path) -> list[Rule]:
    ground = f"background: {p.raised}; color: {p.text};"
    item = f"background: transparent; padding: {room.within}px 24px {room.within}px 10px;"
    return [
        ("QToolTip", f"{ground} border: 1px solid {p.edge}; padding: 4px 6px; font-size: {scale.hint.size}px;"),
        ("QMenu", f"{ground} border: 1px solid {p.edge}; padding: 4px; menu-scrollable: 1;"),
        ("QMenu::item", f"{item} border-radius: {sizes.RADIUS_SMALL}px;"),
        ("QMenu::item:selected", f"background: {p.selected};"),
        ("QMenu::item:disabled", f"color: {p.text_3}; background: transparent;"),
        ("QMenu::separator", f"height: 1px; background: {p.line}; margin: 4px 6px;"),
        ("QMenu::icon", "padding-left: 8px;"),
        ("QMenu::indicator", f"width: {room.icon_row}px; height: {room.icon_row}px; padding-left: 6px;"),
        ("QMenu::indicator:checked", f"image: {url(icons, 'check', p.accent)};"),
    ]


def _composer(p: Palette, room: Room) -> list[Rule]:
    frame = "QFrame#composerFrame"
    inner = "background: transparent; border: none; padding: 0; border-radius: 0;"
    lit = box(p.accent, room.focus, sizes.RADIUS_LARGE, sizes.FOCUS_HIGH, sizes.FOCUS_HIGH)
    return [
        (frame, f"background: {p.raised}; {box(p.edge, 1, sizes.RADIUS_LARGE, sizes.FOCUS_HIGH, sizes.FOCUS_HIGH)}"),
        (f'{frame}[focused="true"]', lit),
        (f'{frame}[dropping="true"]', f"{lit} border-style: dashed;"),
        (f"{frame} QPlainTextEdit, {frame} QPlainTextEdit:focus", inner),
        (f'{frame} QPushButton[role="quiet"]', f"padding: 0 {room.icon + 8}px 0 8px;"),
    ]

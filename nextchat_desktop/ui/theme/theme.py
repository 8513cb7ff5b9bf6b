"""Gives the running application its look and keeps it in step with what the system is set to."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QWidget

from nextchat_desktop.ui.mirroring import is_mirrored, side
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.icons import Icons
from nextchat_desktop.ui.theme.look import Look
from nextchat_desktop.ui.theme.motion import FULL, REDUCED, Motion
from nextchat_desktop.ui.theme.palette import LIGHT, PALETTES, Palette, with_accent
from nextchat_desktop.ui.theme.room import room_of
from nextchat_desktop.ui.theme.rules import icon_file
from nextchat_desktop.ui.theme.sizes import TypeScale, type_scale
from nextchat_desktop.ui.theme.stylesheet import needed_icons, stylesheet
from nextchat_desktop.ui.theme.wishes import contrast_hints, wishes_contrast, wishes_stillness

_SPIN_INSET = 8
_EFFECTS = tuple(effect for effect in Qt.UIEffect if effect is not Qt.UIEffect.UI_General)
_SCHEMES = {"auto": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


class Theme(QObject):
    """The look in use; `changed` is emitted after every change of it.

    Whoever paints or lays out asks for `palette`, `icons`, `type`, `room` and `motion` anew after each change.
    """

    changed = Signal()

    def __init__(self, icon_directory: Path, cache_directory: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._directory = icon_directory
        self._cache = cache_directory
        self._app: QApplication | None = None
        self._blink = 0
        self._effects: dict[Qt.UIEffect, bool] = {}
        self.look = Look()
        self.palette: Palette = LIGHT
        self.icons = Icons(icon_directory, LIGHT)
        self.type: TypeScale = type_scale()
        self.room = room_of()
        self.motion = FULL
        self.mono: list[str] = list(sizes.MONO_FAMILIES)

    def apply(self, app: QApplication, look: Look) -> None:
        """Dresses the application; may be called again whenever a setting changes."""
        self.look = look
        self._adopt(app)
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[look.mode])
        self._refresh()

    def close(self) -> None:
        """Stops following the system."""
        if self._app is not None:
            self._move(True)
            for signal, slot in self._heard():
                signal.disconnect(slot)
            self._app = None

    def _adopt(self, app: QApplication) -> None:
        if self._app is not None:
            return
        self._app, self._blink = app, app.cursorFlashTime()
        self._effects = {effect: app.isEffectEnabled(effect) for effect in _EFFECTS}
        app.setStyle("Fusion")
        for signal, slot in self._heard():
            signal.connect(slot)
        hints = QGuiApplication.styleHints()
        if (contrast := contrast_hints(hints)) is not None:
            contrast.contrastPreferenceChanged.connect(self._on_contrast_changed)

    def _heard(self) -> list[tuple[SignalInstance, Callable[..., None]]]:
        """What the system tells of. That less is to move it tells nobody: it is asked whenever somebody comes back."""
        assert self._app is not None
        return [
            (QGuiApplication.styleHints().colorSchemeChanged, self._on_scheme_changed),
            (self._app.applicationStateChanged, self._on_state_changed),
            (self._app.layoutDirectionChanged, self._on_direction_changed),
        ]

    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self.look.mode == "auto":
            self._refresh()

    def _on_contrast_changed(self, _wished: object) -> None:
        if self.look.contrast == "auto":
            self._refresh()

    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive and self._moving() != self.motion:
            self._refresh()

    def _on_direction_changed(self, _direction: Qt.LayoutDirection) -> None:
        self._refresh()

    def _refresh(self) -> None:
        if self._app is None:
            return
        look, is_high = self.look, self._is_high()
        self.palette = self._chosen(is_high)
        self.type = type_scale(look.text, look.scale)
        self.room = room_of(look.scale, look.density, sizes.FOCUS_HIGH if is_high else sizes.FOCUS)
        self.motion = self._moving()
        self.icons = Icons(self._directory, self.palette, self.room.icon)
        self.mono = _present(sizes.MONO_FAMILIES)
        self._write_icons()
        self._move(self.motion.repeats)
        self._app.setPalette(_qt_palette(self.palette))
        self._app.setFont(_ui_font(self.type.interface.size, look.font))
        self._app.setStyleSheet(stylesheet(self.palette, self._cache, self.type, self.mono, self.room))
        self.changed.emit()

    def _move(self, moves: bool) -> None:
        """Lets carets blink and menus unfold as the system has it, or not at all."""
        if self._app is not None:
            self._app.setCursorFlashTime(self._blink if moves else 0)
            for effect, is_usual in self._effects.items():
                self._app.setEffectEnabled(effect, is_usual and moves)

    def _chosen(self, is_high: bool) -> Palette:
        dark = self.look.mode == "dark" or (self.look.mode == "auto" and self._system_is_dark())
        palette = PALETTES[dark, is_high]
        return with_accent(palette, self.look.accent) if self.look.accent else palette

    def _system_is_dark(self) -> bool:
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _is_high(self) -> bool:
        return self.look.contrast == "high" or (self.look.contrast == "auto" and wishes_contrast())

    def _moving(self) -> Motion:
        is_still = self.look.motion == "reduced" or (self.look.motion == "auto" and wishes_stillness())
        return REDUCED if is_still else FULL

    def _write_icons(self) -> None:
        self._cache.mkdir(parents=True, exist_ok=True)
        for name, color in needed_icons(self.palette):
            (self._cache / icon_file(name, color)).write_text(self.icons.svg(name, color), encoding="utf-8")


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Sets a property the style sheet looks at (`role`, `focused`) and redraws the widget by it."""
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def inset(field: QAbstractSpinBox) -> None:
    """Moves a spin box's text off its left border, which the style sheet cannot do; it begins where words do.

    From the right one, where words begin in a window that goes from right to left, Qt keeps it off itself.
    """
    field.setAlignment(side(is_mirrored()) | Qt.AlignmentFlag.AlignVCenter)
    for line in field.findChildren(QLineEdit):
        line.setTextMargins(0 if is_mirrored() else _SPIN_INSET, 0, 0, 0)


def _present(families: Iterable[str]) -> list[str]:
    """The families this system has; asking Qt for missing ones is slow on some systems."""
    there = set(QFontDatabase.families())
    found = [family for family in families if family in there]
    return found or [QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()]


def _ui_font(base: float, wished: str = "") -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    there = set(QFontDatabase.families())
    own = [family.strip() for family in wished.split(",") if family.strip() in there]
    listed = [family for family in sizes.UI_FAMILIES if family in there]
    native = [] if sys.platform.startswith("linux") else [font.family()]
    font.setFamilies(list(dict.fromkeys([*own, *native, *listed])) or [font.family()])
    font.setPixelSize(round(base))
    return font


def _qt_palette(p: Palette) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: p.background,
        role.WindowText: p.text,
        role.Base: p.raised,
        role.AlternateBase: p.bubble,
        role.Text: p.text,
        role.PlaceholderText: p.text_3,
        role.Button: p.raised,
        role.ButtonText: p.text,
        role.BrightText: p.bad,
        role.Highlight: p.selection,
        role.HighlightedText: p.text,
        role.Accent: p.accent,
        role.Link: p.accent,
        role.LinkVisited: p.accent,
        role.ToolTipBase: p.raised,
        role.ToolTipText: p.text,
    }
    return _filled(colours, _shades(p), p.text_3)


def _shades(p: Palette) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    return {role.Light: p.raised, role.Midlight: p.hover, role.Mid: p.line, role.Dark: p.edge, role.Shadow: p.edge}


def _filled(colours: dict[QPalette.ColorRole, str], shades: dict[QPalette.ColorRole, str], off: str) -> QPalette:
    palette = QPalette()
    for role, colour in {**colours, **shades}.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(off))
    return palette

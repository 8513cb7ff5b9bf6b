"""Gives the running application its look and keeps it in step with the system's light or dark setting."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QWidget

from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.icons import Icons
from nextchat_desktop.ui.theme.palette import DARK, LIGHT, Palette, with_accent
from nextchat_desktop.ui.theme.rules import icon_file
from nextchat_desktop.ui.theme.sizes import TypeScale, type_scale
from nextchat_desktop.ui.theme.stylesheet import needed_icons, stylesheet

Mode = Literal["auto", "light", "dark"]

_SPIN_INSET = 8
_SCHEMES = {"auto": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


class Theme(QObject):
    """The look in use; `changed` is emitted after every change of colour or text size."""

    changed = Signal()

    def __init__(self, icon_directory: Path, cache_directory: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._directory = icon_directory
        self._cache = cache_directory
        self._app: QApplication | None = None
        self._mode: Mode = "auto"
        self._accent: str | None = None
        self._text: float = sizes.BODY
        self._font = ""
        self.palette: Palette = LIGHT
        self.icons = Icons(icon_directory, LIGHT)
        self.type: TypeScale = type_scale()
        self.mono: list[str] = list(sizes.MONO_FAMILIES)

    def apply(
        self, app: QApplication, mode: Mode, text: float = sizes.BODY, accent: str | None = None, font: str = ""
    ) -> None:
        """Dresses the application; may be called again whenever a setting changes. `text` is in pixels.

        `font` is a family, or several with commas between, the first that is there before the usual ones.
        """
        self._mode, self._text, self._accent, self._font = mode, text, accent, font
        self._adopt(app)
        QGuiApplication.styleHints().setColorScheme(_SCHEMES[mode])
        self._refresh()

    def close(self) -> None:
        """Stops following the system."""
        if self._app is not None:
            QGuiApplication.styleHints().colorSchemeChanged.disconnect(self._system_changed)
            self._app = None

    def _adopt(self, app: QApplication) -> None:
        if self._app is not None:
            return
        self._app = app
        app.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._mode == "auto":
            self._refresh()

    def _refresh(self) -> None:
        if self._app is None:
            return
        self.palette = self._chosen()
        self.icons = Icons(self._directory, self.palette)
        self.type = type_scale(self._text)
        self.mono = _present(sizes.MONO_FAMILIES)
        self._write_icons()
        self._app.setPalette(_qt_palette(self.palette))
        self._app.setFont(_ui_font(sizes.BASE, self._font))
        self._app.setStyleSheet(stylesheet(self.palette, self._cache, self.type, self.mono))
        self.changed.emit()

    def _chosen(self) -> Palette:
        dark = self._mode == "dark" or (self._mode == "auto" and _system_is_dark())
        palette = DARK if dark else LIGHT
        return with_accent(palette, self._accent) if self._accent else palette

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
    """Moves a spin box's text off its left border, which the style sheet cannot do."""
    for line in field.findChildren(QLineEdit):
        line.setTextMargins(_SPIN_INSET, 0, 0, 0)


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


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

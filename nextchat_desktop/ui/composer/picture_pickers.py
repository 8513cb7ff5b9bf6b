"""What can be chosen for the picture that a model will make: size, quality, style. It knows no model."""

import re
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from nextchat_desktop.core.picture_options import UNKNOWN, PictureOptions
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.words.catalogue import Words

_KINDS = ("size", "quality", "style", "background")
_AUTO = "auto"
"""What is usual anyway where a service has it."""
_SAID = ("low", "medium", "high", "standard", "hd", "vivid", "natural", "opaque", "transparent")
"""Values that there are words for; the others are names or numbers of their own."""

_PIXELS = re.compile(r"(?<=\d)x(?=\d)")


class PicturePickers(QWidget):
    """One button with a menu for each kind there is a choice of."""

    chosen = Signal(str, str)
    """The kind and its value; an empty one stands for what is usual."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._values: dict[str, tuple[str, ...]] = {}
        self._buttons = {kind: self._button(kind) for kind in _KINDS}
        self.setLayout(Flow(*self._buttons.values(), apart=sizes.SPACE_1))
        named(self, "picturePickers")
        self.show_options(UNKNOWN, {})

    def show_options(self, options: PictureOptions, chosen: Mapping[str, object]) -> None:
        """What there is to choose from, and what is chosen; nothing is seen where there is no choice."""
        self._values = {
            "size": _to_choose(options.sizes),
            "quality": _to_choose(options.qualities),
            "style": _to_choose(options.styles),
            "background": _to_choose(options.backgrounds),
        }
        for kind, button in self._buttons.items():
            name, value = self._words(f"paint.{kind}"), str(chosen.get(kind) or "")
            value = "" if value == _AUTO else value
            button.setText(self._said(value) if value else name)
            button.setAccessibleName(self._words("paint.chosen", kind=name, value=self._said(value)))
            button.setToolTip(button.accessibleName())
            button.setVisible(bool(self._values[kind]))
            self._fill(button.menu(), kind, value)
        self.setVisible(any(self._values.values()))

    def _button(self, kind: str) -> QPushButton:
        button = named(QPushButton(self), f"{kind}Picker", role="quiet")
        button.setMenu(QMenu(button))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # whoever points at it goes on writing
        return button

    def _fill(self, menu: QMenu, kind: str, chosen: str) -> None:
        menu.clear()
        for value in ("", *self._values[kind]):
            action = menu.addAction(self._said(value))
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.setData((kind, value))
            action.triggered.connect(self._on_triggered)

    def _on_triggered(self) -> None:
        kind, value = self.sender().data()  # type: ignore[attr-defined]
        self.chosen.emit(kind, value)

    def _said(self, value: str) -> str:
        if not value:
            return self._words("paint.usual")
        if value in _SAID:
            return self._words(f"paint.value_{value}")
        return _PIXELS.sub(" × ", value).replace("-", " ")


def _to_choose(values: tuple[str, ...]) -> tuple[str, ...]:
    """Those beside what is usual; none where there is but one."""
    return tuple(value for value in values if value != _AUTO) if len(values) > 1 else ()

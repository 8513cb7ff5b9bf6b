"""The palette over the window: one field, one list, a line that says what the keys do. It decides nothing.

It lies within the window, as all lists that float do, so that every input method reaches its field.
"""

from PySide6.QtCore import QModelIndex, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nextchat_desktop.ui.commands import native_keys
from nextchat_desktop.ui.floating import FloatingList
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.palette.delegate import PaletteDelegate, height_of
from nextchat_desktop.ui.palette.items import Item
from nextchat_desktop.ui.palette.rows import ROW_ROLE, PaletteRows
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.rules import sheet
from nextchat_desktop.ui.theme.theme import Theme

WIDTH, _MOST, _TOP = 680, 560, 88
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FEWEST = 120
"""Pixels below the field, where nothing is found."""


class PalettePanel(FloatingList):
    """`typed` tells what stands in the field, `chosen` carries an Item, and whether Ctrl was held; `missed` that Enter
    was pressed where there is no row; `gone` that it is closed, however that came."""

    typed = Signal(str)
    chosen = Signal(object, bool)
    missed = Signal()
    gone = Signal()

    def __init__(self, name: str, spoken: tuple[str, str, str], theme: Theme, parent: QWidget) -> None:
        super().__init__(name, spoken, theme, parent, WIDTH)
        self._rows = PaletteRows(self)
        self._count = named(QLabel(), f"{name}Count", role="hint")
        self._arrows_hint = named(QLabel(), f"{name}ArrowsHint", role="hint")
        self._first_hint = named(QLabel(), f"{name}EnterHint", role="hint")
        self._other_hint = named(QLabel(), f"{name}OtherHint", role="hint")
        self._last_hint = named(QLabel(), f"{name}PrefixHint", role="hint")
        self._has_moved = False
        self.list.setItemDelegate(PaletteDelegate(theme, self.list))
        self.set_up(self._rows)

    @property
    def here(self) -> Item | None:
        """The row that Enter chooses."""
        item: Item | None = self.list.currentIndex().data(ROW_ROLE)
        return item

    @property
    def has_moved(self) -> bool:
        """Whether the person went to the row they are at."""
        return self._has_moved

    def open(self, arrows: str, foot: str) -> None:
        """Empty, with the keyboard in its field; the line at its foot begins and ends with these words."""
        self.dismiss()
        self._arrows_hint.setText(f"↑↓ {arrows}")
        self._last_hint.setText(foot)
        self._has_moved = False
        self.show_below(self._around)
        self.focus_filter()

    def show_rows(self, rows: tuple[Item, ...], nothing: str) -> None:
        """Whoever has gone to a row stays there as long as it is; else it is the first. `nothing` is said for none."""
        here = self.here
        self._rows.show(rows)
        self.say("" if rows else nothing)
        self.go(self._rows.place_of(here.key if here is not None and self._has_moved else ""))
        if not self._has_moved:
            self.list.scrollToTop()
        self._tell_keys()
        self.place()

    def show_count(self, sentence: str) -> None:
        self._count.setText(sentence)
        self._count.setAccessibleName(sentence)

    def place(self) -> None:
        """In the middle, below the head of the window; it grows and shrinks at its foot."""
        self._curtain.setGeometry(self._around.rect())
        room = self._around.rect().adjusted(sizes.SPACE_2, sizes.SPACE_2, -sizes.SPACE_2, -sizes.SPACE_2)
        scaled = self._theme.room.scaled
        width = min(scaled(WIDTH), room.width())
        top = room.top() + min(_TOP - sizes.SPACE_2, max(0, (room.height() - scaled(_MOST)) // 2))
        height = min(self.wanted_height(), room.bottom() - top)
        self.setGeometry(QRect(room.center().x() - width // 2, top, width, height))

    def wanted_height(self) -> int:
        scale, room = self._theme.type, self._theme.room
        rows = sum(height_of(row, scale) for row in self._rows.rows) + sizes.SPACE_1
        high = rows if self._rows.rows else room.scaled(_FEWEST)
        return min(room.scaled(_MOST), self.height_around_rows() + high)

    def height_around_rows(self) -> int:
        return self._head_height() + self._theme.room.row + 2 * self.frameWidth()

    def choose(self, place: QModelIndex) -> None:
        item: Item | None = place.data(ROW_ROLE)
        if item is None:
            self.missed.emit()
        elif item.act is not None:
            self.chosen.emit(item, False)

    def click(self, place: QModelIndex) -> None:
        """Once the list is done with it, for other rows may come of it."""
        item: Item | None = place.data(ROW_ROLE)
        if item is not None and item.act is not None:
            QTimer.singleShot(0, self, lambda: self.chosen.emit(item, False))

    def narrow(self, text: str) -> None:
        self._has_moved = False
        if self.isVisible():  # it is emptied when it closes
            self.typed.emit(text)

    def moved(self) -> None:
        self._has_moved = True

    def dismiss(self) -> None:
        was_open = self.isVisible()
        super().dismiss()
        self._rows.show(())
        self.show_count("")
        if was_open:
            self.gone.emit()

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Ctrl+Enter does the other thing that can be done with a row, if there is one."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier and not self._composing:
            item = self.here
            if item is not None and item.other is not None:
                self.chosen.emit(item, True)
            return True
        return super().take_key(watched, event)

    def below_rows(self, column: QVBoxLayout) -> None:
        foot = self._foot = named(QFrame(), f"{self.list.objectName()}Foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(sizes.SPACE_4, 0, sizes.SPACE_4, 0)
        line.setSpacing(sizes.SPACE_4)
        for hint in (self._arrows_hint, self._first_hint, self._other_hint):
            line.addWidget(hint)
        line.addStretch(1)
        line.addWidget(self._last_hint)
        column.addWidget(foot)

    def _lay_out(self) -> None:
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._head = QFrame()
        self._head.setObjectName(f"{self.list.objectName()}Head")
        line = QHBoxLayout(self._head)
        set_margins(line, sizes.SPACE_2, 0, sizes.SPACE_4, 0)
        line.addWidget(self.filter, 1)
        line.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        self.below_rows(column)
        self.say("")

    def _tell_keys(self) -> None:
        item = self.here
        control = native_keys("Ctrl+A").removesuffix("A")
        for label, keys, hint in (
            (self._first_hint, "↵", item.hint if item is not None else ""),
            (self._other_hint, f"{control}↵", item.other_hint if item is not None else ""),
        ):
            label.setText(f"{keys} {hint}")
            label.setVisible(bool(hint))

    def _on_looked_at(self, place: QModelIndex) -> None:
        super()._on_looked_at(place)
        self._tell_keys()

    def _on_theme_changed(self) -> None:
        palette, name = self._theme.palette, self.objectName()
        hairline = f"1px solid {palette.line}"
        rows = self.list.objectName()
        plain = f"background: transparent; border: none; padding: 0 10px; font-size: {self._theme.room.scaled(16)}px;"
        rules = (
            (f"QFrame#{name}", f"background: {palette.raised}; border: 1px solid {palette.edge};"),
            (f"QFrame#{name}", f"border-radius: {sizes.RADIUS_LARGE}px;"),
            (f"QFrame#{rows}Head", f"border: none; border-bottom: {hairline};"),
            (f"QFrame#{rows}Foot", f"border: none; border-top: {hairline};"),
            (f"QLineEdit#{self.filter.objectName()}", plain),
            (f"QLineEdit#{self.filter.objectName()}:focus", plain),
        )
        self.setStyleSheet(sheet(rules))
        self._curtain.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        veil = QColor(palette.text if QColor(palette.background).lightness() > 128 else "#000000")
        ground = f"rgba({veil.red()}, {veil.green()}, {veil.blue()}, 64)"
        self._curtain.setStyleSheet(f"QWidget#{self._curtain.objectName()} {{ background: {ground}; }}")
        self._head.setFixedHeight(self._head_height())
        self._foot.setFixedHeight(self._theme.room.row)
        self._place_again()

    def _head_height(self) -> int:
        return self._theme.room.scaled(28) + sizes.SPACE_6

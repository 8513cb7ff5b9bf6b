"""The gallery of masks: looked through, chosen from, and the way to everything one can do with a mask."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.engine.mask_finding import ALL, CATEGORIES, EVERY, FAVOURITES, MINE, USUAL, Wanted
from nextchat_desktop.settings.schema import ASK_MASK
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.keyboard.menu import Menu
from nextchat_desktop.ui.leading_icon import lead
from nextchat_desktop.ui.masks.cards import Card, CardList
from nextchat_desktop.ui.masks.chips import Chips
from nextchat_desktop.ui.masks.transfer import Transfer
from nextchat_desktop.ui.mirroring import pop_at, set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import SearchField, button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.tick_box import TickBox
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.languages import name_of
from nextchat_desktop.words.sentences import heard

NOBODY = "🎭"
"""Stands for a mask that has no avatar of its own."""
_SEARCH = 220


class GalleryPage(QWidget):
    """`chosen` carries a mask to chat with, `edit_asked` one to change, `plain_asked` nothing: a chat without one."""

    chosen = Signal(object)
    edit_asked = Signal(object)
    new_asked = Signal()
    plain_asked = Signal()

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        named(self, "maskGallery", desk.words("masks.title"))
        self._desk = desk
        self._words = desk.words
        self._theme = theme
        words = desk.words
        self.search = SearchField(theme, "maskSearch", words("masks.search"))
        self.new = button("newMaskButton", words("masks.new"), "primary")
        self._chips = Chips(words("masks.categories"), self.new)
        self._languages = named(ChoiceBox(), "maskLanguage", words("masks.language"))
        self._languages.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self.list = CardList(theme, words("masks.title"))
        self._empty = named(labelled("", "quiet"), "masksEmpty")
        self._broken = named(labelled("", "bad"), "masksBroken")
        self._take = button("importMasksButton", words("masks.import"))
        self._give = button("exportMasksButton", words("masks.export"))
        self._plain = button("plainChatButton", words("masks.plain"))
        self._ask = named(TickBox(words("masks.ask")), "askMaskBox", words("masks.ask"))
        self.transfer = Transfer(desk.masks, words, self)
        self._lay_out()
        self._connect()
        self._on_theme_changed()

    def show_masks(self) -> None:
        """What is wanted now."""
        masks, here = self._desk.masks, self.list.at()
        self._show_languages()
        language = self._language()
        self._chips.show_chips(self._categories(language), self._chips.current or ALL)
        wanted = Wanted(self.search.text(), self._chips.current, language)
        favourites = masks.favourites()
        found = masks.found(wanted)
        self.list.rows.show(card_of(mask, self._words, mask.id in favourites) for mask in found)
        self.list.go(here.id if here else "")
        self._empty.setText("" if found else self._nothing(wanted))
        self._empty.setVisible(not found)
        self.list.setVisible(bool(found))
        self._give.setEnabled(bool(found))
        self._broken.setText("\n".join(self._words("masks.broken", reason=reason) for reason in masks.broken))
        self._broken.setVisible(bool(masks.broken))
        self._ask.setChecked(self._desk.settings[ASK_MASK])

    def begin(self) -> None:
        """As one finds it who comes to choose: nothing is looked for."""
        self.search.clear()
        self.show_masks()
        self.search.setFocus()

    def _lay_out(self) -> None:
        following(self._theme, self.search, lambda field: field.setFixedWidth(self._theme.room.scaled(_SEARCH)))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self._empty, self._broken):
            label.setWordWrap(True)
        head = Flow(headline(self._words("masks.title")), None, self.search, self.new)
        filters = QHBoxLayout()
        filters.setSpacing(sizes.SPACE_2)
        filters.addWidget(self._chips, 1)
        filters.addWidget(self._languages, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        set_margins(column, sizes.SPACE_5, sizes.SPACE_5, sizes.SPACE_5 - 10, sizes.SPACE_4)
        column.setSpacing(sizes.SPACE_3)
        for layout in (head, filters):
            set_margins(layout, 0, 0, 10, 0)
            column.addLayout(layout)
        column.addWidget(self._broken)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        foot = Flow(self._take, self._give, None, self._ask, self._plain)
        set_margins(foot, 0, 0, 10, 0)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.show_masks)
        self.search.left.connect(self._on_search_left)
        self._chips.chosen.connect(self.show_masks)
        self._languages.activated.connect(self.show_masks)
        self.new.clicked.connect(self.new_asked)
        self.list.chosen.connect(partial(self._with, self.chosen.emit))
        self.list.starred.connect(self._desk.masks.star)
        self.list.deleted.connect(partial(self._with, self._delete))
        self.list.menu_asked.connect(self._on_menu_asked)
        self._take.clicked.connect(self.transfer.ask_what_to_take)
        self._give.clicked.connect(self._on_give_clicked)
        self._plain.clicked.connect(self.plain_asked)
        self._ask.toggled.connect(partial(self._desk.remember, ASK_MASK))
        self._theme.changed.connect(self._on_theme_changed)

    def _on_search_left(self) -> None:
        if self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.go("")

    def _show_languages(self) -> None:
        """The filter with all there are; what is chosen stays so."""
        now, words = self._language(), self._words
        own = name_of(words.language)
        choices = {USUAL: words("masks.language_usual", language=own), EVERY: words("masks.language_every")}
        choices |= {code: name_of(code) for code in self._desk.masks.languages()}
        if [self._languages.itemData(place) for place in range(self._languages.count())] != list(choices):
            self._languages.clear()
            for code, name in choices.items():
                self._languages.addItem(name, code)
            self._languages.setCurrentIndex(max(0, self._languages.findData(now)))

    def _language(self) -> str:
        return str(self._languages.currentData() or USUAL)

    def _categories(self, language: str) -> list[tuple[str, str]]:
        words = self._words
        first = [(ALL, words("masks.all")), (FAVOURITES, words("masks.favourites"))]
        named_ones = [(id, category_name(id, words)) for id in self._desk.masks.categories(language)]
        return [*first, *named_ones, (MINE, words("masks.mine"))]

    def _nothing(self, wanted: Wanted) -> str:
        empty = {MINE: "masks.none_mine", FAVOURITES: "masks.none_favourite"}
        return self._words(
            "masks.none_found" if wanted.text.strip() else empty.get(wanted.category, "masks.none_found")
        )

    def _with(self, act: Callable[[Mask], object], id: str) -> None:
        mask = self._desk.masks.get(id)
        if mask is not None:
            act(mask)

    def _delete(self, mask: Mask) -> None:
        """Those that ship with the program stay; they can be hidden in the settings."""
        if not mask.builtin:
            self._desk.masks.delete(mask)

    def _on_menu_asked(self, id: str, at: QPoint) -> None:
        mask = self._desk.masks.get(id)
        if mask is not None:
            menu = self.menu_of(mask)
            menu.aboutToHide.connect(menu.deleteLater)
            pop_at(menu, at)

    def menu_of(self, mask: Mask) -> QMenu:
        """Everything one can do with it."""
        words, masks, icons = self._words, self._desk.masks, self._theme.icons
        is_favourite = mask.id in masks.favourites()
        rows: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            ("chat", words("masks.chat"), "chat", partial(self.chosen.emit, mask)),
            ("star", words("masks.unstar" if is_favourite else "masks.star"), "star", partial(masks.star, mask.id)),
            ("edit", words("masks.copy_edit" if mask.builtin else "masks.edit"), "edit", partial(self._edit, mask)),
            ("copy", words("masks.duplicate"), "copy", partial(masks.duplicate, mask)),
            ("export", words("masks.export_one"), "export", partial(self.transfer.ask_where_to, [mask])),
            ("delete", words("masks.delete"), "trash", partial(self._delete, mask)),
        )
        menu = named(Menu(self), "maskMenu", mask.name)
        for id, text, icon, act in rows:
            if id != "delete" or not mask.builtin:
                action = menu.addAction(icons.icon(icon), text)
                action.setObjectName(f"mask-{id}")
                action.triggered.connect(lambda _checked=False, act=act: act())
        return menu

    def _edit(self, mask: Mask) -> None:
        """One that ships with the program is left as it is, and a copy of it changed."""
        self.edit_asked.emit(self._desk.masks.duplicate(mask) if mask.builtin else mask)

    def _on_give_clicked(self) -> None:
        shown = [self._desk.masks.get(card.id) for card in self.list.rows.cards]
        self.transfer.ask_where_to([mask for mask in shown if mask is not None])

    def _on_theme_changed(self) -> None:
        lead(self.new, self._theme, "plus", self._theme.palette.on_accent)


def headline(text: str) -> QLabel:
    """What a page of this window is called."""
    return labelled(text, "headline")


def category_name(id: str, words: Words) -> str:
    """In words where there are some; what a person has named a category themselves is its name."""
    return words(f"mask.category.{id}") if id in CATEGORIES else id


def card_of(mask: Mask, words: Words, is_favourite: bool) -> Card:
    name, favourite = mask.name or words("mask.nameless"), words("masks.is_favourite") if is_favourite else ""
    spoken = heard(words, (name, mask.about, favourite))
    return Card(mask.id, mask.avatar or NOBODY, mask.name, mask.about, spoken, is_favourite)

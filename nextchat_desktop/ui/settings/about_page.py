"""What the program is, what it promises and where it keeps things; reads none of it itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nextchat_desktop import __version__
from nextchat_desktop.core.policy import NO_RULES, Rules
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.scrolled import scrolled
from nextchat_desktop.ui.settings.fields import AddressText, labelled
from nextchat_desktop.ui.settings.rules_part import RulesPart
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_PICTURE = 48


class AboutPage(QWidget):
    """`about` names the folders of conversations and of settings, a line each."""

    def __init__(self, words: Words, theme: Theme, about: str, rules: Rules = NO_RULES) -> None:
        super().__init__()
        self._theme = theme
        self._picture = QLabel()
        where = named(AddressText(theme), "dataPlace", words("about.data"))
        where.show_text(about)
        inside, around = QWidget(), QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(inside)
        column.setContentsMargins(sizes.SPACE_6, sizes.SPACE_5, sizes.SPACE_6, sizes.SPACE_5)
        column.setSpacing(sizes.SPACE_3)
        column.addLayout(self._head(words))
        column.addSpacing(sizes.SPACE_2)
        column.addWidget(_paragraph(words("about.promise"), "heading"))
        column.addWidget(_paragraph(words("about.promise.more"), ""))
        column.addSpacing(sizes.SPACE_2)
        column.addWidget(labelled(words("about.data"), "label"))
        column.addWidget(where)
        column.addWidget(_paragraph(words("about.data.more"), "hint"))
        column.addSpacing(sizes.SPACE_2)
        column.addWidget(RulesPart(words, theme, rules))
        column.addStretch(1)
        around.addWidget(scrolled(inside))
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def _head(self, words: Words) -> QHBoxLayout:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(labelled(words("about.name"), "title"))
        version = labelled(words("about.version", version=__version__), "hint")
        version.setObjectName("versionLabel")
        version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        texts.addWidget(version)
        head = QHBoxLayout()
        head.setSpacing(sizes.SPACE_4)
        head.addWidget(self._picture)
        head.addLayout(texts, 1)
        return head

    def _on_theme_changed(self) -> None:
        colour, ratio = self._theme.palette.accent, self.devicePixelRatioF()
        self._picture.setPixmap(self._theme.icons.pixmap("app", colour, _PICTURE, ratio))


def _paragraph(text: str, role: str) -> QLabel:
    label = labelled(text, role)
    label.setWordWrap(True)
    return label

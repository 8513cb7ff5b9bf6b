"""What a person sees before a model is connected: one field, four other ways in, and a promise."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from nextchat_desktop.ui.commands import native_keys
from nextchat_desktop.ui.language_button import LanguageButton
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.paste_field import PasteField
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme, set_property
from nextchat_desktop.words.catalogue import Words

_WIDTH = 560


class Welcome(QWidget):
    """`pasted` carries the text as it came."""

    pasted = Signal(str)
    settings_asked = Signal()
    setup_asked = Signal()
    import_asked = Signal()
    guide_asked = Signal()
    language_chosen = Signal(str)

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self._words = words
        self._theme = theme
        self.field = named(PasteField(theme, sizes.SPACE_3, tells_when_left=False), "welcomePasteField")
        self.language = LanguageButton(words, theme)
        """Stands above it, at the head of the window."""
        self._note = self._label("", "bad", "welcomeNote")
        self._settings = self._button("welcomeSettingsButton", "welcome.settings.button")
        self._setup = self._button("welcomeSetupButton", "welcome.setup.button")
        self._import = self._button("welcomeImportButton", "welcome.import.button")
        self._guide = self._button("welcomeGuideButton", "welcome.guide.button")
        self._icons: dict[QLabel, str] = {}
        self._dress_field()
        self._lay_out()
        self.field.entered.connect(self.pasted)
        self.field.textChanged.connect(self._on_text_changed)
        self._settings.clicked.connect(self.settings_asked)
        self._setup.clicked.connect(self.setup_asked)
        self._import.clicked.connect(self.import_asked)
        self._guide.clicked.connect(self.guide_asked)
        self.language.chosen.connect(self.language_chosen)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def say(self, sentence: str) -> None:
        """A word under the field about what was pasted."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def clear(self) -> None:
        self.field.show_text("")
        self.say("")

    def _lay_out(self) -> None:
        self.field.setPlaceholderText(self._words("welcome.paste"))
        self.field.setAccessibleName(self._words("welcome.paste"))
        middle = QWidget()
        following(self._theme, middle, lambda middle: middle.setMaximumWidth(self._theme.room.scaled(_WIDTH)))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, sizes.SPACE_4, 0, sizes.SPACE_4)
        column.setSpacing(sizes.SPACE_3)
        column.addWidget(self._label(self._words("welcome.title"), "title"))
        column.addWidget(self._label(self._words("welcome.text"), "quiet"))
        column.addWidget(self.field)
        column.addWidget(self._note)
        column.addLayout(self._or())
        column.addWidget(self._card("plug", "welcome.settings", self._settings))
        column.addWidget(self._card("download", "welcome.setup", self._setup))
        column.addWidget(self._card("guide", "welcome.guide", self._guide))
        column.addWidget(self._card("folder", "welcome.import", self._import))
        column.addSpacing(sizes.SPACE_2)
        column.addLayout(self._promise())
        self._note.hide()
        self._centre(middle)

    def _centre(self, middle: QWidget) -> None:
        """In the middle where there is room, and in reach by scrolling where there is none."""
        ground = QWidget()
        rows = QVBoxLayout(ground)
        rows.addStretch(2)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(middle, 1000)
        line.addStretch(1)
        rows.addLayout(line)
        rows.addStretch(3)
        scroll = named(QScrollArea(), "welcomeScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard, and scrolls into sight
        scroll.setWidget(ground)
        ground.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scroll)

    def _or(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, sizes.SPACE_1, 0, sizes.SPACE_1)
        row.setSpacing(sizes.SPACE_2)
        row.addWidget(_hairline(), 1)
        word = self._label(self._words("welcome.or"), "hint")
        word.setWordWrap(False)
        row.addWidget(word)
        row.addWidget(_hairline(), 1)
        return row

    def _dress_field(self) -> None:
        """A key before its words, and behind them what pastes, as long as nothing is written there."""
        key, self._paste_keys = self._icon("key"), named(QLabel(), "welcomePasteKeys", role="keys")
        self._paste_keys.setText(native_keys("Ctrl+V"))
        for sign in (key, self._paste_keys):
            sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self.field)
        set_margins(row, sizes.SPACE_3, 0, sizes.SPACE_3, 0)
        row.addWidget(key)
        row.addStretch(1)
        row.addWidget(self._paste_keys, 0, Qt.AlignmentFlag.AlignVCenter)

    def _card(self, icon: str, id: str, button: QPushButton) -> QFrame:
        card = QFrame()
        set_property(card, "role", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(sizes.SPACE_4, sizes.SPACE_3, sizes.SPACE_4, sizes.SPACE_3)
        row.setSpacing(sizes.SPACE_3)
        row.addWidget(self._icon(icon))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._label(self._words(f"{id}.title"), "heading"))
        texts.addWidget(self._label(self._words(f"{id}.text"), "hint"))
        row.addLayout(texts, 1)
        row.addWidget(button)
        button.setAccessibleName(f"{button.text()}: {self._words(f'{id}.title')}")  # who hears it sees no card
        return card

    def _promise(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes.SPACE_2)
        row.addWidget(self._icon("lock"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label(self._words("welcome.promise"), "hint"), 1)
        return row

    def _label(self, text: str, role: str, name: str = "") -> QLabel:
        label = named(QLabel(text), name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            set_property(label, "role", role)
        return label

    def _icon(self, name: str) -> QLabel:
        label = QLabel()
        self._icons[label] = name
        return label

    def _button(self, name: str, id: str) -> QPushButton:
        return named(QPushButton(self._words(id)), name)

    def _on_text_changed(self) -> None:
        """What was said of the text before no longer holds."""
        self.say("")
        self._paste_keys.setVisible(not self.field.toPlainText())

    def _on_theme_changed(self) -> None:
        for label, name in self._icons.items():
            ratio = label.devicePixelRatioF()
            label.setPixmap(self._theme.icons.pixmap(name, self._theme.palette.text_2, dpr=ratio))
        self._paste_keys.ensurePolished()
        self.field.keep_free(self._theme.room.icon + sizes.SPACE_3, self._paste_keys.sizeHint().width() + sizes.SPACE_3)


def _hairline() -> QFrame:
    line = named(QFrame(), "", role="line")
    line.setFixedHeight(1)
    return line

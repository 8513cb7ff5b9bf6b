"""The fields that say who a mask is: avatar, name, what it is about, category, language, model, folding of code."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.engine.mask_finding import CATEGORIES
from nextchat_desktop.engine.models import Answerer, Models
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.emoji.button import AvatarButton
from nextchat_desktop.ui.masks.gallery import NOBODY, category_name
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.picker.button import ModelButton
from nextchat_desktop.ui.picker.choosing import ModelChoosing
from nextchat_desktop.ui.settings.fields import IconButton, Row, StillWheel
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.languages import name_of

_FOLDS: tuple[tuple[bool | None, str], ...] = (
    (None, "mask.fold_usual"),
    (True, "mask.fold_yes"),
    (False, "mask.fold_no"),
)


class Traits(QWidget):
    """`changed` tells that a person has changed something."""

    changed = Signal()

    def __init__(self, models: Models, words: Words, theme: Theme, around: QWidget) -> None:
        super().__init__()
        self._models = models
        self._words = words
        self._choice: ModelChoice | None = None
        self._model = ""
        self.avatar = named(AvatarButton(words, theme, NOBODY), "maskAvatar", words("mask.avatar"))
        self.avatar.setToolTip(words("mask.avatar"))
        self.name = named(QLineEdit(), "maskName", words("mask.name"))
        self._about = named(QLineEdit(), "maskAbout", words("mask.about"))
        self._category = named(ChoiceBox(), "maskCategory", words("mask.category"))
        self._language = named(ChoiceBox(), "maskLanguageField", words("mask.language"))
        self._button = ModelButton(words, theme)
        self._choosing = ModelChoosing(models, self._button, words, theme, around)
        self._open = IconButton(theme, "maskModelOpen", "close", words("mask.model_open"))
        self._fold = named(ChoiceBox(), "maskFold", words("mask.fold"))
        self._lay_out()
        self._connect()

    def show_mask(self, mask: Mask, languages: Sequence[str], categories: Sequence[str]) -> None:
        """With the languages and categories there are to choose from."""
        self.blockSignals(True)
        self._choice, self._model = mask.choice, mask.model
        self.avatar.show_emoji(mask.avatar)
        self.name.setText(mask.name)
        self._about.setText(mask.about)
        self._offer_categories(categories, mask.category)
        self._offer_languages(languages, mask.language)
        self._fold.setCurrentIndex([value for value, _ in _FOLDS].index(mask.fold_code))
        self._show_model()
        self.blockSignals(False)

    def filled(self, mask: Mask) -> Mask:
        """The mask as it is said here."""
        return replace(
            mask,
            avatar=self.avatar.emoji,
            name=self.name.text().strip(),
            about=self._about.text().strip(),
            category=self._chosen_category(),
            language=str(self._language.currentData() or ""),
            choice=self._choice,
            model=self._model,
            fold_code=_FOLDS[self._fold.currentIndex()][0],
        )

    def _lay_out(self) -> None:
        words = self._words
        self._button.setObjectName("maskModel")
        self._category.setEditable(True)
        self._category.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for _, id in _FOLDS:
            self._fold.addItem(words(id))
        self._about.setPlaceholderText(words("mask.about_hint"))
        names = QVBoxLayout()
        names.setSpacing(sizes.SPACE_2)
        names.addWidget(self.name)
        names.addWidget(self._about)
        self.name.setPlaceholderText(words("mask.name"))
        head = QHBoxLayout()
        head.setSpacing(sizes.SPACE_4)
        head.addWidget(self.avatar)
        head.addLayout(names, 1)
        model = _beside(self._button, self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_3)
        column.addLayout(head)
        column.addWidget(Row(words("mask.category"), self._category))
        column.addWidget(Row(words("mask.language"), self._language))
        column.addWidget(Row(words("mask.model"), model))
        column.addWidget(Row(words("mask.fold"), self._fold))

    def _connect(self) -> None:
        wheel = StillWheel(self)
        for box in (self._category, self._language, self._fold):
            wheel.guard(box)
            box.activated.connect(self.changed)
        for field in (self.name, self._about):
            field.textEdited.connect(self.changed)
        self._category.editTextChanged.connect(self.changed)
        self.avatar.changed.connect(self.changed)
        self._choosing.chosen.connect(self._on_model_chosen)
        self._open.clicked.connect(self._on_model_left_open)

    def _offer_categories(self, there: Sequence[str], now: str) -> None:
        own = [id for id in (*there, now) if id and id not in CATEGORIES]
        self._category.clear()
        for id in ("", *CATEGORIES, *dict.fromkeys(own)):
            self._category.addItem(category_name(id, self._words) if id else "", id)
        self._category.setCurrentIndex(self._category.findData(now))

    def _chosen_category(self) -> str:
        """What is written there; where that are the words for a known one, that."""
        text = self._category.currentText().strip()
        known = {category_name(id, self._words).casefold(): id for id in CATEGORIES}
        return known.get(text.casefold(), text)

    def _offer_languages(self, there: Sequence[str], now: str) -> None:
        self._language.clear()
        self._language.addItem(self._words("mask.language_any"), "")
        for code in dict.fromkeys((*there, *([now] if now else []))):
            self._language.addItem(name_of(code), code)
        self._language.setCurrentIndex(self._language.findData(now))

    def _show_model(self) -> None:
        words, choice = self._words, self._choice
        is_gone = (choice is not None and self._models.gone(choice) is not None) or bool(choice is None and self._model)
        label = self._models.label(choice) if choice is not None else self._model or words("mask.model_usual")
        warning = words("mask.model_missing", name=label) if is_gone else ""
        self._choosing.show_answerer(Answerer(choice, label, warning))
        self._button.setAccessibleName(words("mask.model_named", name=label))
        self._open.setVisible(choice is not None or bool(self._model))

    def _on_model_chosen(self, choice: ModelChoice) -> None:
        self._choice, self._model = choice, ""
        self._show_model()
        self.changed.emit()

    def _on_model_left_open(self) -> None:
        self._choice, self._model = None, ""
        self._show_model()
        self._button.setFocus()
        self.changed.emit()


def _beside(field: QWidget, button: QWidget) -> QWidget:
    together = QWidget()
    line = QHBoxLayout(together)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(sizes.SPACE_1)
    line.addWidget(field)
    line.addWidget(button)
    line.addStretch(1)
    together.setFocusProxy(field)
    return together

"""The page on which one prompt is written. It knows neither the list nor the disk."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, TextField, button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.window import beside
from nextchat_desktop.words.catalogue import Words


class PromptEditor(QWidget):
    """`left` tells that a field was left: what stands in it may be kept."""

    left = Signal()
    use_asked = Signal()
    delete_asked = Signal()

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._shown = Prompt("", "", "")
        self.title = named(QLineEdit(), "promptTitle", words("prompts.title_field"))
        self.text = named(TextField(), "promptText", words("prompts.text_field"))
        self._said = Hint(theme, "promptHint")
        self.use_button: QPushButton = button("usePrompt", words("prompts.take"), "primary")
        self.delete_button: QPushButton = button("deletePrompt", words("prompts.delete"))
        self._lay_out()
        self.title.editingFinished.connect(self.left)
        self.text.finished.connect(self.left)
        self.title.textChanged.connect(self._on_written)
        self.text.textChanged.connect(self._on_written)
        self.use_button.clicked.connect(self.use_asked)
        self.delete_button.clicked.connect(self.delete_asked)

    @property
    def shown(self) -> Prompt:
        """The prompt as it was when it was shown; one without an id is new."""
        return self._shown

    @property
    def written(self) -> tuple[str, str]:
        """The title and the text as they stand in the fields."""
        return self.title.text().strip(), self.text.toPlainText().strip()

    @property
    def is_changed(self) -> bool:
        return self.written != (self._shown.title, self._shown.text)

    def show_prompt(self, prompt: Prompt) -> None:
        self._shown = prompt
        self.title.setText(prompt.title)
        self.text.setPlainText(prompt.text)
        self.delete_button.setEnabled(bool(prompt.id) and not prompt.builtin)
        self._on_written()

    def say_lacking(self) -> None:
        """A prompt needs both."""
        self._said.say(self._words("prompts.lacks"), "warn", "alert")

    def _on_written(self) -> None:
        text = self.written[1]
        self.use_button.setEnabled(bool(text))
        self._said.say(self._words("prompts.is_shipped" if self._shown.builtin else "prompts.hint"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.SPACE_4, sizes.SPACE_4, sizes.SPACE_4, sizes.SPACE_4)
        column.setSpacing(sizes.SPACE_2)
        column.addWidget(labelled(self._words("prompts.title_field"), "label"))
        column.addWidget(self.title)
        column.addWidget(labelled(self._words("prompts.text_field"), "label"))
        column.addWidget(self.text, 1)
        column.addWidget(self._said)
        column.addLayout(beside(self.use_button, self.delete_button, None))

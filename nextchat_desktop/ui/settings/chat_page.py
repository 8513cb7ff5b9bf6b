"""The page of the parameters that count in every conversation, and of the model that finds titles."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.settings.option import to_plain
from nextchat_desktop.settings.saying import keep_parameters, parameters_in
from nextchat_desktop.settings.schema import TITLE_MODEL
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.mirroring import shown
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, Row, StillWheel
from nextchat_desktop.ui.settings.form import Page, held, held_parameters
from nextchat_desktop.ui.tailoring.conversation_settings import choices
from nextchat_desktop.ui.tailoring.form import ParameterForm
from nextchat_desktop.ui.tailoring.telling import Sight
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme

_WIDE = 280


class ChatPage(Page):
    """Everything applies at once."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        words = desk.words
        self._desk = desk
        self._titles = named(ChoiceBox(), f"setting-{TITLE_MODEL.key}", words("title.model.label"))
        following(theme, self._titles, lambda box: box.setFixedWidth(theme.room.scaled(_WIDE)))
        self._titles.setAccessibleDescription(words("title.model.help"))
        self._wheel = StillWheel(self._titles)
        self._wheel.guard(self._titles)
        row = Row(words("title.model.label"), self._titles)
        hint = Hint(theme, "titleModelHint")
        hint.say(words("title.model.help"))
        row.below(hint)
        self._form = ParameterForm(words, theme, desk.models.label, lambda: choices(desk), "setting-chat.")
        if why := held(desk.settings, TITLE_MODEL, words):
            self._titles.setEnabled(False)
            hint.say(why, icon="lock")
        rows: list[QWidget] = [self._form, row]
        super().__init__(words("settings.page.chat"), rows, theme)
        self._titles.activated.connect(self._on_title_model)
        self._form.edited.connect(self._on_edited)

    def commit(self) -> None:
        """Takes what is being typed."""
        self._form.commit()

    def showEvent(self, event: QShowEvent) -> None:
        """Other parts of the program change settings too."""
        settings = self._desk.settings
        self._form.show_sight(Sight(parameters_in(settings), held=held_parameters(settings, self._desk.words)))
        self._show_titles()
        super().showEvent(event)

    def _show_titles(self) -> None:
        self._titles.clear()
        self._titles.addItem(self._desk.words("title.model.same"), "")
        for choice, label in choices(self._desk):
            self._titles.addItem(shown(label), to_plain(choice))
        self._titles.setCurrentIndex(max(0, self._titles.findData(self._desk.settings[TITLE_MODEL])))

    def _on_title_model(self) -> None:
        self._desk.settings[TITLE_MODEL] = self._titles.currentData()

    def _on_edited(self, parameters: Parameters) -> None:
        keep_parameters(self._desk.settings, parameters)

"""What others have laid down for this program: where it stands, and what should be mended. Gone where nobody has."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from nextchat_desktop.core.policy import Rules
from nextchat_desktop.engine.telling_rules import TellingRules
from nextchat_desktop.ui.settings.fields import Hint, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words


class RulesPart(QWidget):
    def __init__(self, words: Words, theme: Theme, rules: Rules) -> None:
        super().__init__()
        telling = TellingRules(words, rules)
        told = [(text, "hint", "lock") for text in telling.sources()]
        told += [(text, "warn", "alert") for text in telling.complaints()]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_1)
        column.addWidget(labelled(words("rules.heading"), "label"))
        for number, (text, role, icon) in enumerate(told):
            hint = Hint(theme, f"rule-{number}")
            column.addWidget(hint)
            hint.say(text, role, icon)
        self.setVisible(bool(told))

"""The form in which one level of parameters is said: of the program, a mask or a conversation. It keeps nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.parameter_table import PARAMETERS, Group
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.ui.settings.fields import Hint, labelled
from nextchat_desktop.ui.tailoring.editors import ListModels
from nextchat_desktop.ui.tailoring.row import ParameterRow
from nextchat_desktop.ui.tailoring.telling import Sight, Telling
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import listed


class ParameterForm(QWidget):
    """Shows what is of use to the model; what is said of anything else stays as it is. `edited` carries the
    `Parameters` of this level as they are now.

    `label` is what a model is called, `models` are those that can be chosen. The fields are called
    by the `prefix` and the name of their parameter.
    """

    edited = Signal(object)

    def __init__(
        self,
        words: Words,
        theme: Theme,
        label: Callable[[ModelChoice], str],
        models: ListModels,
        prefix: str = "parameter-",
    ) -> None:
        super().__init__()
        self._words = words
        self._telling = Telling(words, label)
        self._sight = Sight()
        self._rows = [ParameterRow(one, words, theme, self._telling, models, prefix) for one in PARAMETERS]
        self._heads = {group: labelled(words(f"parameter.group.{group}"), "group") for group in Group}
        self._kept = Hint(theme, "keptParameters")
        self._hidden = Hint(theme, "hiddenParameters")
        self._arrange()
        for row in self._rows:
            row.said.connect(self._on_said)
        self.show_sight(self._sight)

    @property
    def parameters(self) -> Parameters:
        """What is said at this level."""
        return self._sight.said

    def show_sight(self, sight: Sight) -> None:
        """Another level, or the same as it is now."""
        self._sight = sight
        for row in self._rows:
            row.show_sight(sight)
            row.setVisible(sight.offers(row.parameter))
        for group, head in self._heads.items():
            head.setVisible(any(sight.offers(row.parameter) for row in self._rows if row.parameter.group is group))
        self._tell_hidden()

    def commit(self) -> None:
        """Takes what is being typed."""
        taken = [row.take() for row in self._free]
        if any(taken):
            self._on_said()

    @property
    def _free(self) -> list[ParameterRow]:
        """The rows that a person can say something in."""
        return [row for row in self._rows if self._sight.is_free(row.parameter)]

    def _on_said(self) -> None:
        shown = {row.parameter.name: row.value for row in self._free}
        said = replace(self._sight.said, **shown)
        self._sight = replace(self._sight, said=said)
        self.edited.emit(said)

    def _tell_hidden(self) -> None:
        """Why some are not here: what is said of them is kept and not sent, the rest is only named."""
        gone = [row.parameter for row in self._rows if not self._sight.offers(row.parameter)]
        labels = {one.name: self._words(f"parameter.{one.name}.label") for one in gone}
        kept = [one for one in gone if getattr(self._sight.said, one.name) is not None]
        told = (f"{labels[one.name]} {self._telling.value(one, getattr(self._sight.said, one.name))}" for one in kept)
        names, values = (listed(self._words, some) for some in (labels.values(), told))
        model = self._sight.model
        self._kept.say(self._words("parameter.kept", model=model, values=values) if kept else "", "warn", "info")
        self._hidden.say(self._words("parameter.not_taken", model=model, names=names) if gone else "")

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_3)
        column.addWidget(self._kept)
        for group, head in self._heads.items():
            column.addWidget(head)
            for row in self._of(group):
                column.addWidget(row)
        column.addWidget(self._hidden)

    def _of(self, group: Group) -> Iterator[ParameterRow]:
        return (row for row in self._rows if row.parameter.group is group)

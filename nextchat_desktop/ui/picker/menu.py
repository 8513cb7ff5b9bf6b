"""The groups of models → rows of the picker: favourites in a group of their own, at the top. Pure."""

from collections.abc import Callable, Iterable, Iterator

from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import GUIDE, ModelKind
from nextchat_desktop.engine.models import Group, Pick
from nextchat_desktop.ui.picker.rows import PickerRow
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import heard, in_line

Capable = Callable[[ModelChoice], Capabilities]


class PickerMenu:
    """Makes rows in the language of `words`; `capable` says what a model can do."""

    def __init__(self, words: Words, capable: Capable) -> None:
        self._words = words
        self._capable = capable

    def rows(self, groups: Iterable[Group], current: ModelChoice | None) -> tuple[PickerRow, ...]:
        """`current` bears the mark."""
        every = tuple(groups)
        favourites = [pick for group in every for pick in group.picks if pick.favourite]
        rows = [self._row(pick, current, with_place=True) for pick in favourites]
        head = [PickerRow(self._words("picker.favourites"))] if rows else []
        return (*head, *rows, *(row for group in every for row in self._group(group, current)))

    def _group(self, group: Group, current: ModelChoice | None) -> Iterator[PickerRow]:
        rest = [pick for pick in group.picks if not pick.favourite]
        if rest:
            yield PickerRow(group.name)
        for pick in rest:
            yield self._row(pick, current)

    def _row(self, pick: Pick, current: ModelChoice | None, with_place: bool = False) -> PickerRow:
        marks = self._marks(pick.choice)
        id = pick.choice.model if pick.choice.model != pick.label and pick.choice.connection != GUIDE else ""
        second = in_line(self._words, (id, pick.connection if with_place else ""))
        said = [pick.label, second, *(meaning for _, meaning in marks)]
        spoken = heard(self._words, said)
        if pick.choice == current:
            spoken = self._words("picker.current", name=spoken)
        return PickerRow(
            pick.label,
            pick.choice,
            second,
            self._words("picker.favourite", name=spoken) if pick.favourite else spoken,
            current=pick.choice == current,
            favourite=pick.favourite,
            can_be_favourite=pick.choice.connection != GUIDE,
            marks=marks,
        )

    def _marks(self, choice: ModelChoice) -> tuple[tuple[str, str], ...]:
        if choice.connection == GUIDE:
            return ()
        can = self._capable(choice)
        if can.kind is ModelKind.PICTURES:
            return (("image", self._words("picker.makes_pictures")),)
        return (("eye", self._words("picker.sees")),) if can.vision else ()

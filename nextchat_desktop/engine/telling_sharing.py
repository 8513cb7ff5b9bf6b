"""What there is to hand on, line by line, and what the ticks at them mean. It makes no file."""

from collections.abc import Iterator
from typing import Any

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.context import first_line
from nextchat_desktop.core.origins import host
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.engine.sharing_setups import Chosen, Shareable
from nextchat_desktop.engine.telling_setups import Chapter, Line, TellingSetUps
from nextchat_desktop.settings.option import Option
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.words.catalogue import Words

_LONGEST = 120


class TellingSharing:
    def __init__(self, words: Words, setup: Setup, settings: Settings) -> None:
        self._words, self._setup, self._settings = words, setup, settings
        self._telling = TellingSetUps(words, setup)

    def chapters(self, there: Shareable) -> tuple[Chapter, ...]:
        """Without those in which there is nothing."""
        words = self._words
        masks = (self._text(f"mask.{one.id}", one.name, one.about, one.id in there.suspicious) for one in there.masks)
        prompts = (
            self._text(f"prompt.{one.id}", one.title, one.text, one.id in there.suspicious) for one in there.prompts
        )
        settings = (self._setting(one, there) for one in there.settings)
        found = (
            Chapter(words("setup.connections"), tuple(self._connections(there))),
            Chapter(words("setup.masks"), tuple(masks)),
            Chapter(words("setup.prompts"), tuple(prompts)),
            Chapter(words("setup.settings"), tuple(settings)),
        )
        return tuple(chapter for chapter in found if chapter.lines)

    def _connections(self, there: Shareable) -> Iterator[Line]:
        for one in there.connections:
            id, holds_key = f"connection.{one.id}", one.id in there.suspicious
            sentence = "setup.share.address_holds_key" if holds_key else "setup.share.at"
            note = self._words(sentence, service=self._setup.service(one.service).label, host=host(one.base_url))
            yield Line(id, one.name, note, usual=not holds_key, warns=holds_key)
            for model in one.models:
                note = model.id if model.name else ""
                yield Line(f"{id}.model.{model.id}", model.label, note, True, model.shown, id, True)

    def _setting(self, option: Option[Any], there: Shareable) -> Line:
        holds_key = option.key in there.suspicious
        value = self._telling.value(option, self._settings[option], there.connections)
        note = self._words("setup.share.setting_holds_key", value=value) if holds_key else value
        return Line(f"setting.{option.key}", self._words(f"{option.words}.label"), note, warns=holds_key)

    def _text(self, id: str, name: str, about: str, is_suspicious: bool) -> Line:
        short = first_line(name, _LONGEST)
        if is_suspicious:
            return Line(id, short, self._words("setup.share.holds_key"), warns=True)
        return Line(id, short, first_line(about, _LONGEST), usual=True)


def chosen_of(there: Shareable, ticks: frozenset[str], sender: str, note: str, first: ModelChoice | None) -> Chosen:
    """What is handed on with these lines ticked."""
    connections = tuple(one for one in there.connections if f"connection.{one.id}" in ticks)
    models = {
        one.id: frozenset(model.id for model in one.models if f"connection.{one.id}.model.{model.id}" in ticks)
        for one in connections
    }
    return Chosen(
        sender,
        note,
        tuple(one.id for one in connections),
        models,
        tuple(one.id for one in there.masks if f"mask.{one.id}" in ticks),
        tuple(one.id for one in there.prompts if f"prompt.{one.id}" in ticks),
        tuple(one.key for one in there.settings if f"setting.{one.key}" in ticks),
        first if first is not None and first.model in models.get(first.connection, ()) else None,
    )

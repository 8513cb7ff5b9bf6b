"""Everything there is as entries of the palette, each kind made when somebody first looks for it. It paints nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any, TypeVar

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.context import first_line
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.ranges import Range
from nextchat_desktop.core.search import Found, Hit
from nextchat_desktop.engine.commands import Command
from nextchat_desktop.engine.models import Pick
from nextchat_desktop.resources import resource
from nextchat_desktop.settings.option import Option
from nextchat_desktop.settings.schema import OPTIONS
from nextchat_desktop.ui.commands import native_keys
from nextchat_desktop.ui.palette.items import Entry, Item, Kind, Results
from nextchat_desktop.ui.palette.menu import MOST, Entries
from nextchat_desktop.ui.palette.reach import Reach
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import heard, in_line
from nextchat_desktop.words.times import clock_time, day, is_today

T = TypeVar("T")

_LONG = 120
"""Characters of a text that are shown of it."""
_DAY = 24 * 60 * 60 * 1000


class Sources:
    """`pages` are those of the settings, by name, each with its icon."""

    def __init__(self, reach: Reach, pages: Callable[[], dict[str, str]]) -> None:
        self._reach = reach
        self._words = reach.words
        self._pages = pages
        self._english: Words | None = None
        self._hints: dict[Kind, str] = {}

    def entries(self) -> dict[Kind, Entries]:
        """Of every kind there is here, but for messages and conversations, which are searched."""
        makers: dict[Kind, Entries] = {
            Kind.COMMANDS: lambda: list(self._commands()),
            Kind.MODELS: lambda: list(self._models()),
            Kind.SETTINGS: lambda: list(self._settings()),
        }
        masks, prompts = self._reach.masks, self._reach.prompts
        if masks is not None and self._reach.choose_mask is not None:
            makers[Kind.MASKS] = partial(_all, masks, partial(self._mask, self._reach.choose_mask))
        if prompts is not None and self._reach.choose_prompt is not None:
            makers[Kind.PROMPTS] = partial(_all, prompts, partial(self._prompt, self._reach.choose_prompt))
        return makers

    def last_conversations(self) -> list[Item]:
        """So many as are shown before anything is typed."""
        return [self._conversation(one.id, one.title, one.pinned) for one in self._reach.conversations(MOST)]

    def results(self, found: Found) -> Results:
        messages = tuple(self._message(hit, found.text) for hit in found.hits)
        titles = (self._conversation(one.conversation, one.title, one.pinned, one.marks) for one in found.titles)
        return Results(messages, tuple(titles), found.titled)

    def _message(self, hit: Hit, text: str) -> Item:
        words = self._words
        title = hit.title or words("sidebar.untitled")
        below = in_line(words, (title, self._when(hit.created), hit.author))
        snippet = "".join(" " if letter.isspace() else letter for letter in hit.snippet)
        return Item(
            f"message:{hit.message}",
            Kind.MESSAGES,
            snippet,
            "chat",
            partial(self._reach.open_hit, hit, text),
            hit.marks,
            below,
            spoken=words("palette.spoken.message", text=snippet, where=below),
            hint=words("palette.enter.message"),
            other=partial(self._reach.copy_hit, hit),
            other_hint=words("palette.other.message"),
        )

    def _when(self, ms: int) -> str:
        now = self._reach.clock()
        if not ms:
            return ""
        if is_today(ms, now):
            return clock_time(self._words, ms)
        return self._words("palette.yesterday") if is_today(ms, now - _DAY) else day(self._words, ms)

    def _conversation(self, id: str, title: str, pinned: bool, marks: tuple[Range, ...] = ()) -> Item:
        title = title or self._words("sidebar.untitled")
        act = partial(self._reach.open_conversation, id)
        kind, icon = Kind.CONVERSATIONS, "pin" if pinned else "chat"
        return Item(f"conversation:{id}", kind, title, icon, act, marks, spoken=title, hint=self._hint(kind))

    def _commands(self) -> Iterator[Entry]:
        commands = self._reach.commands
        for command in commands.all():
            if command.listed and commands.is_enabled(command.id):
                yield self._command(command)

    def _command(self, command: Command) -> Entry:
        id = f"command.{command.id}"
        keys = tuple(native_keys(keys) for keys in self._reach.commands.keys(command.id))
        act = partial(self._reach.commands.run, command.id)
        made = self._entry(f"command:{command.id}", Kind.COMMANDS, self._words(id), command.icon, act, keys=keys[:1])
        typed = (f":{command.typed}",) if command.typed else ()
        return Entry(made.item, (*made.names, self._in_english(id), *typed))

    def _models(self) -> Iterator[Entry]:
        groups = self._reach.models.groups()
        for pick in chain.from_iterable(group.picks for group in groups):
            yield self._model(pick)

    def _model(self, pick: Pick) -> Entry:
        choice: ModelChoice = pick.choice
        key, act = f"model:{choice.connection}/{choice.model}", partial(self._reach.choose_model, choice)
        made = self._entry(key, Kind.MODELS, pick.label, "chip", act, beside=pick.connection)
        return Entry(made.item, (*made.names, choice.model), (pick.connection,))

    def _settings(self) -> Iterator[Entry]:
        for page, icon in self._pages().items():
            yield self._page(page, icon)
        for option in OPTIONS:
            if option.page:
                yield self._setting(option)

    def _page(self, page: str, icon: str) -> Entry:
        id = f"settings.page.{page}"
        made = self._entry(f"page:{page}", Kind.SETTINGS, self._words(id), icon, partial(self._show, page))
        return Entry(made.item, (*made.names, self._in_english(id)))

    def _setting(self, option: Option[Any]) -> Entry:
        label, help = (f"{option.words}.{part}" for part in ("label", "help"))
        page = self._words(f"settings.page.{option.page}")
        made = self._entry(
            f"setting:{option.key}",
            Kind.SETTINGS,
            self._words(label),
            "settings",
            partial(self._show, option.page, option.key),
            below=self._words(help),
            beside=page,
        )
        details = (self._words(help), self._in_english(help), page)
        return Entry(made.item, (*made.names, self._in_english(label)), details)

    def _show(self, page: str, key: str = "") -> None:
        self._reach.open_setting(page, key)

    def _mask(self, choose: Callable[[str], object], mask: Mask) -> Entry:
        made = self._entry(
            f"mask:{mask.id}",
            Kind.MASKS,
            mask.name,
            "mask",
            partial(choose, mask.id),
            below=mask.about,
            avatar=mask.avatar,
        )
        return Entry(made.item, made.names, (mask.about,))

    def _prompt(self, choose: Callable[[str], object], prompt: Prompt) -> Entry:
        text = first_line(prompt.text, _LONG)
        act = partial(choose, prompt.id)
        made = self._entry(f"prompt:{prompt.id}", Kind.PROMPTS, prompt.title, "prompt", act, below=text)
        return Entry(made.item, made.names, (prompt.text,))

    def _entry(
        self,
        key: str,
        kind: Kind,
        title: str,
        icon: str,
        act: Callable[[], object],
        *,
        below: str = "",
        beside: str = "",
        keys: Sequence[str] = (),
        avatar: str = "",
    ) -> Entry:
        spoken = heard(self._words, (title, beside, below, *keys))
        item = Item(key, kind, title, icon, act, (), below, beside, "", tuple(keys), avatar, spoken, self._hint(kind))
        return Entry(item, (title,))

    def _hint(self, kind: Kind) -> str:
        """What Enter does, looked up once for thousands of rows."""
        if kind not in self._hints:
            self._hints[kind] = self._words(f"palette.enter.{kind}")
        return self._hints[kind]

    def _in_english(self, id: str) -> str:
        """What a command is called in English, under which many look for it."""
        if self._english is None:
            self._english = Words(resource("locales"), "en")
        return self._english(id)


def _all(offered: Callable[[], Iterable[T]], entry: Callable[[T], Entry]) -> list[Entry]:
    return [entry(one) for one in offered()]

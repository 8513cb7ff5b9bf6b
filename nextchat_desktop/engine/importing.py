"""Brings in what files of other programs hold: all of it or nothing, each thing once. It knows no format and no thread.

What a file says of connections and settings is only told: whoever asked for the import asks the person about it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from nextchat_desktop.core.arriving import Brought, FileReport, ImportReport, Standing, Tally
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Conversation, Folder, Memory
from nextchat_desktop.core.found import (
    Found,
    FoundConnection,
    FoundConversation,
    FoundMask,
    FoundPrompt,
    FoundSettings,
    KeepPicture,
    OpenFile,
    Sort,
    Unread,
    Why,
)
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.newcomers import lacking
from nextchat_desktop.core.settling import own_id, settled
from nextchat_desktop.core.sources import Source
from nextchat_desktop.engine.ports import Clock
from nextchat_desktop.settings.nextchat import settings_of

_WHERES = 5
"""So many places are told of what could not be read for one reason."""


class Arriving(Protocol):
    """Where conversations go. Writing may raise NotWritten."""

    def standing(self, conversation: str) -> Standing: ...
    def known(self, conversation: str) -> frozenset[str]: ...
    def is_taken(self, ids: Iterable[str]) -> bool: ...
    def put(self, head: Conversation, messages: Sequence[Message], memories: Iterable[Memory] = ()) -> None: ...
    def add(self, head: Conversation, messages: Sequence[Message]) -> None: ...
    def finish(self, folders: Iterable[Folder], masks: Iterable[Mask], prompts: Iterable[Prompt]) -> Brought: ...


@dataclass(frozen=True, slots=True)
class Present:
    """What there is before, as it was when the import was asked for. `models` are the choices by what people and
    services call their models, in small letters, `connections` the ids of all there are."""

    masks: tuple[Mask, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    folders: tuple[Folder, ...] = ()
    models: Mapping[str, ModelChoice] = field(default_factory=dict)
    connections: frozenset[str] = frozenset()


class Importing:
    """One import. `tell` hears of each thing that is found; it may raise CalledOff, as reading a source may."""

    def __init__(
        self,
        open_file: OpenFile,
        keep: KeepPicture,
        arriving: Arriving,
        present: Present,
        clock: Clock,
        is_trial: bool,
        tell: Callable[[int, int], None],
    ) -> None:
        self._open, self._keep, self._arriving = open_file, keep, arriving
        self._present, self._clock, self._is_trial, self._tell = present, clock, is_trial, tell
        self._folders = {folder.name.casefold(): folder for folder in present.folders}
        self._masks = {_content(mask): mask for mask in present.masks}
        self._prompts = {(one.title, one.text) for one in present.prompts}
        self._here = {mask.id for mask in present.masks} | {prompt.id for prompt in present.prompts}
        self._new_folders: list[Folder] = []
        self._new_masks: dict[str, Mask] = {}
        self._new_prompts: list[Prompt] = []
        self._connections: list[FoundConnection] = []
        self._settings: list[FoundSettings] = []
        self._seen: set[str] = set()
        self._counts: dict[Sort, Counter[str]] = {}
        self._unread: Counter[Why] = Counter()
        self._wheres: dict[str, list[str]] = {}
        self._form = ""
        self._conversations = self._messages = 0

    def run(self, sources: Iterable[Source]) -> ImportReport:
        """Raises NotWritten, and whatever `tell` raises; then nothing has come in."""
        files = tuple([self._file(source) for source in sources])
        brought = Brought()
        if not self._is_trial:
            brought = self._arriving.finish(self._new_folders, self._new_masks.values(), self._new_prompts)
        return ImportReport(files, self._is_trial, brought, tuple(self._connections), tuple(self._settings))

    def _file(self, source: Source) -> FileReport:
        self._counts, self._unread, self._wheres, self._form = {}, Counter(), {}, ""
        label = ""
        try:
            opened = self._open(source, self._keep)
            if opened is None:
                self._miss(Unread(Why.UNKNOWN if source.size else Why.NOTHING))
            else:
                self._form, label = opened.form, opened.label
                for one in opened.found:
                    self._take(one)
                if Why.UNKNOWN in self._unread and not self._counts:
                    self._form = label = ""
        except NotWritten:
            raise
        except OSError as error:
            self._miss(Unread(Why.UNREADABLE, error.strerror or ""))
        unread = tuple(Unread(why, "", count) for why, count in self._unread.items())
        wheres = {why: tuple(some) for why, some in self._wheres.items() if some}
        return FileReport(source.name, self._form, label, self._tallies(), unread, wheres)

    def _take(self, found: Found) -> None:
        match found:
            case FoundConversation():
                self._take_conversation(self._settled(found))
            case FoundMask(mask):
                self._take_mask(mask)
            case FoundPrompt(prompt):
                self._take_prompt(prompt)
            case FoundConnection():
                self._take_connection(found)
            case FoundSettings(values):
                self._take_settings(settings_of(values))
            case Unread():
                self._miss(found)
        self._tell(self._conversations, self._messages)

    def _settled(self, found: FoundConversation) -> FoundConversation:
        """With ids of its own, also where it claims ids of this program that belong to something else here."""
        stands = settled(found, self._form, self._clock())
        if not found.is_ours or self._arriving.standing(stands.head.id) is not Standing.ABSENT:
            return stands
        is_taken = self._arriving.is_taken([*(one.id for one in stands.messages), *(one.id for one in stands.memories)])
        return settled(replace(found, is_ours=False), self._form, self._clock()) if is_taken else stands

    def _take_connection(self, found: FoundConnection) -> None:
        """Several files may tell of the same one, with some models more or less."""
        place = next((place for place, one in enumerate(self._connections) if _way(one) == _way(found)), None)
        if place is None:
            self._count(Sort.CONNECTIONS, "new")
            self._connections.append(found)
            return
        self._count(Sort.CONNECTIONS, "here")
        one = self._connections[place].connection
        more = lacking(one, found.connection)
        self._connections[place] = replace(found, connection=replace(one, models=one.models + more))

    def _take_settings(self, values: Mapping[str, Any]) -> None:
        if values:
            self._count(Sort.SETTINGS, "new", len(values))
            self._settings.append(FoundSettings(values))

    def _take_conversation(self, found: FoundConversation) -> None:
        head = found.head
        standing = Standing.COMING if head.id in self._seen else self._arriving.standing(head.id)
        self._seen.add(head.id)
        self._conversations += 1
        self._messages += len(found.messages)
        if standing is Standing.ABSENT:
            self._count(Sort.CONVERSATIONS, "new")
            self._count(Sort.MESSAGES, "new", len(found.messages))
            if not self._is_trial:
                self._arriving.put(self._placed(found), found.messages, found.memories)
        elif standing is Standing.BINNED or (standing is Standing.COMING and self._is_trial):
            what = "binned" if standing is Standing.BINNED else "here"
            self._count(Sort.CONVERSATIONS, what)
            self._count(Sort.MESSAGES, what, len(found.messages))
        else:
            self._grow(found)

    def _grow(self, found: FoundConversation) -> None:
        known = self._arriving.known(found.head.id)
        new = [one for one in found.messages if one.id not in known]
        self._count(Sort.CONVERSATIONS, "grown" if new else "here")
        self._count(Sort.MESSAGES, "new", len(new))
        self._count(Sort.MESSAGES, "here", len(found.messages) - len(new))
        if new and not self._is_trial:
            self._arriving.add(found.head, new)

    def _placed(self, found: FoundConversation) -> Conversation:
        """In its folder, and with the model that answers here, if one is called the same."""
        head = found.head
        like = self._present.models.get(found.model.strip().casefold())
        is_known = head.choice is not None and head.choice.connection in self._present.connections
        return replace(head, choice=head.choice if is_known else like or head.choice, folder=self._folder(head.folder))

    def _folder(self, name: str | None) -> str | None:
        line = " ".join((name or "").split())
        if not line:
            return None
        folder = self._folders.get(line.casefold())
        if folder is None:
            rank = max((one.rank for one in self._folders.values()), default=0.0) + 1
            folder = self._folders[line.casefold()] = Folder(own_id("folder", line.casefold(), str(rank)), line, rank)
            self._new_folders.append(folder)
        return folder.id

    def _take_mask(self, mask: Mask) -> None:
        """One that was brought in before and changed here since then is here."""
        content = _content(mask)
        id = self._mask_id(mask, content)
        if content in self._masks or id in self._here:
            self._count(Sort.MASKS, "here")
            return
        mask = self._masks[content] = replace(mask, id=id, builtin=False, created=mask.created or self._clock())
        self._new_masks[id] = mask
        self._count(Sort.MASKS, "new")

    def _mask_id(self, mask: Mask, content: Mask) -> str:
        """Two that a file has under one id are two."""
        id = own_id(self._form, "mask", mask.id or repr(content))
        return own_id(self._form, "mask", mask.id, repr(content)) if id in self._new_masks else id

    def _take_prompt(self, prompt: Prompt) -> None:
        """As with masks."""
        content = prompt.title, prompt.text
        id = own_id(self._form, "prompt", *content)
        if content in self._prompts or id in self._here:
            self._count(Sort.PROMPTS, "here")
            return
        self._prompts.add(content)
        self._new_prompts.append(replace(prompt, id=id, builtin=False, created=prompt.created or self._clock()))
        self._count(Sort.PROMPTS, "new")

    def _count(self, sort: Sort, what: str, count: int = 1) -> None:
        self._counts.setdefault(sort, Counter()).update({what: count, "found": count})

    def _miss(self, unread: Unread) -> None:
        self._unread.update({unread.why: unread.count})
        wheres = self._wheres.setdefault(unread.why.value, [])
        if unread.where and unread.where not in wheres and len(wheres) < _WHERES:
            wheres.append(unread.where)

    def _tallies(self) -> dict[Sort, Tally]:
        return {sort: Tally(**counts) for sort, counts in self._counts.items()}


def _way(found: FoundConnection) -> FoundConnection:
    """What makes two connections the same, whatever they are called in each file."""
    return replace(found, connection=replace(found.connection, id="", name="", models=()))


def _content(mask: Mask) -> Mask:
    """What makes two masks the same, whoever has them under which id."""
    context = tuple(replace(one, id="", created=0) for one in mask.context)
    return replace(mask, id="", created=0, foreign="", builtin=False, context=context, choice=None)

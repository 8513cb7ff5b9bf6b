"""Chatbox's backups → conversations, masks and connections. Before they were archives its pictures lay elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.found import Found, KeepPicture, Unread, Why
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameter_table import checked
from nextchat_desktop.core.parts import Part
from nextchat_desktop.core.settling import own_id
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign import turns
from nextchat_desktop.interchange.foreign.chatbox_archive import Stored, archive, is_archive
from nextchat_desktop.interchange.foreign.connecting import connection
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.json_stream import values
from nextchat_desktop.interchange.foreign.loose import line, mappings, milliseconds, name, text, whole
from nextchat_desktop.interchange.foreign.one_or_many import whole_ones
from nextchat_desktop.records.reading import listing, mapping

_SESSION = "session:"
_OLD_SESSIONS, _COPILOTS, _SETTINGS = "chat-sessions.item", "myCopilots.item", "settings"

_OLD_SERVICES: tuple[tuple[str, str, str], ...] = (
    ("openai", "openaiKey", "apiHost"),
    ("azure", "azureApikey", "azureEndpoint"),
    ("claude", "claudeApiKey", "claudeApiHost"),
    ("gemini", "geminiAPIKey", "geminiAPIHost"),
    ("groq", "groqAPIKey", ""),
    ("deepseek", "deepseekAPIKey", ""),
    ("siliconflow", "siliconCloudKey", "siliconCloudHost"),
    ("perplexity", "perplexityApiKey", ""),
    ("xAI", "xAIKey", ""),
    ("chatglm-6b", "chatglmApiKey", ""),
)
"""Each with its names of the key and the address, before there was a list of services."""


def _fits(seen: Glimpse) -> bool:
    if seen.members:
        return is_archive(seen.members)
    begins = any(path.startswith(_SESSION) for path in seen.paths)
    return begins or seen.has("__exported_items") or seen.has(_OLD_SESSIONS, f"{_OLD_SESSIONS}.messages")


def _read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    if source.members:
        yield from _read_archive(source, keep)
        return
    parts = Stored(keep, source, {})
    for place, value in values(source, _is_wanted):
        if place == _SETTINGS:
            yield from _connections(mapping(value))
        elif place == _COPILOTS:
            yield from turns.masks([_mask(mapping(value))])
        else:
            session = mapping(value)
            yield from _conversations(session, name(session.get("id")) or place.removeprefix(_SESSION), parts)
            yield from parts.missed(line(session.get("name")))


def _read_archive(source: Source, keep: KeepPicture) -> Iterator[Found]:
    found = archive(source)
    if found is None:
        yield Unread(Why.UNKNOWN, source.name)
        return
    parts = Stored(keep, source, found.pictures)

    def member(path: str) -> Iterator[Found]:
        if path in found.sessions:
            return _session(source, path, found.sessions[path], parts)
        return _settings(source, path) if path == found.settings else _copilots(source, path)

    there = [path for path in (found.settings, found.copilots, *found.sessions) if path in source.members]
    parts.miss(Why.CONVERSATION, sum(path not in source.members for path in found.sessions))
    yield from whole_ones(member, there)
    yield from parts.missed("")


FORM = Format("chatbox", "Chatbox", _fits, _read)


def _settings(source: Source, member: str) -> Iterator[Found]:
    for _, value in values(source, ("",), member):
        yield from _connections(mapping(value))


def _copilots(source: Source, member: str) -> Iterator[Found]:
    for _, value in values(source, ("item",), member):
        yield from turns.masks([_mask(mapping(value))])


def _session(source: Source, member: str, about: Mapping[str, Any], parts: Stored) -> Iterator[Found]:
    for _, value in values(source, ("",), member):
        session = {**about, **mapping(value)}
        yield from _conversations(session, name(session.get("id")) or member, parts)
        yield from parts.missed(line(session.get("name")))


def _is_wanted(place: str) -> bool:
    return place.startswith(_SESSION) or place in (_OLD_SESSIONS, _COPILOTS, _SETTINGS)


def _mask(copilot: Mapping[str, Any]) -> Mask | None:
    found = Mask(name(copilot.get("id")), line(copilot.get("name")), about=line(copilot.get("description")))
    return turns.mask(found, copilot.get("prompt"))


def _conversations(session: Mapping[str, Any], id: str, parts: Stored) -> Iterator[Found]:
    """The one that is read, and each of those before it that had been set aside in the same session."""
    if not isinstance(session.get("messages"), list):
        parts.miss(Why.CONVERSATION)
        return
    title, settings = line(session.get("name")), mapping(session.get("settings"))
    options = {"temperature": "temperature", "top_p": "topP", "max_tokens": "maxTokens"}
    parameters = checked({ours: settings[theirs] for ours, theirs in options.items() if theirs in settings})
    head = Conversation(
        id,
        title,
        created=milliseconds(session.get("createdAt")),
        parameters=parameters,
        pinned=session.get("starred") is True,
        archived=session.get("hidden") is True,
    )
    model = line(settings.get("modelId"))
    yield _conversation(session, head, model, parts)
    for place, thread in enumerate(mappings(session.get("threads"))):
        aside = f"{id}/{name(thread.get('id')) or place}"
        told = line(thread.get("name")) or title
        yield _conversation(
            thread,
            Conversation(aside, told, created=milliseconds(thread.get("createdAt")), parameters=parameters),
            model,
            parts,
            forks=session.get("messageForksHash"),
        )


def _conversation(
    found: Mapping[str, Any], head: Conversation, model: str, parts: Stored, forks: object = None
) -> Found:
    """`forks` are those of all threads, where they are not its own: only those that hang on it count."""
    tree = _Tree(parts)
    leaf = tree.add(listing(found.get("messages")), None)
    tree.add_forks(mapping(found.get("messageForksHash") or forks))
    messages = turns.bridged(tree.messages, tree.parents)
    memories = tuple(_memories(found.get("compactionPoints"), tree))
    return turns.conversation(replace(head, leaf=leaf), messages, model, memories)


class _Tree:
    """The messages of a session, and what each stands below."""

    def __init__(self, parts: Stored) -> None:
        self._parts = parts
        self.messages: list[Message] = []
        self.parents: dict[str, str] = {}
        self.summaries: dict[str, str] = {}
        self._known: set[str] = set()

    def add(self, raw: list[Any], below: str | None) -> str | None:
        """Those that stand one after the other; the last of them that can be read."""
        leaf = None
        for place, one in enumerate(raw):
            fields = mapping(one)
            id = name(fields.get("id")) or own_id(below or "", str(place), repr(one)[:1000])
            if id in self._known:
                continue
            self._known.add(id)
            if below is not None:
                self.parents[id] = below
            below = id
            if fields.get("isSummary") is True:
                self.summaries[id] = _plain(fields)
            elif (message := self._message(fields, id)) is not None:
                self.messages.append(message)
                leaf = id
        return leaf

    def add_forks(self, forks: Mapping[str, Any]) -> None:
        """What else was said behind a message; also behind one that stands in such a branch."""
        waiting = {id: fork for id, fork in forks.items() if isinstance(fork, dict)}
        while ready := [id for id in waiting if id in self._known]:
            for id in ready:
                for branch in mappings(waiting.pop(id).get("lists")):
                    self.add(listing(branch.get("messages")), id)

    def _message(self, fields: Mapping[str, Any], id: str) -> Message | None:
        role = turns.role_of(fields.get("role"))
        if role is None:
            self._parts.miss(Why.TOOL if fields.get("role") == "tool" else Why.MESSAGE)
            return None
        author = line(fields.get("model")) if role is Role.ASSISTANT else ""
        message = Message(id, role, created=milliseconds(fields.get("timestamp")), author=author)
        files = [line(one.get("name")) for one in mappings(fields.get("files"))]
        links = [line(one.get("url")) for one in mappings(fields.get("links"))]
        error = text(fields.get("error"))
        failure = turns.failed(error) if error or fields.get("errorCode") else None
        self._parts.miss(Why.FAILURE, failure is not None)
        content = self._parts.attached(_parts(fields, self._parts), files + links)
        return turns.turn(message, content, failure, is_cut=fields.get("generating") is True)


def _parts(fields: Mapping[str, Any], parts: Stored) -> Iterator[Part]:
    yield from parts.thought(fields.get("reasoningContent"))
    for one in listing(fields.get("contentParts")) or [fields.get("content")]:
        is_picture = mapping(one).get("type") == "image"
        yield from parts.drawn(one) if is_picture else parts.content([one])
    for picture in mappings(fields.get("pictures")):
        yield from parts.drawn(picture)


def _plain(fields: Mapping[str, Any]) -> str:
    found = [text(one.get("text")) for one in mappings(fields.get("contentParts")) if one.get("type") == "text"]
    return "\n".join(found) or text(fields.get("content"))


def _memories(points: object, tree: _Tree) -> Iterator[Memory]:
    for one in mappings(points):
        summary, through = name(one.get("summaryMessageId")), name(one.get("boundaryMessageId"))
        if tree.summaries.get(summary) and through:
            yield Memory(summary, through, tree.summaries[summary], milliseconds(one.get("createdAt")))


def _connections(settings: Mapping[str, Any]) -> Iterator[Found]:
    custom = {name(one.get("id")): one for one in mappings(settings.get("customProviders"))}
    for id, one in mapping(settings.get("providers")).items():
        service = mapping(one)
        described = custom.get(id, {})
        deployment = line(service.get("deploymentName"))
        models = [Model(deployment)] if deployment else [_model(each) for each in mappings(service.get("models"))]
        address = text(service.get("endpoint")) if id == "azure" else text(service.get("apiHost"))
        if id in custom:
            address += text(service.get("apiPath"))
        yield from connection(
            text(id),
            line(described.get("name")),
            address,
            text(service.get("apiKey")),
            "azure" if id == "azure" else text(described.get("type")) or text(id),
            line(service.get("apiVersion")),
            models,
        )
    for id, key, address in _OLD_SERVICES:
        version = line(settings.get("azureApiVersion")) if id == "azure" else ""
        yield from connection(id, "", text(settings.get(address)), text(settings.get(key)), id, version)


def _model(found: Mapping[str, Any]) -> Model:
    able = listing(found.get("capabilities"))
    return Model(
        line(found.get("modelId")),
        line(found.get("nickname")),
        vision=True if "vision" in able else None,
        reasoning=True if "reasoning" in able else None,
        context=whole(found.get("contextWindow")),
        output=whole(found.get("maxOutput")),
    )

"""LobeChat's exports, of its older kind, of its database and of one topic → conversations, masks and connections.

Messages stand in one list in no certain order, so that all of them are held, packed, until the file has been read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.found import Found, KeepPicture, Why
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Part, Text
from nextchat_desktop.core.settling import own_id
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign import turns
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.json_stream import values
from nextchat_desktop.interchange.foreign.lobechat_services import services
from nextchat_desktop.interchange.foreign.loose import line, mappings, milliseconds, name, text
from nextchat_desktop.interchange.foreign.packing import packed, unpacked
from nextchat_desktop.records.reading import listing, mapping

_ID = "lobechat"
_TABLES = (
    "sessionGroups",
    "sessions",
    "topics",
    "threads",
    "agents",
    "agentsToSessions",
    "aiProviders",
    "messagesFiles",
    "messages",
)
_SIGNS = frozenset(f"data.{table}" for table in (*_TABLES, "userSettings", "userInstalledPlugins", "messagePlugins"))
_TITLE, _ALONE = "title", "messages.item"
"""Where a topic that was exported by itself has its own."""
_PLACES = (
    *(f"{top}.{table}.item" for top in ("state", "data") for table in _TABLES),
    "state.settings",
    "state.inbox",
    _TITLE,
    _ALONE,
)
_OLD_SESSIONS = "state.sessions."
_INBOX = "inbox"
_STILL_COMING = "..."
"""What stands in an answer of which nothing has come yet."""
_TOLD_FIRST = "system-role"
"""The id of the instructions of a topic that was exported by itself. They are as young as the file."""
_KEPT = (
    "id",
    "role",
    "content",
    "createdAt",
    "createAt",
    "threadId",
    "parentId",
    "model",
    "fromModel",
    "extra",
    "error",
    "files",
    "reasoning",
    "imageList",
    "tools",
)
"""What is needed of a message."""
_OPTIONS = ("temperature", "top_p", "max_tokens", "presence_penalty", "frequency_penalty", "reasoning_effort")


def _fits(seen: Glimpse) -> bool:
    is_database = len(_SIGNS & seen.paths) > 1 or seen.has("data.userInstalledPlugins") or seen.has("data.userSettings")
    is_topic = seen.has("exportedAt", "version", *(f"{_ALONE}.{field}" for field in ("id", "role", "createdAt")))
    return seen.has("exportType", "state") or seen.has("state.sessions", "version") or is_database or is_topic


@dataclass
class _All:
    """What stands in the file, by its ids, in its order."""

    groups: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    topics: dict[str, dict[str, Any]] = field(default_factory=dict)
    threads: dict[str, str] = field(default_factory=dict)
    agents: dict[str, dict[str, Any]] = field(default_factory=dict)
    agent_of: dict[str, str] = field(default_factory=dict)
    providers: list[dict[str, Any]] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    messages: dict[tuple[str, str], list[bytes]] = field(default_factory=dict)
    """By session and topic; what names a topic needs no session."""
    title: str = ""
    alone: list[dict[str, Any]] = field(default_factory=list)
    """The messages of a topic that was exported by itself."""

    def take(self, place: str, value: object) -> None:
        if place == _TITLE:
            self.title = line(value)
        elif place == _ALONE:
            self.alone.append(mapping(value))
        else:
            self._take_row(place, mapping(value))

    def conversations(self) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
        """By session and topic. Newer messages name the agent of a session instead of it."""
        sessions = {agent: session for session, agent in self.agent_of.items()}
        every: dict[tuple[str, str], list[bytes]] = {}
        for (session, topic), rows in self.messages.items():
            every.setdefault((sessions.get(session, session), topic), []).extend(rows)
        for (session, topic), rows in every.items():
            yield session, topic, [unpacked(one) for one in rows]

    def _take_row(self, place: str, row: dict[str, Any]) -> None:
        id = name(row.get("id"))
        match place.split(".")[1]:
            case "sessionGroups":
                self.groups[id] = line(row.get("name"))
            case "sessions" | "inbox":
                self._take_session(id or place.rpartition(".")[2], row)
            case "topics":
                self.topics[id] = row
            case "threads":
                self.threads[id] = name(row.get("sourceMessageId"))
            case "agents":
                self.agents[id] = row
            case "agentsToSessions":
                self.agent_of[name(row.get("sessionId"))] = name(row.get("agentId"))
            case "aiProviders":
                self.providers.append(row)
            case "messagesFiles":
                message = name(row.get("messageId"))
                self.files[message] = self.files.get(message, 0) + 1
            case "settings":
                self.settings = row
            case "messages":
                self._take_message(row)

    def _take_session(self, id: str, row: dict[str, Any]) -> None:
        """In the oldest files a session holds its messages and its topics itself."""
        self.sessions[id] = {key: one for key, one in row.items() if key not in ("chats", "topics")}
        for topic, about in mapping(row.get("topics")).items():
            self.topics[text(topic)] = {"sessionId": id, **mapping(about)}
        for message, said in mapping(row.get("chats")).items():
            self._take_message({"id": text(message), "sessionId": id, **mapping(said)})

    def _take_message(self, row: dict[str, Any]) -> None:
        topic = name(row.get("topicId"))
        owners = (name(row.get(key)) for key in ("sessionId", "groupId", "agentId"))
        session = "" if topic else next((one for one in owners if one), _INBOX)
        found = {key: row[key] for key in _KEPT if row.get(key) is not None}
        self.messages.setdefault((session, topic), []).append(packed(found))


def _read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    found = _All()
    for place, value in values(source, _is_wanted):
        found.take(place, value)
    parts = Gathering(keep)
    masks = {id: _mask(id, agent) for id, agent in _agents(found).items()}
    yield from turns.masks(masks.values())
    yield from services(found.settings, found.providers)
    for session, topic, rows in found.conversations():
        head = _head(found, session, topic, masks)
        yield _conversation(found, head, rows, parts)
        yield from parts.missed(head.title)
    if found.alone:
        yield _conversation(found, *_alone(found), parts)
        yield from parts.missed(found.title)
    for id, about in found.topics.items():
        if ("", id) not in found.messages:
            yield turns.conversation(Conversation(id, line(about.get("title"))), ())


FORM = Format(_ID, "LobeChat", _fits, _read)


def _is_wanted(place: str) -> bool:
    if place.startswith(_OLD_SESSIONS):
        return place.count(".") == 2
    return place in _PLACES


def _agents(found: _All) -> dict[str, dict[str, Any]]:
    """Those of the sessions, in older files described by the session itself."""
    agents = dict(found.agents)
    for id, session in found.sessions.items():
        if isinstance(session.get("config"), dict):
            agents[id] = {**mapping(session.get("meta")), **session["config"]}
    return agents


def _mask(id: str, agent: Mapping[str, Any]) -> Mask | None:
    shots = ((turns.role_of(one.get("role")), text(one.get("content"))) for one in mappings(agent.get("fewShots")))
    context = tuple(Message(str(n), role, (Text(said),)) for n, (role, said) in enumerate(shots) if role and said)
    found = Mask(
        id,
        line(agent.get("title")),
        turns.avatar(agent.get("avatar")),
        line(agent.get("description")),
        context=context,
        model=line(agent.get("model")),
        created=milliseconds(agent.get("createdAt")),
    )
    params = mapping(agent.get("params"))
    return turns.mask(found, agent.get("systemRole"), {option: params.get(option) for option in _OPTIONS})


def _head(found: _All, session: str, topic: str, masks: Mapping[str, Mask | None]) -> Conversation:
    about = found.topics.get(topic, {})
    of = name(about.get("sessionId")) or session
    row = found.sessions.get(of, {})
    agent = found.agent_of.get(of) or name(about.get("agentId")) or of
    group = found.groups.get(name(row.get("groupId")) or name(row.get("group")))
    title = line(about.get("title")) or _title(row) or line(found.agents.get(agent, {}).get("title"))
    return Conversation(
        topic or f"session/{session}",
        title,
        created=milliseconds(about.get("createdAt")),
        updated=milliseconds(about.get("updatedAt")),
        mask=turns.begun_with(masks.get(agent), _ID),
        folder=group or None,
        pinned=bool(about.get("favorite") if topic else row.get("pinned")),
    )


def _alone(found: _All) -> tuple[Conversation, list[dict[str, Any]]]:
    """A topic that was exported by itself."""
    ids = [name(row.get("id")) for row in found.alone]
    rows = [{**row, "createdAt": None} if id == _TOLD_FIRST else row for id, row in zip(ids, found.alone, strict=True)]
    return Conversation(own_id(*ids), found.title), rows


def _title(session: Mapping[str, Any]) -> str:
    return line(session.get("title")) or line(mapping(session.get("meta")).get("title"))


def _conversation(found: _All, head: Conversation, rows: list[dict[str, Any]], parts: Gathering) -> Found:
    messages: list[Message] = []
    for row in _in_time(rows):
        message = _message(row, found.files.get(name(row.get("id")), 0), parts)
        if message is not None:
            messages.append(message)
    parents = dict(_parents(found, _in_time(rows)))
    tree = turns.bridged(messages, parents)
    aside = {name(row.get("id")) for row in rows if name(row.get("threadId"))}
    leaf = next((one.id for one in reversed(tree) if one.id not in aside), None)
    model = next((one.author for one in reversed(tree) if one.author), "")
    return turns.conversation(replace(head, leaf=leaf), tree, model)


def _in_time(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In the order in which it was said, where that is known of all."""
    times = [_time(row) for row in rows]
    return sorted(rows, key=_time) if all(times) else rows


def _time(row: Mapping[str, Any]) -> int:
    return milliseconds(row.get("createdAt")) or milliseconds(row.get("createAt"))


def _parents(found: _All, rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Below what it answers, where the file says so; else below what was said before, in its own thread."""
    known = {name(row.get("id")) for row in rows}
    last: dict[str, str] = {}
    for row in rows:
        id, thread, parent = name(row.get("id")), name(row.get("threadId")), name(row.get("parentId"))
        before = last.get(thread) or found.threads.get(thread, "")
        below = parent if parent in known else before
        if below and below != id:
            yield id, below
        last[thread] = id


def _message(row: Mapping[str, Any], files: int, parts: Gathering) -> Message | None:
    role = turns.role_of(row.get("role"))
    if role is None:
        parts.miss(Why.TOOL if row.get("role") in ("tool", "function") else Why.MESSAGE)
        return None
    extra = mapping(row.get("extra"))
    author = line(row.get("model")) or line(row.get("fromModel")) or line(extra.get("fromModel"))
    error = mapping(row.get("error"))
    failure = turns.failed(error.get("message") or error.get("type")) if error else None
    parts.miss(Why.FAILURE, failure is not None)
    parts.miss(Why.ATTACHMENT, files + len(listing(row.get("files"))))
    message = Message(name(row.get("id")), role, created=_time(row), author=author if role is Role.ASSISTANT else "")
    return turns.turn(message, _parts(row, role, parts), failure)


def _parts(row: Mapping[str, Any], role: Role, parts: Gathering) -> Iterator[Part]:
    thought = mapping(row.get("reasoning"))
    yield from parts.thought(thought.get("content"), thought.get("duration"))
    content = row.get("content")
    if not (role is Role.ASSISTANT and content == _STILL_COMING):
        yield from parts.content(content)
    for picture in mappings(row.get("imageList")):
        yield from parts.picture(picture.get("url"))
    for tool in mappings(row.get("tools")):
        called = "/".join(part for part in (name(tool.get("identifier")), name(tool.get("apiName"))) if part)
        yield from parts.call(tool.get("id"), called, tool.get("arguments"))

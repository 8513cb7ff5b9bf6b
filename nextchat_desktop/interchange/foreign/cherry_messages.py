"""The messages of a topic of Cherry Studio, with what each of them says, which lies apart from it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.found import Found, Why
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Part
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign import turns
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.loose import line, mappings, milliseconds, name, text
from nextchat_desktop.interchange.foreign.packing import packed, unpacked
from nextchat_desktop.records.reading import listing, mapping

Blocks = dict[str, bytes]
"""What messages say, a piece under each id, packed."""

_KEPT = ("type", "content", "language", "url", "file", "error", "thinking_millsec", "toolId", "toolName", "arguments")
_UNDER_WAY = ("processing", "pending", "searching", "sending", "paused")
_STOPPED = "pause_placeholder"
"""What stands as an error in an answer that the person stopped."""
_FILES = "Data/Files/"


def trimmed(block: Mapping[str, Any]) -> bytes:
    """What is needed of it, packed: much else stands in one, such as what a search found."""
    about = mapping(block.get("metadata"))
    found = {key: block[key] for key in _KEPT if key in block}
    images = mapping(about.get("generateImageResponse")).get("images")
    call = mapping(about.get("rawMcpToolResponse")).get("arguments")
    return packed({**found, **({"images": images} if images else {}), **({"arguments": call} if call else {})})


class Topic:
    """One conversation. Its pictures lie in `source`."""

    def __init__(self, source: Source, blocks: Blocks, parts: Gathering) -> None:
        self._source, self._blocks, self._parts = source, blocks, parts

    def conversation(self, head: Conversation, found: object) -> Found:
        messages: list[Message] = []
        cleared: str | None = None
        rows = list(mappings(found))
        self._parts.miss(Why.MESSAGE, len(listing(found)) - len(rows))
        for row in rows:
            if row.get("type") == "clear":
                cleared = messages[-1].id if messages else None
            elif (message := self._message(row)) is not None:
                messages.append(message)
        parents = dict(_parents(rows))
        tree = turns.bridged(messages, parents)
        there = {one.id for one in tree}
        leaf = turns.nearest(_leaf(rows), parents, there)
        model = next((one.author for one in reversed(tree) if one.author), "")
        return turns.conversation(replace(head, leaf=leaf, cleared=cleared), tree, model)

    def _message(self, row: Mapping[str, Any]) -> Message | None:
        role = turns.role_of(row.get("role"))
        if role is None:
            self._parts.miss(Why.MESSAGE)
            return None
        told = [unpacked(self._blocks[id]) for id in map(name, listing(row.get("blocks"))) if id in self._blocks]
        wrong = next((one.get("error") for one in told if one.get("type") == "error"), row.get("error"))
        failure = _failure(mapping(wrong))
        self._parts.miss(Why.FAILURE, failure is not None)
        model = mapping(row.get("model"))
        author = line(model.get("name")) or line(model.get("id")) or line(row.get("modelId"))
        message = Message(
            name(row.get("id")),
            role,
            created=milliseconds(row.get("createdAt")),
            author=author if role is Role.ASSISTANT else "",
        )
        files = [*(mapping(one.get("file")) for one in told if one.get("type") == "file"), *mappings(row.get("files"))]
        others = [one for one in files if not _is_picture(one)]
        names = [line(one.get("origin_name")) or line(one.get("name")) for one in others]
        content = self._parts.attached(self._said(row, told, [one for one in files if _is_picture(one)]), names)
        is_cut = row.get("status") in _UNDER_WAY or _is_stop(mapping(wrong))
        return turns.turn(message, content, failure, is_cut)

    def _said(self, row: Mapping[str, Any], told: list[dict[str, Any]], files: list[dict[str, Any]]) -> Iterator[Part]:
        """By its pieces; in older backups by itself."""
        yield from self._parts.thought(row.get("reasoning_content"))
        yield from self._parts.content(row.get("content"))
        for one in told:
            yield from self._piece(one)
        for file in files:
            yield from self._file(file)
        drawn = mapping(mapping(row.get("metadata")).get("generateImage")).get("images")
        for address in (*listing(row.get("images")), *listing(drawn)):
            yield from self._parts.picture(address)

    def _piece(self, block: Mapping[str, Any]) -> Iterator[Part]:
        content = block.get("content")
        match block.get("type"):
            case "main_text" | "compact":
                yield from self._parts.said(content)
            case "thinking":
                yield from self._parts.thought(content, block.get("thinking_millsec"))
            case "code":
                yield from self._parts.said(f"```{line(block.get('language'))}\n{text(content)}\n```")
            case "image":
                yield from self._image(block)
            case "tool":
                yield from self._parts.call(block.get("toolId"), block.get("toolName"), block.get("arguments"))
            case "video":
                self._parts.miss(Why.ATTACHMENT)

    def _image(self, block: Mapping[str, Any]) -> Iterator[Part]:
        file = mapping(block.get("file"))
        if file:
            yield from self._file(file)
            return
        for address in listing(block.get("images")) or [block.get("url")]:
            yield from self._parts.picture(address)

    def _file(self, file: Mapping[str, Any]) -> Iterator[Part]:
        yield from self._parts.member(self._source, f"{_FILES}{name(file.get('id'))}{text(file.get('ext'))}")


def _is_stop(error: Mapping[str, Any]) -> bool:
    return error.get("message") == _STOPPED


def _failure(error: Mapping[str, Any]) -> Failed | None:
    if not error or _is_stop(error):
        return None
    return turns.failed(error.get("message") or error.get("name"), error.get("statusCode") or error.get("status"))


def _is_picture(file: Mapping[str, Any]) -> bool:
    return file.get("type") == "image"


def _parents(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Answers stand below their question, several side by side; a question below the answer that was chosen."""
    known = {name(row.get("id")) for row in rows}
    last, chosen, ask = "", "", ""
    for row in rows:
        id, asked = name(row.get("id")), name(row.get("askId"))
        is_answer = turns.role_of(row.get("role")) is Role.ASSISTANT and asked in known
        below = asked if is_answer else chosen or last
        if below and below != id:
            yield id, below
        if is_answer:
            is_next = asked != ask
            chosen = id if is_next or not chosen or _is_chosen(row) else chosen
            ask = asked
        else:
            chosen, ask = "", ""
        last = id


def _leaf(rows: list[dict[str, Any]]) -> str | None:
    """The last, or of answers side by side at the end the one that was chosen."""
    if not rows:
        return None
    asked = name(rows[-1].get("askId"))
    beside = [row for row in rows if asked and name(row.get("askId")) == asked]
    chosen = next((row for row in beside if _is_chosen(row)), beside[0] if beside else rows[-1])
    return name(chosen.get("id"))


def _is_chosen(row: Mapping[str, Any]) -> bool:
    return row.get("useful") is True or row.get("foldSelected") is True

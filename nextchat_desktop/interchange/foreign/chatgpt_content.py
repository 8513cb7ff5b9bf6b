"""What a message of ChatGPT holds → what was thought, said and shown in it, by the kind of its content."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from nextchat_desktop.core.found import KeepPicture, Why
from nextchat_desktop.core.parts import Part, Reasoning, Text
from nextchat_desktop.core.pictures import MOST_BYTES
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign.chatgpt_marks import without_marks
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.loose import line, mappings, name, number, parsed, text
from nextchat_desktop.interchange.foreign.one_or_many import is_shadow
from nextchat_desktop.interchange.foreign.quoting import fenced, linked
from nextchat_desktop.records.reading import listing, mapping

_FILE = re.compile(r"file[-_][A-Za-z0-9]+")
"""What ChatGPT calls a file: in addresses, and where the name of one begins in the archive."""
_PYTHON = "python"
_CANVAS = "canmore.create_textdoc"
_LONGEST_THOUGHT = 7 * 24 * 3600
"""Seconds."""
_EVERYBODY = ("", "all")
_CODE_CANVAS = "code/"


class Files:
    """The files that lie in the archive beside what was said, by what ChatGPT calls them."""

    def __init__(self, source: Source) -> None:
        self._source = source
        named = ((_FILE.match(one.rpartition("/")[2]), one) for one in source.members if not is_shadow(one))
        self._members = {found[0]: one for found, one in named if found is not None}

    def data(self, address: str) -> bytes | None:
        """None where it is not there, or cannot be read."""
        names = _FILE.findall(address.rpartition("://")[2])
        member = next((self._members[one] for one in reversed(names) if one in self._members), None)
        if member is None:
            return None
        try:
            with closing(self._source.open(member)) as stream:
                return stream.read(MOST_BYTES + 1)
        except OSError:
            return None


@dataclass
class Content:
    """What one message holds. `names` are those of files that went along and are not shown."""

    parts: list[Part] = field(default_factory=list)
    seconds: float | None = None
    error: str = ""
    names: list[str] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        return bool(self.parts or self.error or self.names)


class Contents:
    """Reads messages of one archive, and counts what of them is missing."""

    def __init__(self, source: Source, keep: KeepPicture) -> None:
        self.gathering = Gathering(keep)
        self._files = Files(source)
        self._readers: Mapping[str, Callable[[dict[str, Any], Content], Iterator[Part]]] = {
            "text": self._spoken,
            "multimodal_text": self._spoken,
            "code": self._code,
            "execution_output": self._output,
            "thoughts": self._thoughts,
            "reasoning_recap": self._recap,
            "tether_quote": self._visited,
            "sonic_webpage": self._visited,
            "tether_browsing_display": self._unseen,
            "system_error": self._error,
            "computer_output": self._output,
        }

    def read(self, message: dict[str, Any]) -> Content:
        """Of anybody but the program itself."""
        content = Content()
        kind = mapping(message.get("content")).get("content_type")
        reader = self._readers.get(kind, self._other) if isinstance(kind, str) else self._other
        content.parts = list(reader(message, content))
        self._attachments(message, content)
        return content

    def _spoken(self, message: dict[str, Any], content: Content) -> Iterator[Part]:
        author, to = _author(message), name(message.get("recipient"))
        pieces = listing(mapping(message.get("content")).get("parts"))
        if author != "tool" and to not in _EVERYBODY:
            yield from self._call(to, "\n".join(text(one) for one in pieces))
            return
        for piece in pieces:
            if not isinstance(piece, dict):
                said = without_marks(text(piece), mapping(message.get("metadata")))
                yield from self.gathering.said(said) if author != "tool" else ()
            else:
                yield from self._piece(piece, message, content)

    def _piece(self, piece: dict[str, Any], message: dict[str, Any], content: Content) -> Iterator[Part]:
        kind = text(piece.get("content_type"))
        if kind == "image_asset_pointer":
            shown = list(self._picture(piece.get("asset_pointer")))
            yield from shown
            content.names += [] if shown else _names(piece.get("asset_pointer"), message)
        elif kind == "audio_transcription" or (not kind and "text" in piece):
            yield from self.gathering.said(piece.get("text"))
        elif kind.endswith("_pointer"):
            self.gathering.miss(Why.ATTACHMENT)  # what was spoken, of which the words are there
        elif kind or piece:
            self.gathering.miss(Why.MESSAGE)

    def _picture(self, address: object) -> Iterator[Part]:
        url = text(address)
        if url.startswith("data:"):
            yield from self.gathering.picture(url)
        else:
            yield from self.gathering.bytes(self._files.data(url))

    def _code(self, message: dict[str, Any], content: Content) -> Iterator[Part]:
        code = text(mapping(message.get("content")).get("text"))
        to = name(message.get("recipient"))
        if to in _EVERYBODY and code.strip():
            yield Text(fenced(code, _language(message)))
        elif code.strip():
            yield from self._call(to, code)

    def _call(self, to: str, said: str) -> Iterator[Part]:
        """What the model wanted from one of its tools: code and documents are read, anything else is only kept."""
        document = mapping(parsed(said)) if to == _CANVAS else {}
        if to == _PYTHON and said.strip():
            yield Text(fenced(said, _PYTHON))
        elif text(document.get("content")).strip():
            yield Text(_document(document))
        elif said.strip():
            yield from self.gathering.call("", to, said)

    def _output(self, message: dict[str, Any], content: Content) -> Iterator[Part]:
        output = text(mapping(message.get("content")).get("text"))
        if output.strip():
            yield Text(fenced(output))
        result = mapping(mapping(message.get("metadata")).get("aggregate_result"))
        for one in mappings(result.get("messages")):
            if one.get("message_type") == "image":
                yield from self._picture(one.get("image_url"))

    def _thoughts(self, message: dict[str, Any], content: Content) -> Iterator[Part]:
        for one in mappings(mapping(message.get("content")).get("thoughts")):
            summary, whole = line(one.get("summary")), text(one.get("content")).strip()
            told = "\n\n".join(part for part in (f"**{summary}**" if summary else "", whole) if part)
            yield from self.gathering.thought(without_marks(told, {}))

    def _recap(self, message: dict[str, Any], content: Content) -> Iterator[Part]:
        seconds = number(mapping(message.get("metadata")).get("finished_duration_sec"))
        content.seconds = seconds if seconds and 0 < seconds < _LONGEST_THOUGHT else None
        return iter(())

    def _visited(self, message: dict[str, Any], content: Content) -> Iterator[Part]:
        page = mapping(message.get("content"))
        link = linked(text(page.get("title")) or text(page.get("domain")), text(page.get("url")))
        return iter((Reasoning(link),)) if link else iter(())

    def _unseen(self, message: dict[str, Any], content: Content) -> Iterator[Part]:
        """What a tool told the model alone."""
        return iter(())

    def _error(self, message: dict[str, Any], content: Content) -> Iterator[Part]:
        told = mapping(message.get("content"))
        content.error = text(told.get("text")).strip() or line(told.get("name")) or "error"
        return iter(())

    def _other(self, message: dict[str, Any], content: Content) -> Iterator[Part]:
        """Of a kind that nobody here knows: its words, if a person or the model says them to everybody."""
        told = mapping(message.get("content"))
        if _author(message) == "tool":
            return
        words = [text(one) for one in listing(told.get("parts")) if isinstance(one, str)]
        said = "\n\n".join(words) or text(told.get("text")) or text(message.get("content"))
        if said.strip():
            yield from self.gathering.said(without_marks(said, mapping(message.get("metadata"))))
        elif told:
            self.gathering.miss(Why.MESSAGE)

    def _attachments(self, message: dict[str, Any], content: Content) -> None:
        """Files that went along, other than the pictures that are parts of the message themselves."""
        pieces = mappings(mapping(message.get("content")).get("parts"))
        shown = {found for one in pieces for found in _FILE.findall(text(one.get("asset_pointer")))}
        for one in mappings(mapping(message.get("metadata")).get("attachments")):
            if not shown.intersection(_FILE.findall(text(one.get("id")))):
                self.gathering.miss(Why.ATTACHMENT)
                content.names.append(line(one.get("name")) or name(one.get("id")))


def _names(address: object, message: dict[str, Any]) -> list[str]:
    """What a picture is called that is not there: as whoever sent it called it, or else as ChatGPT does."""
    ids = _FILE.findall(text(address))
    sent = mappings(mapping(message.get("metadata")).get("attachments"))
    called = [line(one.get("name")) for one in sent if name(one.get("id")) in ids]
    return [one for one in called if one] or ids[-1:]


def _author(message: dict[str, Any]) -> str:
    return text(mapping(message.get("author")).get("role"))


def _language(message: dict[str, Any]) -> str:
    language = line(mapping(message.get("content")).get("language"))
    return "" if language == "unknown" else language


def _document(document: dict[str, Any]) -> str:
    """One that was written beside the conversation."""
    kind, title = text(document.get("type")), line(document.get("name"))
    body = text(document.get("content")).strip("\n")
    shown = fenced(body, kind.removeprefix(_CODE_CANVAS)) if kind.startswith(_CODE_CANVAS) else body
    return f"**{title}**\n\n{shown}" if title else shown

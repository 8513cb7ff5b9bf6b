"""Transcripts as Markdown or plain text, our own and others' → one conversation, if it is sure who speaks."""

import re
from collections.abc import Iterator
from contextlib import closing

from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.found import Found, KeepPicture, Unread, Why
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Part
from nextchat_desktop.core.settling import own_id
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.decoding import decoded
from nextchat_desktop.interchange.foreign import turns
from nextchat_desktop.interchange.foreign.format import Format, Glimpse
from nextchat_desktop.interchange.foreign.gathering import Gathering
from nextchat_desktop.interchange.foreign.loose import line
from nextchat_desktop.interchange.foreign.marked_text import Marked, Said, marked

_ENDINGS = (".md", ".markdown", ".txt")
_MOST = 16 << 20
"""Bytes; nobody said more in one conversation."""
_TITLE = re.compile(r"#\s+(?!Conversation$)(.+)|=+ \[\[(.+)\]\] =+|(?:- )?title: (.+)")
"""The last is LibreChat's, whose heading is the same for every conversation."""
_RULE = re.compile(r"[-=*_ ]{3,}|\s*")
_PICTURE = re.compile(r"^\*?\[(?:Picture|图片|image)(?:\s?[:：][^\]\n]*)?\]\*?$", re.MULTILINE)
"""What stands where a picture was."""
_THOUGHTS = re.compile(r"> \*\*(?:Thoughts|思考过程)\*\*\n(?:>\n)?((?:>.*(?:\n|$))+)")
_QUOTE = re.compile(r"^> ?", re.MULTILINE)
_CHATBOX = "https://chatboxai.app"
_CHATBOX_END = re.compile(r"(?:-{20}\s+<a href=\"https://chatboxai\.app|(?<!=)={60,}\s+Chatbox AI \().*\Z", re.DOTALL)
_CHATBOX_THREAD = re.compile(r"^(?:## \d+\. .*|-{20,} \[\d+\. .*\] -{20,})$", re.MULTILINE)
_CHATBOX_FENCE = re.compile(r"```\n(.*?)\n```", re.DOTALL)
_LONGEST_TITLE = 60


def _fits(seen: Glimpse) -> bool:
    return not seen.members and seen.ends_with(*_ENDINGS)


def _read(source: Source, keep: KeepPicture) -> Iterator[Found]:
    with closing(source.open()) as stream:
        text = decoded(stream.read(_MOST)).replace("\x00", "")
    is_chatbox = _CHATBOX in text[-400:]
    found = marked(_CHATBOX_THREAD.sub("", _CHATBOX_END.sub("", text)) if is_chatbox else text, source.name)
    if found is None:
        yield Unread(Why.UNKNOWN, source.name)
        return
    parts = Gathering(keep)
    head = Conversation(own_id(text), _title(found, source.name))
    said = (_message(one, place, is_chatbox, parts) for place, one in enumerate(found.turns))
    yield turns.conversation(head, turns.chained(one for one in said if one is not None))
    if any(not (_RULE.fullmatch(one) or _TITLE.fullmatch(one)) for one in found.before.splitlines()):
        parts.miss(Why.MESSAGE)
    parts.miss(Why.BROKEN, int(source.size > _MOST))
    yield from parts.missed(head.title)


FORM = Format("transcript", "Markdown", _fits, _read)


def _title(found: Marked, file: str) -> str:
    heading = next((one for each in found.before.splitlines() if (one := _TITLE.fullmatch(each))), None)
    first = next((line(one.text) for one in found.turns if one.role is Role.USER), "")
    return line(heading[heading.lastindex or 0] if heading else "") or first[:_LONGEST_TITLE] or file.rpartition(".")[0]


def _message(said: Said, place: int, is_chatbox: bool, parts: Gathering) -> Message | None:
    told = said.heading.split(" · ")
    author = line(told[1]) if said.role is Role.ASSISTANT and len(told) > 2 else ""
    text = _CHATBOX_FENCE.sub(lambda fence: fence[1], said.text) if is_chatbox else said.text
    return turns.turn(Message(str(place), said.role, author=author), _parts(text, parts))


def _parts(text: str, parts: Gathering) -> Iterator[Part]:
    parts.miss(Why.PICTURE_ELSEWHERE, len(_PICTURE.findall(text)))
    shown = _PICTURE.sub("", text).strip("\n")
    thought = _THOUGHTS.match(shown)
    if thought is not None:
        yield from parts.thought(_QUOTE.sub("", thought[1]))
    yield from parts.said(shown[thought.end() :].strip("\n") if thought is not None else shown)

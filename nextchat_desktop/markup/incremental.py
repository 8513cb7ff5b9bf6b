"""Reads Markdown while it arrives, each piece once; it knows neither where the pieces come from nor how blocks look.

Only the text after the last committed block is parsed. A block is committed when a later one has begun on a complete
line, and the boundary is the end of that block, never the start of the next: link definitions between the two make no
token and may still grow. An open code fence is not parsed again at all; its new lines are handed out as they come.
"""

import re
from dataclasses import dataclass, field

from nextchat_desktop.markup.blocks import Block, Group, References, block_of, split
from nextchat_desktop.markup.parser import Parser


@dataclass(frozen=True, slots=True)
class Update:
    """What a flush has changed.

    `committed` will not change but through `rerendered`, which gives committed blocks anew by their index;
    `open` replaces whatever was open before. When `appended` is not None it is code that continues the one open
    block, and nothing else has changed.
    """

    committed: tuple[Block, ...] = ()
    open: tuple[Block, ...] = ()
    rerendered: tuple[tuple[int, Block], ...] = ()
    appended: str | None = None


@dataclass(slots=True)
class _Fence:
    """An open code fence: where its first unread line begins, and how much of the tail is already shown."""

    closing: re.Pattern[str]
    perhaps_closing: re.Pattern[str]
    line: int
    shown: int


@dataclass(slots=True)
class IncrementalMarkdown:
    """Gives the same blocks as a parse of the whole text, whatever the pieces were."""

    parser: Parser
    _tail: str = ""
    _pending: list[str] = field(default_factory=list)
    _held_return: bool = False
    _committed: list[Group] = field(default_factory=list)
    _references: References = field(default_factory=dict)
    _fence: _Fence | None = None

    def feed(self, text: str) -> None:
        """Takes a piece. A carriage return at its end is held back: a line feed may follow."""
        if self._held_return:
            text = "\r" + text
        self._held_return = text.endswith("\r")
        text = text.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
        self._pending.append(text.replace("\0", "\ufffd"))

    def flush(self, final: bool = False) -> Update:
        """Reads what was fed since the last time; `final` says that nothing follows."""
        if final and self._held_return:
            self._held_return = False
            self._pending.append("\n")
        self._tail += "".join(self._pending)
        self._pending.clear()
        if self._fence is not None and not final:
            appended = self._continue_fence(self._fence)
            if appended is not None:
                return Update(appended=appended)
        self._fence = None
        return self._read_tail(final)

    def _read_tail(self, final: bool) -> Update:
        groups, references = split(self.parser, self._tail, self._references)
        count = len(groups) if final else _closed(groups, self._tail.count("\n"))
        opened = groups[count:]
        committed, rerendered = self._commit(groups[:count], references, final) if count or final else ([], [])
        blocks = [block_of(self.parser, group) for group in opened]
        if len(opened) == 1 and opened[0].type == "fence":
            blocks[0] = self._enter_fence(opened[0], blocks[0], committed)
        return Update(
            tuple(block_of(self.parser, group) for group in committed),
            tuple(blocks),
            tuple((index, block_of(self.parser, self._committed[index])) for index in rerendered),
        )

    def _commit(self, groups: list[Group], references: References, final: bool) -> tuple[list[Group], list[int]]:
        """Moves the boundary behind `groups`; also gives the indices of older blocks that a new definition changed."""
        cut = len(self._tail) if final else _offset(self._tail, groups[-1].end)
        head, self._tail = self._tail[:cut], self._tail[cut:]
        rerendered: list[int] = []
        if references.keys() != self._references.keys():
            _, known = split(self.parser, head, self._references)
            grew = known.keys() != self._references.keys()
            self._references = known
            groups, _ = split(self.parser, head, known)
            rerendered = self._resolve_late() if grew else []
        self._committed += groups
        return groups, rerendered

    def _resolve_late(self) -> list[int]:
        changed: list[int] = []
        for index, group in enumerate(self._committed):
            if "[" in group.source:
                again, _ = split(self.parser, group.source, self._references)
                if again:
                    self._committed[index] = again[0]
                    changed.append(index)
        return changed

    def _enter_fence(self, group: Group, block: Block, committed: list[Group]) -> Block:
        """Begins the fast path where it is safe, and gives the block with the code that may be shown already."""
        start = group.start - (committed[-1].end if committed else 0)
        opening = _offset(self._tail, start)
        body = self._tail.find("\n", opening) + 1
        markup = group.tokens[0].markup
        if not body or not self._tail.startswith(markup, opening):
            return block
        fence = _Fence(*_closings(markup), line=body, shown=body)
        code = self._continue_fence(fence)
        if code is None:
            return block
        self._fence = fence
        return Block("code", code=code, language=block.language, source=block.source)

    def _continue_fence(self, fence: _Fence) -> str | None:
        """The code to add; None if the fence is closed. Its last line break waits until something follows it."""
        while (end := self._tail.find("\n", fence.line)) >= 0:
            if fence.closing.match(self._tail, fence.line, end):
                return None
            fence.line = end + 1
        if fence.perhaps_closing.match(self._tail, fence.line):
            visible = max(fence.shown, fence.line - 1)
        else:
            visible = len(self._tail)
        added = self._tail[fence.shown : visible]
        fence.shown = visible
        return added


def _closed(groups: list[Group], complete_lines: int) -> int:
    """How many groups can no longer change: those before the last one that surely has begun."""
    for index in range(len(groups) - 1, 0, -1):
        group = groups[index]
        needed = group.start + (group.type == "table_open")
        touching = group.type == "paragraph_open" and group.start == groups[index - 1].end
        if needed < complete_lines and not touching:
            return index
    return 0


def _offset(text: str, line: int) -> int:
    """Where a line begins."""
    offset = 0
    for _ in range(line):
        end = text.find("\n", offset)
        if end < 0:
            return len(text)
        offset = end + 1
    return offset


def _closings(markup: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Matches a line that closes a fence, and one that may become such a line."""
    mark = re.escape(markup[0])
    closing = re.compile(rf" {{0,3}}{mark}{{{len(markup)},}}[ \t]*$")
    return closing, re.compile(rf" {{0,3}}{mark}*[ \t]*$")

"""Finds words in the texts of many messages, a little at a time; it knows neither what shows them nor Markdown's marks.

Two texts are alike when their characters fold alike. A character is a letter with the accents on it, so that a find
begins and ends between characters, and each is folded by itself:

- composed and decomposed letters are one (é, and e with an accent after it), but e does not find é;
- full-width and half-width forms are one (Ａ and A, ｶﾞ and ガ), and so are straight and curly quotation marks;
- unless the query matches case, letters are one in all their cases (ß and SS, İ and i);
- signs nobody sees (soft hyphens, zero-width spaces, variation selectors) belong to the character before them;
- any run of white space in a query finds any run of white space.

The query is folded, a text hardly ever: the query becomes a pattern of all characters that fold to its own, so that
the finds are places of the text itself. Only a character that folds to several, or has accents after it, is replaced.
"""

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain
from operator import is_
from time import perf_counter
from typing import NamedTuple, Protocol
from unicodedata import decomposition, is_normalized, normalize

from nextchat_desktop.markup.plain import plain_slices

_NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_LETTER = rf"[^\W{_NO_SPACES}]"
"""Part of a word where words stand apart; a Chinese word may begin anywhere."""

_ACCENTS = "\u0300-\u036f\u1160-\u11ff\uff9e\uff9f\u00ad\u200b\u2060\ufe0e\ufe0f"
"""With the later letters of a Korean syllable, the marks of half-width Japanese, and the signs nobody sees."""
_UNSEEN: dict[int, str | None] = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufe0e\ufe0f"))
_QUOTES = {**dict.fromkeys(map(ord, "‘’‛"), "'"), **dict.fromkeys(map(ord, "“”„‟"), '"')}

_HALF_AND_FULL = range(0xFF00, 0xFFF0)
FOLDING = (
    *(range(0x80, 0x3100), range(0xA640, 0xABC0), range(0xF900, 0xFFF0), range(0x10400, 0x11940)),
    *(range(0x16E40, 0x16E60), range(0x1D15E, 0x1D1C1), range(0x1E900, 0x1E922), range(0x2F800, 0x2FA1E)),
)
"""Where the characters beyond ASCII are that fold to others; looking at all there are would take too long."""


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; an empty text finds nothing."""

    text: str
    match_case: bool = False
    whole_words: bool = False


class Find(NamedTuple):
    """The find with this ordinal, from 0, in a message."""

    message: int
    ordinal: int


def occurrences(query: Query, text: str) -> list[tuple[int, int]]:
    """Where the query is found: start and length in the characters of `text`, in order and never overlapping."""
    return _finder(query).finds(text)


class _Folding:
    """Which characters are one, with or without their case."""

    def __init__(self, match_case: bool) -> None:
        self._match_case = match_case
        self._plainer = _plainer()
        self._alike: defaultdict[str, str] = defaultdict(str)
        accents: set[str] = set()
        several: set[str] = set()
        for char in map(chr, chain(range(0x41, 0x5B), *FOLDING)):
            if is_normalized("NFD", char) and char.casefold() == char and ord(char) not in self._plainer:
                continue  # nearly all of them
            folded = self.fold(char)
            if len(folded) > 1:
                several.add(char)
            elif folded and folded != char:
                self._alike[folded] += char
            accents.update(normalize("NFD", char)[1:])
        follows = _ACCENTS + "".join(sorted(accents))
        self._follows = re.compile(f"[{follows}]")
        self._rare = re.compile(f"[{follows}{''.join(sorted(several))}][{follows}]*")

    def fold(self, word: str) -> str:
        word = normalize("NFC", word.translate(self._plainer))
        return word if self._match_case else normalize("NFC", word.casefold()).replace("i\u0307", "i")

    def rare(self, text: str) -> Iterator[tuple[int, int]]:
        """From where to where the characters go that have to be replaced by what they fold to."""
        end = 0
        for found in () if text.isascii() else self._rare.finditer(text):
            start = found.start()
            has_letter = start > end and not text[start - 1].isspace() and self._follows.match(found[0])
            end = found.end()
            yield start - bool(has_letter), end

    def pattern(self, folded: str) -> str:
        """Matches every character that folds to this one."""
        chars = folded + self._alike.get(folded, "")
        return f"[{re.escape(chars)}]" if len(chars) > 1 else re.escape(chars)


@lru_cache(maxsize=2)
def _folding(match_case: bool) -> _Folding:
    return _Folding(match_case)


def _plainer() -> dict[int, str | None]:
    """The usual form of each half-width or full-width character and quotation mark; None for what nobody sees."""
    forms = ((code, decomposition(chr(code)).split()) for code in _HALF_AND_FULL)
    usual = {code: chr(int(form[1], 16)) for code, form in forms if form and form[0] in ("<wide>", "<narrow>")}
    return {**usual, **_QUOTES, **_UNSEEN}


class _Finder:
    """Finds one query. The pattern has its conditions after the first character: it finds that faster by itself."""

    def __init__(self, query: Query) -> None:
        self._folding = _folding(query.match_case)
        folded = self._folding.fold(query.text)
        self._pattern = re.compile(_pattern(self._folding, folded, query.whole_words)) if folded else None

    def finds(self, text: str) -> list[tuple[int, int]]:
        if self._pattern is None:
            return []
        seams = _Seams(text, self._folding)
        if not seams.ends:
            return [(start, end - start) for start, end in (found.span() for found in self._pattern.finditer(text))]
        return list(self._between(seams))

    def _between(self, seams: "_Seams") -> Iterator[tuple[int, int]]:
        """Only what begins and ends between characters; where a find does not, another may begin within it."""
        at = 0
        while self._pattern is not None and (found := self._pattern.search(seams.text, at)):
            start, end = seams.place(found.start()), seams.place(found.end())
            if start is None or end is None:
                at = found.start() + 1
            else:
                at = found.end()
                yield start, end - start


@lru_cache(maxsize=8)
def _finder(query: Query) -> _Finder:
    return _Finder(query)


def _pattern(folding: _Folding, folded: str, whole_words: bool) -> str:
    atoms = [r"\s++" if part.isspace() else folding.pattern(part) for part in re.findall(r"\s+|\S", folded)]
    if folded[0].isspace():
        atoms[0] = r"\s(?<!\s\s)\s*+"  # from the start of the run only, or a long one would be read again and again
    if whole_words and re.match(_LETTER, folded[0]):
        atoms[0] += rf"(?<!{_LETTER}[\s\S])"
    if whole_words and re.match(_LETTER, folded[-1]):
        atoms[-1] += f"(?!{_LETTER})"
    return "".join(atoms)


class _Seams:
    """A text whose rare characters are replaced by what they fold to, and the way back to the places of the text."""

    def __init__(self, text: str, folding: _Folding) -> None:
        self.ends: list[int] = []
        self._starts: list[int] = []
        self._origins: list[int] = []
        pieces: list[str] = []
        at = length = 0
        for start, end in folding.rare(text):
            pieces += (text[at:start], folding.fold(text[start:end]))
            self._starts.append(length + len(pieces[-2]))
            length = self._starts[-1] + len(pieces[-1])
            at = end
            self.ends.append(length)
            self._origins.append(at)
        self.text = "".join((*pieces, text[at:]))

    def place(self, at: int) -> int | None:
        """The place in the text itself; None within a character."""
        index = bisect_right(self.ends, at)
        if index < len(self._starts) and self._starts[index] < at:
            return None
        return at - self.ends[index - 1] + self._origins[index - 1] if index else at


Sources = tuple[str, ...]
"""What a message consists of, each a Markdown text of its own."""


class Texts(Protocol):
    """The texts of the messages. There may be more of them later, and each may change."""

    def __len__(self) -> int: ...

    def slices(self, message: int) -> Iterable[str]:
        """The text, a long one in pieces."""


class PlainTexts:
    """The words of Markdown sources, kept from one query to the next. Let it go when nobody searches any more."""

    def __init__(self, sources: Sequence[Sources]) -> None:
        """`sources` is looked at again whenever a text is asked for; those of a message follow one another."""
        self._sources = sources
        self._kept: dict[int, tuple[Sources, tuple[str, ...]]] = {}

    def __len__(self) -> int:
        return len(self._sources)

    def slices(self, message: int) -> Iterator[str]:
        sources = self._sources[message]
        kept = self._kept.get(message)
        if kept is not None and len(kept[0]) == len(sources) and all(map(is_, kept[0], sources)):
            yield from kept[1]
            return
        slices: list[str] = []
        for piece in chain.from_iterable(map(plain_slices, sources)):
            slices.append(piece)
            yield piece
        self._kept[message] = sources, tuple(slices)


@dataclass(slots=True)
class _Reading:
    """The message that is being searched."""

    message: int
    pieces: Iterator[str]
    count: int = 0


class Search:
    """Counts the finds of one query, message by message; everything it tells is about what was searched so far."""

    def __init__(self, query: Query, texts: Texts, start: int = 0) -> None:
        """Begins with the message `start`, where the reader is, and goes round."""
        self.query = query
        self._texts = texts
        self._counts: list[int] = []
        self._sums: list[int] | None = None
        self._order: deque[int] = deque()
        self._waiting: set[int] = set()
        self._reading: _Reading | None = None
        self._enlist()
        self._order.rotate(-start)
        _finder(query)  # made now rather than in the time of the first step

    @property
    def counts(self) -> Sequence[int]:
        """How many finds each message has; 0 until it was searched."""
        self._enlist()
        return self._counts

    @property
    def total(self) -> int:
        return sums[-1] if (sums := self._known()) else 0

    @property
    def done(self) -> bool:
        self._enlist()
        return not self._waiting

    def step(self, seconds: float) -> bool:
        """Searches for about that long, one piece at least, and says whether everything was searched."""
        until = perf_counter() + seconds
        self._enlist()
        while self._waiting:
            self._search_piece()
            if perf_counter() >= until:
                break
        return not self._waiting

    def changed(self, message: int) -> None:
        """The text of the message is another one; its count stays as it was until it was searched again."""
        self._enlist()
        if self.query.text and 0 <= message < len(self._counts):
            self._forget(message)
            self._waiting.add(message)
            if not self._order or self._order[0] != message:
                self._order.appendleft(message)

    def correct(self, message: int, count: int) -> None:
        """What a message really has, told by who has laid it out. It is not searched until it changes."""
        self._enlist()
        if 0 <= message < len(self._counts):
            self._set(message, count)

    def nth(self, index: int) -> Find | None:
        """The find with this index among all, from 0; None where there is none."""
        if not 0 <= index < self.total:
            return None
        message = bisect_right(self._known(), index)
        return Find(message, index - self._before(message))

    def index_of(self, find: Find) -> int:
        """How many finds are before this one."""
        return self._before(find.message) + find.ordinal

    def index_of_first_from(self, message: int, ordinal: int = 0) -> int | None:
        """The index of this find or of the next there is, going round at the end; None if there are none at all."""
        if not self.total:
            return None
        first = self._before(message)
        is_there = first + ordinal < self._before(message + 1)
        return first + ordinal if is_there else self._before(message + 1) % self.total

    def index_of_last_before(self, message: int) -> int | None:
        """The index of the last find above this message, going round at the beginning; None if there are none."""
        return (self._before(message) - 1) % self.total if self.total else None

    def _enlist(self) -> None:
        """Takes note of messages that have come."""
        new = range(len(self._counts), len(self._texts))
        if new:
            self._counts += [0] * len(new)
            self._sums = None
        if new and self.query.text:
            self._order.extend(new)
            self._waiting.update(new)

    def _search_piece(self) -> None:
        if self._reading is None:
            message = self._order.popleft()
            if message in self._waiting:
                self._reading = _Reading(message, iter(self._texts.slices(message)))
            return
        piece = next(self._reading.pieces, None)
        if piece is None:
            self._set(self._reading.message, self._reading.count)
        else:
            self._reading.count += len(occurrences(self.query, piece))

    def _set(self, message: int, count: int) -> None:
        self._forget(message)
        self._counts[message] = count
        self._sums = None

    def _forget(self, message: int) -> None:
        """Nothing is left to be done for this message."""
        self._waiting.discard(message)
        if self._reading is not None and self._reading.message == message:
            self._reading = None

    def _before(self, message: int) -> int:
        """The finds in all messages before this one."""
        sums = self._known()
        return sums[min(message, len(sums)) - 1] if message > 0 and sums else 0

    def _known(self) -> list[int]:
        """For each message, the finds up to its end."""
        self._enlist()
        if self._sums is None:
            self._sums = list(accumulate(self._counts))
        return self._sums

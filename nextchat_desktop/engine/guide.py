"""Finds the guide's page for a question in memory; does not know files, languages' names, windows or the network."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nextchat_desktop.core.guide import Page

_WORD = re.compile(r"[a-z0-9]+")
_CJK_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")

_TITLE_BONUS = 1.5
_TITLE_WEIGHT = 3
_SINGLE_WEIGHT = 0.15
_SATURATION = 1.2
_LENGTH_SHARE = 0.5

_EVERYDAY_ENGLISH = (
    "a about after all am an and any are as at be been but by can cannot could d did do does doesn doing don done for"
    " from get gets getting go goes got had has have hello help hi how i if in into is isn it its just like ll m may me"
    " mean means my no not of on one or our out please re s say says should so some t that the their them then there"
    " these they thing this to too up us use used using ve very want was we were what when where which while who why"
    " will with won would you your make makes"
)
_EVERYDAY_CHINESE = (
    "什么 怎么 为什 么办 么样 如何 可以 这个 那个 这里 那里 这是 我的 你的 一个 一下 是不 不是 没有 有没 能不 不能"
    " 我想 我要 请问 哪里 哪儿 在哪 时候 么时 是什 么是 是怎 了怎 了什 知道 怎样 多少 为何 你好 的是 还是 因为 所以"
    " 如果 它的 他们 我们"
)
_EVERYDAY_WORDS = frozenset(_EVERYDAY_ENGLISH.split())
_EVERYDAY_PAIRS = frozenset(_EVERYDAY_CHINESE.split())
_EVERYDAY_CHARACTERS = frozenset("的了是我你他它吗呢吧啊不在有这那么什怎和与就也都还要会能可以为个把被给到上下里一")


@dataclass(frozen=True, slots=True)
class GuideWords:
    """The sentences of an answer which are not on a page."""

    see_also: str
    nothing_found: str


@dataclass(frozen=True, slots=True)
class _Entry:
    page: Page
    counts: Counter[str]
    heading: frozenset[str]
    """The terms of its title and of its name."""
    length: int


class GuideIndex:
    """The pages of one language, ranked by how well they fit a question."""

    def __init__(self, pages: Iterable[Page], words: GuideWords) -> None:
        self._words = words
        self._entries = tuple(_entry(page) for page in pages)
        self._spread = Counter(term for entry in self._entries for term in entry.counts)
        self._mean_length = sum(entry.length for entry in self._entries) / max(1, len(self._entries))

    @property
    def pages(self) -> tuple[Page, ...]:
        return tuple(entry.page for entry in self._entries)

    def page(self, name: str) -> Page | None:
        """The page a `nextchat:guide/<name>` link stands for."""
        return next((page for page in self.pages if page.name == name), None)

    def search(self, question: str, limit: int = 3) -> list[Page]:
        """The best pages first; empty when no word or pair of characters of the question is on any page."""
        terms = set(_terms(question))
        found = [(self._score(entry, terms), entry.page) for entry in self._entries if _touches(entry, terms)]
        found.sort(key=lambda scored: -scored[0])
        return [page for _, page in found[:limit]]

    def answer(self, question: str) -> str:
        """Markdown: the best page and where to read on, or the list of all topics."""
        found = self.search(question)
        if not found:
            return f"{self._words.nothing_found}\n\n{_listed(self.pages)}"
        best, *others = found
        return f"{best.body}\n\n{self._words.see_also} {_joined(others)}" if others else best.body

    def _score(self, entry: _Entry, terms: set[str]) -> float:
        stretch = 1 - _LENGTH_SHARE + _LENGTH_SHARE * entry.length / self._mean_length
        return sum(
            self._weight(term) * (_saturated(entry.counts[term], stretch) + _heading(entry, term)) for term in terms
        )

    def _weight(self, term: str) -> float:
        pages = self._spread[term]
        rarity = math.log(1 + (len(self._entries) - pages + 0.5) / (pages + 0.5))
        return rarity * _SINGLE_WEIGHT if _is_single(term) else rarity


def _saturated(count: int, stretch: float) -> float:
    return count * (_SATURATION + 1) / (count + _SATURATION * stretch)


def _heading(entry: _Entry, term: str) -> float:
    return _TITLE_BONUS if term in entry.heading else 0


def _entry(page: Page) -> _Entry:
    heading = frozenset(_terms(f"{page.title} {page.name.replace('-', ' ')}"))
    counts = Counter(_terms(page.body))
    for term in _terms(page.title):
        counts[term] += _TITLE_WEIGHT
    return _Entry(page, counts, heading, counts.total())


def _touches(entry: _Entry, terms: set[str]) -> bool:
    return any(term in entry.counts for term in terms if not _is_single(term))


def _is_single(term: str) -> bool:
    return len(term) == 1 and not term.isascii()


def _terms(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", _LINK_TARGET.sub("]", text)).lower()
    yield from (_stem(word) for word in _WORD.findall(plain) if word not in _EVERYDAY_WORDS)
    for run in _CJK_RUN.findall(plain):
        yield from (character for character in run if character not in _EVERYDAY_CHARACTERS)
        yield from (pair for pair in map("".join, pairwise(run)) if pair not in _EVERYDAY_PAIRS)


def _stem(word: str) -> str:
    """`stopped`, `stopping` and `stops` become `stop`; `proxies` and `proxy` become `proxi`."""
    for ending in ("ions", "ion", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2]:
        return word[:-1]
    if len(word) > 3 and word.endswith("e"):
        return word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def _joined(pages: Sequence[Page]) -> str:
    return " · ".join(_link(page) for page in pages)


def _listed(pages: Sequence[Page]) -> str:
    return "\n".join(f"- {_link(page)}" for page in pages)


def _link(page: Page) -> str:
    return f"[{page.title}](nextchat:guide/{page.name})"

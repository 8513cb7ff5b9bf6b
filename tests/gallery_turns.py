"""The conversations of the gallery, page by page: what can stand in an answer, and how an answer can end."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from nextchat_desktop.core.events import Failed, FailureKind, Usage
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Part, Reasoning, Text
from nextchat_desktop.ui.chat.turns import Turn

TEXTS = Path(__file__).parent / "gallery_pages"
PAGES = ("words", "lists", "tables", "code", "formulas", "diagrams", "pictures", "directions", "endings")
UNFOLDED = "unfolded"
"""The answer whose thought is shown, and the card whose details are."""
_NOON = 1_725_300_000_000
_AUTHOR = "Azure-gpt-4-turbo"


@dataclass(frozen=True)
class Endings:
    """Words for answers that end in their own ways; the thought is the same for all."""

    question: str
    thought: str
    answer: str
    failing: str
    cut: str
    long: str
    growing: str
    notice: str


ENDINGS = {
    "en": Endings(
        "How many days has a leap year?",
        "A common year has **365** days.\n\n- every fourth year has one more\n- centuries only if `year % 400 == 0`",
        "A leap year has **366** days: the 29th of February is added.",
        "And in the calendar of the bees?",
        "Bees count differently. Their year begins with the first warm day, and the queen",
        "Then there are the seasons, which I would describe one after another, beginning with",
        "One moment, this takes some thinking: the moon needs 29.5 days for one round, so that",
        "The model was changed to tiny",
    ),
    "zh_CN": Endings(
        "闰年有多少天？",
        "平年有 **365** 天。\n\n- 每四年多一天\n- 整百年只有 `year % 400 == 0` 才算",
        "闰年有 **366** 天：二月多出一个 29 日。",
        "那蜜蜂的历法呢？",
        "蜜蜂的算法不一样。它们的一年从第一个暖和的日子开始，蜂王",
        "接下来说四季，我会一个一个讲，先从",
        "稍等，这个要想一想：月亮绕一圈要 29.5 天，所以",
        "模型已换成 tiny",
    ),
}


def turns(page: str, language: str, pictures: dict[str, str]) -> list[Turn | str]:
    """The turns of a page; a line between turns is a string. `pictures` are put in where a text names them."""
    if page == "endings":
        return list(_endings(ENDINGS[language]))
    path = TEXTS / language / f"{page}.md"
    text = (path if path.exists() else TEXTS / "en" / path.name).read_text("utf-8")
    for name, address in pictures.items():
        text = text.replace(f"{{{name}}}", address)
    question, _, answer = text.partition("\n\n")
    return [_asked("q", question), _answered("a", (Text(answer),))]


def _endings(words: Endings) -> Iterator[Turn | str]:
    thought = Reasoning(words.thought, 4.2)
    yield _asked("q1", words.question)
    first = _answered("a1", (thought, Text(words.answer)))
    yield replace(first, place=1, siblings=("a0", "a1", "a2"))
    yield replace(_asked("q2", words.question), place=0, siblings=("q2", "q3"))
    yield _answered(UNFOLDED, (thought, Text(words.answer)))
    yield words.notice
    yield _asked("q4", words.failing)
    refused = Failed(FailureKind.KEY_REFUSED, "Access denied due to invalid subscription key.", 401, "401")
    yield _failed("a4", (), State.FAILED, refused)
    limited = Failed(FailureKind.RATE_LIMIT, "Too many requests", 429, "rate_limit_exceeded", retry_after=20)
    yield _failed(f"{UNFOLDED}-card", (), State.FAILED, limited)
    yield _asked("q5", words.failing)
    yield _failed("a5", (Text(words.cut),), State.INTERRUPTED, Failed(FailureKind.INTERRUPTED))
    yield _answered("a6", (Text(words.long),), state=State.STOPPED)
    yield _answered("a7", (Text(words.long),), finish="length")
    yield _answered("a8", (Reasoning(words.thought),), state=State.STREAMING)
    yield _answered("a9", (thought, Text(words.growing)), state=State.STREAMING)


def _asked(id: str, text: str) -> Turn:
    return Turn(Message(id, Role.USER, (Text(text),), created=_NOON))


def _answered(id: str, parts: tuple[Part, ...], state: State = State.COMPLETE, finish: str = "stop") -> Turn:
    usage = Usage(120, 86)
    return Turn(
        Message(id, Role.ASSISTANT, parts, None, _NOON, state, _AUTHOR, usage=usage, finish=finish, seconds=6.2)
    )


def _failed(id: str, parts: tuple[Part, ...], state: State, failure: Failed) -> Turn:
    return Turn(Message(id, Role.ASSISTANT, parts, None, _NOON, state, _AUTHOR, failure, seconds=0.8))

"""What a model can do, by its name where nobody has said it; does not know where the table comes from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import translate
from functools import cache

from nextchat_desktop.core.connections import Model, ModelKind


@dataclass(frozen=True, slots=True)
class Capabilities:
    """`vision` and `reasoning` are None where nobody knows. `context` and `output` are tokens, 0 where nobody knows."""

    kind: ModelKind = ModelKind.CHAT
    vision: bool | None = None
    reasoning: bool | None = False
    context: int = 0
    output: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the table: what is known of the models whose ids fit `pattern`.

    There `*` is anything, `[…]` one of some characters, and `|` stands between several patterns.
    """

    pattern: str
    kind: ModelKind = ModelKind.CHAT
    vision: bool | None = None
    reasoning: bool | None = False
    context: int = 0
    output: int = 0


_NEVER_HEARD_OF = Known("", reasoning=None)


class Table:
    """The rows, and what has been looked up in them: lists of hundreds of models are shown over and over."""

    def __init__(self, rows: Iterable[Known]) -> None:
        self._rows = tuple(rows)
        self._found: dict[str, Known | None] = {}

    def capabilities(self, model: Model) -> Capabilities:
        """What the person or the service has said, then the first row that fits the id, then that for the name."""
        return _joined(model, self._row(model.id) or self._row(model.name) or _NEVER_HEARD_OF)

    def _row(self, name: str) -> Known | None:
        if name not in self._found:
            plain = plain_id(name)
            self._found[name] = next((row for row in self._rows if _expression(row.pattern).match(plain)), None)
        return self._found[name]


def capabilities(model: Model, table: Iterable[Known]) -> Capabilities:
    """The same of one model only."""
    return Table(table).capabilities(model)


def _joined(model: Model, found: Known) -> Capabilities:
    return Capabilities(
        model.kind or found.kind,
        found.vision if model.vision is None else model.vision,
        found.reasoning if model.reasoning is None else model.reasoning,
        model.context or found.context,
        model.output or found.output,
    )


def plain_id(id: str) -> str:
    """The id in lower case without its maker (`openai/gpt-4o`) or provider (`gpt-4o@azure`)."""
    return id.lower().rpartition("/")[2].partition("@")[0]


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """Kept for good, since there are as many as the table has rows, and a list of models goes through all of them."""
    return re.compile("|".join(translate(one) for one in pattern.split("|")))

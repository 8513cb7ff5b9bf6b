"""A doctor that finds what it is told to, and some of what there is to be found."""

from collections.abc import Callable

from nextchat_desktop.core.checkup import Checked, Outcome, Report, Step
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.remedies import Remedy
from nextchat_desktop.core.wire import Run

NAMES = list(Step)


def passed(*steps: Step) -> tuple[Checked, ...]:
    return tuple(Checked(step, Outcome.PASSED, 0.012) for step in steps)


READY = Report(passed(*NAMES), 1.9)


def failing(kind: FailureKind, *remedies: Remedy, at: Step = Step.AUTHENTICATE) -> Report:
    place = NAMES.index(at)
    rest = (Checked(step, Outcome.SKIPPED) for step in NAMES[place + 1 :])
    steps = (*passed(*NAMES[:place]), Checked(at, Outcome.FAILED), *rest)
    return Report(steps, 0.4, at, Failed(kind, "No such thing", 404), remedies)


class ScriptedDoctor:
    """Says what it is told to, when it is told to; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Connection, str]] = []
        self._on_step: Callable[[Checked], None] | None = None
        self._done: Callable[[Report], None] | None = None

    def test(
        self, connection: Connection, model: str, on_step: Callable[[Checked], None], done: Callable[[Report], None]
    ) -> Run:
        self.asked.append((connection, model))
        self._on_step, self._done = on_step, done
        return self

    def cancel(self) -> None:
        self._on_step = self._done = None

    @property
    def is_busy(self) -> bool:
        return self._done is not None

    def find(self, *steps: Checked) -> None:
        for step in steps:
            assert self._on_step is not None
            self._on_step(step)

    def end(self, report: Report) -> None:
        done = self._done
        self.cancel()
        assert done is not None
        done(report)

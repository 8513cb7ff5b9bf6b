"""A test in the words of its card. Pure; it knows no widget."""

from collections.abc import Iterable
from dataclasses import dataclass

from nextchat_desktop.core.checkup import Checked, Outcome, Report, Step
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.first_model import id_of_first
from nextchat_desktop.core.remedies import Remedy, RemedyKind
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.engine.telling_reports import Telling, ToldStep
from nextchat_desktop.ui.settings.checkup.result import Finding
from nextchat_desktop.ui.settings.checkup.steps import Sign, StepLine
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import heard

_SIGNS = {
    Outcome.PASSED: Sign.PASSED,
    Outcome.WARNED: Sign.WARNED,
    Outcome.FAILED: Sign.FAILED,
    Outcome.SKIPPED: Sign.SKIPPED,
}

_NO_BUTTON = frozenset({RemedyKind.CHECK_CLOCK})
"""Nothing that this program could lead to; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The head of the card, its lines and what stands below them."""

    title: str
    time: str
    lines: tuple[StepLine, ...]
    finding: Finding


class CheckupTelling:
    """Of a connection and one model of it, its first where none is named."""

    def __init__(self, setup: Setup, words: Words) -> None:
        self._setup = setup
        self._words = words

    def running(self, connection: Connection, model: str, steps: Iterable[Checked]) -> tuple[StepLine, ...]:
        """What is known so far, and what is being looked at."""
        telling = self._telling(connection, model)
        known = {checked.step: checked for checked in steps}
        lines = tuple(self._line(telling.step(known[step])) for step in Step if step in known)
        ahead = next((step for step in Step if step not in known), None)
        if ahead is None:
            return lines
        name = telling.waiting(ahead)
        said = self._words("test.step.line", name=name, outcome=self._words("test.step.running"))
        return (*lines, StepLine(ahead, Sign.RUNNING, name, said=said))

    def end(self, connection: Connection, model: str, report: Report) -> Ending:
        """A model that was named is named in the head."""
        said = self._telling(connection, model).report(report)
        lines = tuple(self._line(step) for step in said.steps)
        known = connection.model(model)
        time = f"{said.time} · {known.label if known else model}" if model else said.time
        remedies = tuple(one for place, one in enumerate(said.remedies) if _has_button(one[0], place))
        if report.is_ready:
            return Ending(said.title, time, lines, Finding("", "", said.remarks, remedies, said.details))
        finding = Finding(said.title, said.meaning, said.remarks, remedies, said.details)
        return Ending(self._words("test.not_ready"), time, lines, finding)

    def done(self, remedy: Remedy) -> str:
        """What was done, where it was."""
        value = remedy.value
        if remedy.kind is RemedyKind.USE_SERVICE:
            value = self._setup.service(value).label
        return self._words(f"test.did.{remedy.kind}", value=value)

    def _telling(self, connection: Connection, model: str) -> Telling:
        return Telling(self._words, connection, model or id_of_first(connection.models), self._setup.service)

    def _line(self, step: ToldStep) -> StepLine:
        outcome = self._words(f"test.step.{step.outcome}")
        said = self._words("test.step.line", name=step.label, outcome=outcome)
        time = step.time if step.time != self._words("doctor.no_time") else ""
        parts = (said, time, step.remark)
        sign, spoken = _SIGNS[step.outcome], heard(self._words, parts)
        return StepLine(step.step, sign, step.label, step.time, step.remark, spoken)


def _has_button(remedy: Remedy, place: int) -> bool:
    """To test again has one at the head of the card; it is said once more where it is the best that can be done."""
    return remedy.kind not in _NO_BUTTON and (place == 0 or remedy.kind is not RemedyKind.TEST_AGAIN)

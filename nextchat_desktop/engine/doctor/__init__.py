"""Examines a connection, step by step, and says what can be done; errands are performed by whoever was handed in."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.connections import Connection, Model, Service
from nextchat_desktop.core.first_model import id_of_first
from nextchat_desktop.core.wire import Run
from nextchat_desktop.engine.ports import Clock

if TYPE_CHECKING:
    from nextchat_desktop.core.checkup import Answer, Checked, Perform, Report
    from nextchat_desktop.engine.doctor.asking import Asking

OnStep = Callable[["Checked"], None]
Done = Callable[["Report"], None]


class Doctor:
    """Tests connections. They need not be saved, but what is kept for them must be stored."""

    def __init__(
        self,
        perform: "Perform",
        service: Callable[[str], Service],
        capable: Callable[[Model], Capabilities],
        clock: Clock,
        stopwatch: Callable[[], float],
    ) -> None:
        """`stopwatch` counts seconds from any point, and never back."""
        self._perform = perform
        self._service = service
        self._capable = capable
        self._clock = clock
        self._stopwatch = stopwatch

    def test(self, connection: Connection, model: str, on_step: OnStep, done: Done) -> Run:
        """Without a model the connection's first is asked. Nothing is told before this returns, nor after `cancel`.

        `on_step` hears each step as soon as it is known, and again if it turns out otherwise; `done` is called once.
        """
        from nextchat_desktop.engine.doctor.examination import examine  # no start of the program needs it
        from nextchat_desktop.engine.doctor.findings import Subject

        id = model or id_of_first(connection.models)
        can = self._capable(connection.model(id) or Model(id))
        subject = Subject(connection, id, self._service(connection.service), can, self._clock())
        return Examination(self._perform, examine(subject), on_step, done, self._stopwatch)


class Examination:
    """One test on its way."""

    def __init__(
        self,
        perform: "Perform",
        asking: "Asking[Report]",
        on_step: OnStep,
        done: Done,
        stopwatch: Callable[[], float],
    ) -> None:
        self._perform = perform
        self._asking = asking
        self._on_step = on_step
        self._done = done
        self._stopwatch = stopwatch
        self._began = stopwatch()
        self._run: Run | None = None
        self._cancelled = False
        self._go_on(None)

    def cancel(self) -> None:
        self._cancelled = True
        run, self._run = self._run, None
        if run is not None:
            run.cancel()

    def _go_on(self, answer: "Answer | None") -> None:
        """Tells what has been found out, until there is something to ask again."""
        from nextchat_desktop.core.checkup import Checked

        while not self._cancelled:
            try:
                said = self._asking.send(answer)
            except StopIteration as end:
                self._end(end.value)
                return
            if not isinstance(said, Checked):
                self._run = self._perform(said, self._go_on)
                return
            self._on_step(said)
            answer = None

    def _end(self, report: "Report") -> None:
        self._run = None
        self._done(replace(report, seconds=self._stopwatch() - self._began))

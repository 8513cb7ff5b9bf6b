"""The test of a connection between its form and its card: begins, ends, does what was pressed, and takes that back.

It knows no field, and nothing of how a test is made.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from nextchat_desktop.core.checkup import Checked, Report, Step
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.first_model import first_of, id_of_first
from nextchat_desktop.core.origins import is_as_safe
from nextchat_desktop.core.remedies import Remedy, RemedyKind, applied
from nextchat_desktop.core.wire import Run
from nextchat_desktop.engine.carrying import carry_secrets
from nextchat_desktop.engine.ports import Examine
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.engine.standings import Standings
from nextchat_desktop.ui.settings.checkup.part import CheckupPart
from nextchat_desktop.ui.settings.checkup.telling import CheckupTelling


class Tested(Protocol):
    """What is tested: a form."""

    connection: Connection

    def make_ready(self) -> bool:
        """Keeps everything that is typed; shows what is missing for that, if something is."""
        ...

    def adopt(self, connection: Connection) -> None:
        """Keeps this connection and shows it."""
        ...


@dataclass(frozen=True, slots=True)
class Fields:
    """What stood in the fields. `key` is what was typed and may be kept by now."""

    connection: Connection
    key: str

    def differ_from(self, other: "Fields") -> bool:
        return (_tested(self.connection), self.key) != (_tested(other.connection), other.key)


@dataclass(frozen=True, slots=True)
class Done:
    """A remedy that was applied."""

    remedy: Remedy
    before: Connection
    after: Connection
    carried: bool
    """Whether the key has come along."""


class Testing(QObject):
    """`led` carries a remedy that a person has to see to, `moved` tells that the card has grown, and whether it asks
    something at its end, `held` that the remedy would change a connection which is not the person's."""

    led = Signal(object)
    held = Signal()
    moved = Signal(bool)

    def __init__(
        self,
        form: Tested,
        part: CheckupPart,
        setup: Setup,
        doctor: Examine,
        standings: Standings,
        telling: CheckupTelling,
    ) -> None:
        super().__init__(part)
        self._form = form
        self._part = part
        self._setup = setup
        self._doctor = doctor
        self._standings = standings
        self._telling = telling
        self._now = self._asked = Fields(form.connection, "")
        self._model = ""
        self._run: Run | None = None
        self._steps: dict[Step, Checked] = {}
        self._report: Report | None = None
        self._done: Done | None = None
        self._connect()

    def begin(self, model: str = "") -> None:
        """Tests the connection as it stands in the form; without a model the first one of it."""
        self.cancel()
        if self._form.make_ready():
            self._model, self._report, self._steps = model, None, {}
            self._asked = self._now
            self._run = self._doctor.test(self._form.connection, model, self._on_step, self._on_done)
            self._show()
            self.moved.emit(False)

    @property
    def is_running(self) -> bool:
        return self._run is not None

    def cancel(self) -> None:
        """Ends a test that is on its way."""
        run, self._run = self._run, None
        if run is not None:
            run.cancel()
            self._show()

    def forget(self) -> None:
        """Nothing was tested."""
        self.cancel()
        self._model, self._report, self._done = "", None, None
        self._show()

    def follow(self, fields: Fields) -> None:
        """The fields are such now. A test of how they were before is of no use."""
        if id_of_first(fields.connection.models) != id_of_first(self._now.connection.models):
            self._model = ""
        self._now = fields
        if self._run is not None and self._is_old():
            self.cancel()
        if self._done is not None and _tested(fields.connection) != _tested(self._done.after):
            self._done = None
        self._show()

    def _connect(self) -> None:
        self._part.started.connect(self._on_started)
        self._part.stopped.connect(self.cancel)
        self._part.chosen.connect(self._on_chosen)
        self._part.trusted.connect(self._apply)
        self._part.undone.connect(self._on_undone)

    def _is_old(self) -> bool:
        return self._now.differ_from(self._asked)

    def _show(self) -> None:
        part, telling, asked = self._part, self._telling, self._asked.connection
        if self._run is not None:
            part.show_running(telling.running(asked, self._model, self._steps.values()))
        elif self._report is None:
            part.show_nothing()
        else:
            part.show_end(telling.end(asked, self._model, self._report), self._is_old())
        part.say_done(telling.done(self._done.remedy) if self._done else "")

    def _on_started(self) -> None:
        """The model that somebody came here with stays the one that is asked."""
        self.begin(self._model)

    def _on_step(self, checked: Checked) -> None:
        self._steps[checked.step] = checked
        self._show()

    def _on_done(self, report: Report) -> None:
        self._run, self._report = None, report
        self._standings.tested(self._form.connection.id, report)
        self._show()
        self._part.announce()
        self.moved.emit(False)

    def _on_chosen(self, remedy: Remedy) -> None:
        """A certificate is shown before anybody trusts it."""
        certificate = self._report.certificate if self._report else None
        changes = remedy.kind is RemedyKind.TRUST or applied(self._form.connection, remedy) != self._form.connection
        if remedy.kind is RemedyKind.TEST_AGAIN:
            self.begin(self._model)
        elif changes and self._setup.rules.giver(self._form.connection.id) is not None:
            self.held.emit()
        elif remedy.kind is RemedyKind.TRUST and certificate is not None:
            self._part.ask_for_trust(certificate, self._asked.connection.base_url, remedy)
            self.moved.emit(True)
        elif changes:
            self._apply(remedy)
        else:
            self.led.emit(remedy)

    def _apply(self, remedy: Remedy) -> None:
        """Does it, and tests whether it has helped."""
        before = self._form.connection
        after = applied(before, remedy)
        carried = before.base_url != after.base_url and is_as_safe(before.base_url, after.base_url)
        if carried:
            carry_secrets(self._setup.keys, before, after)
        self._form.adopt(after)
        self._done = Done(remedy, before, after, carried)
        self.begin("" if remedy.kind is RemedyKind.USE_MODEL else self._model)

    def _on_undone(self) -> None:
        """Everything as it was before. Nothing is tested."""
        done, self._done = self._done, None
        if done is not None:
            self.cancel()
            if done.carried:
                carry_secrets(self._setup.keys, done.after, done.before)
            self._form.adopt(done.before)


def _tested(connection: Connection) -> Connection:
    """What of it makes a difference to a test. What a service refuses is found out anew each time."""
    first = first_of(connection.models)
    models = (Model(first.id, options=first.options),) if first else ()
    return replace(connection, name="", models=models, refused=frozenset())

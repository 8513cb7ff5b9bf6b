"""Paints the test of a connection in the settings: on its way, ready, and with what helps."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from gallery_start import started
from nextchat_desktop.app import desk_of
from nextchat_desktop.core.checkup import Checked, Outcome, Remark, Report, Step
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.remedies import Remedy, RemedyKind
from nextchat_desktop.ui.settings.dialog import SettingsDialog
from ui.doctors import ScriptedDoctor

AZURE = Connection(
    "a",
    "Work Azure",
    "azure",
    "https://xxxxx-sweden-central.openai.azure.com",
    "2024-02-15-preview",
    (Model("gpt-4-turbo", "Azure-gpt-4-turbo"),),
)
LAB = Connection("l", "Lab vLLM", "compatible", "https://vllm.lab.example", models=(Model("qwen3-32b"),))
DORM = Connection("d", "Dorm", "nextchat", "https://chat.dorm.example", models=(Model("gpt-4o"),))

_TIMES = (None, 0.012, 0.084, None, 0.061, 0.23, None, 1.4)


def _checked(step: Step, seconds: float | None) -> Checked:
    if step is Step.PROXY:
        return Checked(step, Outcome.SKIPPED, remark=Remark.NO_PROXY)
    if step is Step.TLS:
        return Checked(step, Outcome.PASSED, seconds, Remark.SECURED, (("version", "TLS 1.3"),))
    return Checked(step, Outcome.PASSED, seconds)


FINE = tuple(_checked(step, seconds) for step, seconds in zip(Step, _TIMES, strict=True))
READY = Report(FINE, 1.9)
FAILING = Report(
    (
        *FINE[:5],
        Checked(Step.AUTHENTICATE, Outcome.SKIPPED),
        Checked(Step.MODELS, Outcome.SKIPPED, remark=Remark.NO_LIST),
        Checked(Step.FIRST_WORD, Outcome.FAILED),
    ),
    0.6,
    Step.FIRST_WORD,
    Failed(FailureKind.WEB_PAGE, "<!doctype html><title>vLLM</title>", 404),
    (Remedy(RemedyKind.USE_ADDRESS, "https://vllm.lab.example/v1"), Remedy(RemedyKind.ENTER_ADDRESS)),
)


class TestingPainter:
    """One look in one language."""

    __test__ = False

    def __init__(self, language: str, theme: str, home: Path, out: Path) -> None:
        self._out = out
        self._suffix = f"{theme}-{language[:2]}"
        self._app = started(language, theme, home)
        self._doctor = ScriptedDoctor()
        for connection in (AZURE, LAB, DORM):
            self._app.program.setup.save(connection)
            self._app.program.setup.store_key(connection, "sk-abcdefghijklmnop1234")
        desk = replace(desk_of(self._app.program), doctor=self._doctor)
        self._dialog = SettingsDialog(desk, self._app.theme, "", self._app.window)

    def paint(self) -> None:
        self._app.program.standings.tested("d", Report((), failure=Failed(FailureKind.RATE_LIMIT)))
        self._dialog.come_to("connections", "a")
        self._press("testButton")
        self._doctor.find(*FINE[:4])
        self._shoot("test-running")
        self._doctor.end(READY)
        self._shoot("test-ready")
        self._dialog.show_connection("l")
        self._press("testButton")
        self._doctor.end(FAILING)
        self._shoot("test-failing")
        self._dialog.close()
        self._app.close()

    def _press(self, name: str) -> None:
        button: QAbstractButton | None = self._dialog.findChild(QAbstractButton, name)
        assert button is not None
        button.click()

    def _shoot(self, name: str) -> None:
        QTest.qWait(250)
        self._dialog.grab().save(str(self._out / f"{name}-{self._suffix}.png"))

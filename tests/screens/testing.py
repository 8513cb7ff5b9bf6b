"""The screens of a connection's test: on its way, ready, with what helps, and with a certificate to be trusted."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.checkup import Certificate, Checked, Outcome, Remark, Report, Step
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.remedies import Remedy, RemedyKind
from nextchat_desktop.ui.settings.checkup.part import CheckupPart
from screens.contents import AZURE, LAB
from screens.setting import bring_into_view
from screens.world import Show, World
from ui.doctors import ScriptedDoctor

_SHOWN = Certificate(
    "",
    "gpu, Our Lab, DE",
    "Unknown, Our Lab, DE",
    ("gpu.lab", "192.168.1.7"),
    1_700_000_000_000,
    2_000_000_000_000,
    "ab" * 32,
)
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


def _tested(connection: str, tell: Callable[[ScriptedDoctor], object]) -> Show:
    def show(world: World) -> QWidget:
        dialog, doctor = world.under_test(connection)
        tell(doctor)
        world.settle()
        return dialog

    return show


def _running(doctor: ScriptedDoctor) -> None:
    doctor.find(*FINE[:4])


def _failing(doctor: ScriptedDoctor) -> None:
    doctor.end(FAILING)


def _certificate(world: World) -> QWidget:
    """Shown before it is trusted."""
    dialog, doctor = world.under_test(LAB)
    doctor.end(FAILING)
    part = world.see("testPart", CheckupPart, dialog)
    part.ask_for_trust(_SHOWN, "https://gpu.lab:8443", Remedy(RemedyKind.TRUST, ""))
    world.settle()
    bring_into_view(world.see("certificateCard", QWidget, dialog))
    world.settle()
    return dialog


TESTING: Mapping[str, Show] = {
    "test-running": _tested(AZURE, _running),
    "test-ready": _tested(AZURE, lambda doctor: doctor.end(READY)),
    "test-failing": _tested(LAB, _failing),
    "test-certificate": _certificate,
}

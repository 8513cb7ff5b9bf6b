"""The test of a connection in its form, used as a person uses it; what is found out is scripted."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListWidget, QWidget

from nextchat_desktop.core.checkup import Certificate, Checked, Outcome, Remark, Report, Step
from nextchat_desktop.core.connections import DIRECT, Connection, Model
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.remedies import Remedy, RemedyKind
from nextchat_desktop.ui.elided import ElidedLabel
from ui.doctors import NAMES, READY, ScriptedDoctor, failing, passed
from ui.forms import LAB, Form, Open


class Patient:
    """A form with such a doctor behind it, and what is seen of a test."""

    def __init__(self, open_form: Open, connection: Connection | None) -> None:
        self.doctor = ScriptedDoctor()
        self.form: Form = open_form(connection, doctor=self.doctor)

    def shows(self, name: str) -> bool:
        widget: QWidget | None = self.form.dialog.findChild(QWidget, name)
        return widget is not None and widget.isVisible()

    def read(self, name: str) -> str:
        return self.form.hint(name)

    @property
    def button(self) -> str:
        return self.form.find(QAbstractButton, "testButton").text()

    @property
    def steps(self) -> list[str]:
        """What is heard of those in sight, in their order."""
        lines = (self.form.dialog.findChild(QWidget, f"testStep-{step}") for step in NAMES)
        return [line.accessibleName() for line in lines if line is not None and line.isVisible()]

    @property
    def remedies(self) -> list[str]:
        """The words on the buttons that are offered."""
        return [one.text() for one in self.form.find(QWidget, "testRemedies").findChildren(QAbstractButton)]

    @property
    def focus(self) -> str:
        widget = self.form.dialog.focusWidget()
        return widget.objectName() if widget else ""

    def sees(self, name: str) -> bool:
        """Whether all of it is in sight."""
        widget = self.form.find(QWidget, name)
        return widget.visibleRegion().boundingRect() == widget.rect()

    def begin(self) -> None:
        self.form.press("testButton")

    def test(self, report: Report) -> None:
        self.begin()
        self.doctor.end(report)

    def take(self, kind: RemedyKind) -> None:
        self.form.press(f"remedy-{kind}")


@pytest.fixture
def lab(open_form: Open) -> Patient:
    return Patient(open_form, LAB)


def said_of_the_first(form: Form) -> str:
    """What a person hears of the first row of the list."""
    item = form.find(QListWidget, "connectionList").item(0)
    return str(item.data(Qt.ItemDataRole.AccessibleTextRole))


# The button and the steps


def test_nothing_is_tested_before_the_button_is_pressed(lab: Patient) -> None:
    assert lab.button == "Test"
    assert lab.steps == []
    lab.form.type("endpointField", "https://other.example/v1")
    assert lab.doctor.asked == []


def test_the_steps_appear_one_by_one(lab: Patient) -> None:
    lab.begin()
    assert lab.button == "Stop"
    assert len(lab.steps) == 1
    assert "being looked at" in lab.steps[0]
    lab.doctor.find(*passed(Step.SETTINGS, Step.RESOLVE))
    assert [line.partition(": ")[2] for line in lab.steps] == ["fine, 12 ms", "fine, 12 ms", "being looked at"]
    assert lab.doctor.asked == [(LAB, "")]


def test_a_step_that_turns_out_otherwise_is_shown_once(lab: Patient) -> None:
    lab.begin()
    lab.doctor.find(*passed(Step.SETTINGS), Checked(Step.SETTINGS, Outcome.FAILED))
    assert "failed" in lab.steps[0]
    assert len(lab.steps) == 2


def test_of_an_earlier_test_no_step_stays(lab: Patient) -> None:
    lab.test(READY)
    lab.begin()
    assert len(lab.steps) == 1


def test_ready_to_chat(lab: Patient) -> None:
    lab.test(READY)
    assert lab.read("testState") == "Test: ready to chat"
    assert lab.read("testTime") == "1.9 s in all"
    assert lab.button == "Test again"
    assert len(lab.steps) == len(NAMES)
    assert not lab.shows("testTitle")
    assert "Worked the last time" in said_of_the_first(lab.form)


def test_what_is_typed_is_kept_before_it_is_tested(open_form: Open) -> None:
    patient = Patient(open_form, None)
    patient.form.find(QLineEdit, "endpointField").setText("https://new.example/v1")
    patient.begin()
    ((asked, _),) = patient.doctor.asked
    assert asked.base_url == "https://new.example/v1"
    assert patient.form.connection == asked


def test_without_an_address_the_way_leads_there(open_form: Open) -> None:
    patient = Patient(open_form, None)
    patient.begin()
    assert patient.doctor.asked == []
    assert patient.focus == "endpointField"
    assert "Enter the endpoint first" in patient.read("endpointHint")


def test_a_test_can_be_stopped(lab: Patient) -> None:
    lab.begin()
    lab.doctor.find(*passed(Step.SETTINGS))
    lab.begin()
    assert not lab.doctor.is_busy
    assert (lab.button, lab.steps) == ("Test", [])


def test_a_double_click_begins_one_test_and_does_not_stop_it(lab: Patient) -> None:
    button = lab.form.find(QAbstractButton, "testButton")
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
        for part in (kind, QEvent.Type.MouseButtonRelease):
            QApplication.sendEvent(button, _mouse(part, button))
    assert lab.doctor.is_busy
    assert len(lab.doctor.asked) == 1


def _mouse(kind: QEvent.Type, on: QWidget) -> QMouseEvent:
    """Of the left button, in the middle of it."""
    place = QPointF(on.rect().center())
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    return QMouseEvent(kind, place, on.mapToGlobal(place), Qt.MouseButton.LeftButton, held, none)


def test_it_counts_the_seconds_while_it_waits(lab: Patient) -> None:
    lab.begin()
    assert lab.read("testTime") == ""
    lab.form.wait(lambda: lab.read("testTime") == "2 s")
    lab.doctor.end(READY)
    assert lab.read("testTime") == "1.9 s in all"
    assert not any(timer.isActive() for timer in lab.form.find(QWidget, "testPart").findChildren(QTimer))


@pytest.mark.parametrize(("width", "beside"), [(600, True), (300, False)])
def test_steps_stand_beside_each_other_where_there_is_room(lab: Patient, width: int, beside: bool) -> None:
    lab.test(READY)
    first, second = (lab.form.find(QWidget, f"testStep-{name}") for name in NAMES[:2])
    steps = first.parentWidget()
    steps.resize(width, 400)
    steps.layout().activate()
    assert (first.y() == second.y()) is beside


# What was found


def test_a_failure_says_what_happened_and_what_to_do(lab: Patient) -> None:
    lab.test(failing(FailureKind.KEY_REFUSED, Remedy(RemedyKind.ENTER_KEY), Remedy(RemedyKind.ENTER_ADDRESS)))
    assert lab.read("testState") == "Test: not ready to chat"
    assert lab.read("testTitle") == "Lab did not accept this key"
    assert lab.read("testMeaning")
    assert [line for line in lab.steps if "failed" in line] == [lab.steps[NAMES.index(Step.AUTHENTICATE)]]
    assert lab.steps[-1] == "First word: left out"
    primary, other = lab.form.find(QWidget, "testRemedies").findChildren(QAbstractButton)
    assert (primary.property("role"), other.property("role")) == ("primary", "link")


def test_the_keyboard_comes_from_the_button_to_what_can_be_done(lab: Patient) -> None:
    lab.test(failing(FailureKind.KEY_REFUSED, Remedy(RemedyKind.ENTER_KEY), Remedy(RemedyKind.ENTER_ADDRESS)))
    button = lab.form.find(QAbstractButton, "testButton")
    button.setFocus()
    passed_through = []
    for _ in range(8):
        QTest.keyClick(lab.form.dialog.focusWidget(), Qt.Key.Key_Tab)
        passed_through.append(lab.focus)
    assert [name for name in passed_through if name.startswith(("remedy", "testDetails"))] == [
        "remedy-enter_key",
        "remedy-enter_address-1",
        "testDetailsFold",
    ]


def test_the_services_own_words_are_folded_and_can_be_copied(lab: Patient) -> None:
    lab.test(failing(FailureKind.KEY_REFUSED))
    assert not lab.shows("testDetails")
    lab.form.press("testDetailsFold")
    lab.form.press("testDetailsCopy")
    assert "404 · No such thing" in QGuiApplication.clipboard().text()


def test_details_stay_open_while_one_reads_them(lab: Patient) -> None:
    lab.test(failing(FailureKind.KEY_REFUSED))
    lab.form.press("testDetailsFold")
    lab.form.type("connectionNameField", "Laboratory")
    assert lab.shows("testDetails")


def test_what_is_worth_knowing_is_said_though_it_works(lab: Patient) -> None:
    values = (("seconds", "4.0"),)
    lumps = Checked(Step.FIRST_WORD, Outcome.WARNED, 4.0, Remark.IN_ONE_LUMP, values)
    lab.test(Report((*passed(*NAMES[:-1]), lumps), 4.4))
    assert lab.read("testState") == "Test: ready to chat"
    assert "in one lump" in lab.read("testRemarks")


# Before and after


def test_the_model_that_was_asked_is_named(lab: Patient) -> None:
    lab.test(failing(FailureKind.MODEL_NOT_FOUND))
    assert lab.read("testTitle") == "There is no model called tiny"


def test_a_result_fades_when_what_was_tested_is_changed(lab: Patient) -> None:
    lab.test(failing(FailureKind.KEY_REFUSED, Remedy(RemedyKind.ENTER_KEY)))
    lab.form.type("endpointField", "https://other.example/v1")
    assert lab.read("testState") == "This was before you changed something"
    assert not lab.shows("testTitle")
    assert lab.remedies == [] or not lab.shows("testRemedies")
    assert len(lab.steps) == len(NAMES)
    lines = [lab.form.find(QWidget, f"testStep-{name}") for name in NAMES]
    assert not any(label.isEnabled() for line in lines for label in line.findChildren(ElidedLabel))


def test_another_key_makes_it_old_as_well(lab: Patient) -> None:
    lab.test(READY)
    lab.form.type("keyField", "sk-abcdefghijklmnop1234")
    assert lab.read("testState") == "This was before you changed something"


def test_another_name_does_not(lab: Patient) -> None:
    lab.test(READY)
    lab.form.type("connectionNameField", "Laboratory")
    assert lab.read("testState") == "Test: ready to chat"


def test_a_test_on_its_way_ends_when_the_fields_change(lab: Patient) -> None:
    lab.begin()
    lab.form.type("modelIdField", "other")
    assert not lab.doctor.is_busy
    assert lab.button == "Test"


def test_another_connection_ends_it(lab: Patient) -> None:
    lab.begin()
    lab.form.press("addConnectionButton")
    assert not lab.doctor.is_busy
    assert lab.steps == []


def test_closing_the_settings_ends_it(lab: Patient) -> None:
    lab.begin()
    lab.form.dialog.close()
    assert not lab.doctor.is_busy


# Remedies


def test_what_can_be_done_at_once_is_done_and_tested_again(lab: Patient) -> None:
    better = "https://lab.example/api/v1"
    lab.test(failing(FailureKind.WEB_PAGE, Remedy(RemedyKind.USE_ADDRESS, better)))
    lab.take(RemedyKind.USE_ADDRESS)
    assert lab.form.connection.base_url == better
    assert lab.form.find(QLineEdit, "endpointField").text() == better
    assert [asked.base_url for asked, _ in lab.doctor.asked] == [LAB.base_url, better]
    assert better in lab.read("testDone")
    lab.doctor.end(READY)
    assert lab.read("testState") == "Test: ready to chat"
    assert better in lab.read("testDone")


def test_what_was_done_is_taken_back_and_not_tested(lab: Patient) -> None:
    lab.test(failing(FailureKind.MODEL_NOT_FOUND, Remedy(RemedyKind.USE_MODEL, "big")))
    lab.take(RemedyKind.USE_MODEL)
    assert lab.form.find(QLineEdit, "modelIdField").text() == "big"
    lab.doctor.end(READY)
    lab.form.press("testUndo")
    assert lab.form.connection == LAB
    assert lab.form.find(QLineEdit, "modelIdField").text() == "tiny"
    assert not lab.shows("testUndo")
    assert len(lab.doctor.asked) == 2


def test_a_way_back_is_gone_once_something_else_is_changed(lab: Patient) -> None:
    lab.test(failing(FailureKind.NETWORK, Remedy(RemedyKind.USE_NO_PROXY)))
    lab.take(RemedyKind.USE_NO_PROXY)
    assert lab.form.connection.proxy == DIRECT
    assert lab.shows("testUndo")
    lab.form.type("modelIdField", "other")
    assert not lab.shows("testUndo")


@pytest.mark.parametrize(
    ("before", "after", "stays"),
    [
        ("http://lab.example/v1", "https://lab.example/v1", True),
        ("https://lab.example", "https://lab.example/v1", True),
        ("https://lab.example/v1", "http://lab.example/v1", False),
        ("https://lab.example/v1", "https://elsewhere.example/v1", False),
    ],
)
def test_a_key_comes_along_only_to_the_same_server(open_form: Open, before: str, after: str, stays: bool) -> None:
    patient = Patient(open_form, replace(LAB, base_url=before))
    patient.form.type("keyField", "sk-abcdefghijklmnop1234")
    patient.test(failing(FailureKind.REDIRECTED, Remedy(RemedyKind.USE_ADDRESS, after)))
    patient.take(RemedyKind.USE_ADDRESS)
    assert (patient.form.program.keys.get("c", after) is not None) == stays
    patient.doctor.end(READY)
    patient.form.press("testUndo")
    assert patient.form.program.keys.get("c", before) == "sk-abcdefghijklmnop1234"


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (RemedyKind.ENTER_KEY, "keyField"),
        (RemedyKind.ENTER_ADDRESS, "endpointField"),
        (RemedyKind.ENTER_MODEL, "modelIdField"),
        (RemedyKind.ENTER_HEADERS, "headerName-1"),
        (RemedyKind.ADD_AUTHORITY, "addAuthorityButton"),
    ],
)
def test_what_a_person_has_to_type_leads_to_its_field(lab: Patient, kind: RemedyKind, field: str) -> None:
    lab.test(failing(FailureKind.KEY_REFUSED, Remedy(kind)))
    lab.form.wait(lambda: lab.sees(f"remedy-{kind}"))
    lab.take(kind)
    assert lab.focus == field
    lab.form.wait(lambda: lab.sees(field))
    assert len(lab.doctor.asked) == 1


def test_what_stood_there_gives_way_to_what_is_pasted(lab: Patient) -> None:
    lab.form.type("keyField", "sk-wrong-wrong-wrong-1")
    lab.test(failing(FailureKind.KEY_REFUSED, Remedy(RemedyKind.ENTER_KEY)))
    lab.take(RemedyKind.ENTER_KEY)
    assert lab.form.find(QLineEdit, "keyField").selectedText() != ""
    QGuiApplication.clipboard().setText("sk-right")
    QTest.keyClick(lab.form.find(QLineEdit, "keyField"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert lab.form.find(QLineEdit, "keyField").text() == "sk-right"


def test_a_proxy_of_the_connection_is_entered_there(open_form: Open) -> None:
    patient = Patient(open_form, replace(LAB, proxy="http://proxy.example:3128"))
    patient.test(failing(FailureKind.PROXY_LOGIN, Remedy(RemedyKind.ENTER_PROXY), at=Step.PROXY))
    patient.take(RemedyKind.ENTER_PROXY)
    assert patient.focus == "proxyAddressField"


def test_a_proxy_of_the_whole_program_is_entered_on_its_page(lab: Patient) -> None:
    lab.test(failing(FailureKind.PROXY_LOGIN, Remedy(RemedyKind.ENTER_PROXY), at=Step.PROXY))
    lab.take(RemedyKind.ENTER_PROXY)
    assert lab.form.find(QListWidget, "settingsPages").currentItem().text() == "Network"


def test_choosing_a_model_leads_to_the_models(lab: Patient) -> None:
    lab.test(failing(FailureKind.MODEL_NOT_FOUND, Remedy(RemedyKind.CHOOSE_MODEL), at=Step.MODELS))
    lab.take(RemedyKind.CHOOSE_MODEL)
    assert lab.form.find(QListWidget, "settingsPages").currentItem().text() == "Models"


@pytest.mark.parametrize(
    ("address", "opens"), [("https://portal.example/", True), ("file:///etc/passwd", False), ("nextchat:x", False)]
)
def test_only_a_page_of_the_web_is_opened(lab: Patient, address: str, opens: bool) -> None:
    opened: list[str] = []
    lab.form.dialog.link_activated.connect(opened.append)
    lab.test(failing(FailureKind.PORTAL, Remedy(RemedyKind.OPEN_PAGE, address)))
    lab.take(RemedyKind.OPEN_PAGE)
    assert opened == ([address] if opens else [])


def test_the_clock_of_the_computer_has_no_button_here(lab: Patient) -> None:
    lab.test(failing(FailureKind.CLOCK, Remedy(RemedyKind.CHECK_CLOCK), Remedy(RemedyKind.ENTER_KEY)))
    assert len(lab.remedies) == 1


def test_testing_again_is_a_button_of_its_own(lab: Patient) -> None:
    lab.test(failing(FailureKind.OVERLOADED, Remedy(RemedyKind.TEST_AGAIN)))
    lab.take(RemedyKind.TEST_AGAIN)
    assert lab.doctor.is_busy


def test_testing_again_is_not_offered_beside_what_helps(lab: Patient) -> None:
    lab.test(failing(FailureKind.KEY_REFUSED, Remedy(RemedyKind.ENTER_KEY), Remedy(RemedyKind.TEST_AGAIN)))
    assert lab.remedies == ["Enter the key"]
    assert lab.button == "Test again"


def test_one_model_of_several_is_tested_and_named(open_form: Open) -> None:
    patient = Patient(open_form, replace(LAB, models=(Model("tiny"), Model("huge", "Mammoth"))))
    patient.form.dialog.test("c", "huge")
    patient.doctor.end(READY)
    assert "Mammoth" in patient.read("testTime")
    patient.begin()
    assert [model for _, model in patient.doctor.asked] == ["huge", "huge"]
    patient.form.type("modelIdField", "small")
    patient.begin()
    assert patient.doctor.asked[-1][1] == "", "whoever enters another model wants to know about that one"


def test_another_connection_is_not_tested_with_that_model(open_form: Open) -> None:
    patient = Patient(open_form, replace(LAB, models=(Model("tiny"), Model("huge"))))
    patient.form.dialog.test("c", "huge")
    patient.doctor.end(READY)
    patient.form.press("addConnectionButton")
    patient.form.find(QLineEdit, "endpointField").setText("https://new.example/v1")
    patient.begin()
    assert patient.doctor.asked[-1][1] == ""


def test_who_comes_from_an_answer_is_at_the_test_with_the_keyboard(lab: Patient) -> None:
    lab.form.dialog.test("c", "tiny")
    assert lab.focus == "testButton"


# A certificate


PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
SHOWN = Certificate(PEM, "lab.example", "lab.example", ("lab.example",), 0, 4_102_444_800_000, "ab" * 32, True)


@pytest.fixture
def untrusted(lab: Patient) -> Patient:
    """In front of the certificate that the server has shown."""
    report = failing(FailureKind.TLS, Remedy(RemedyKind.TRUST, PEM), Remedy(RemedyKind.TEST_AGAIN), at=Step.TLS)
    lab.test(replace(report, certificate=SHOWN))
    assert not lab.shows("certificateCard")
    lab.take(RemedyKind.TRUST)
    return lab


def test_a_certificate_is_shown_before_it_is_trusted(untrusted: Patient) -> None:
    assert untrusted.shows("certificateCard")
    assert not untrusted.shows("testRemedies")
    assert untrusted.form.connection.trust.pinned == ""
    untrusted.form.press("trustCertificateButton")
    trust = untrusted.form.connection.trust
    assert (trust.pinned, trust.pinned_for) == (PEM, "https://lab.example")
    assert untrusted.doctor.is_busy
    untrusted.doctor.end(READY)
    assert not untrusted.shows("certificateCard")
    untrusted.form.press("testUndo")
    assert untrusted.form.connection == LAB


def test_a_certificate_that_is_not_trusted_leaves_everything_as_it_was(untrusted: Patient) -> None:
    untrusted.form.press("cancelCertificateButton")
    assert not untrusted.shows("certificateCard")
    assert untrusted.shows("testRemedies")
    assert untrusted.form.connection == LAB
    assert len(untrusted.doctor.asked) == 1


def test_the_keyboard_is_led_to_the_question_about_it_and_nothing_is_trusted_by_a_slip(untrusted: Patient) -> None:
    assert untrusted.focus == "cancelCertificateButton"
    QTest.keyClick(untrusted.form.find(QAbstractButton, "cancelCertificateButton"), Qt.Key.Key_Space)
    assert untrusted.form.connection == LAB
    assert untrusted.focus == "remedy-trust"


def test_escape_takes_away_the_question_and_not_the_settings(untrusted: Patient) -> None:
    QTest.keyClick(untrusted.form.dialog.focusWidget(), Qt.Key.Key_Escape)
    assert not untrusted.shows("certificateCard")
    assert untrusted.form.dialog.isVisible()


def test_a_certificate_is_not_asked_about_once_the_address_is_another(untrusted: Patient) -> None:
    untrusted.form.type("endpointField", "https://other.example/v1")
    assert not untrusted.shows("certificateCard")


# The list


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (Report(()), "Worked the last time"),
        (Report((), failure=Failed(FailureKind.RATE_LIMIT)), "Had some trouble the last time"),
        (Report((), failure=Failed(FailureKind.KEY_REFUSED)), "Did not work the last time"),
    ],
)
def test_the_list_says_in_words_how_a_connection_did(open_form: Open, report: Report, words: str) -> None:
    form = open_form(LAB)
    assert "Not used yet" in said_of_the_first(form)
    form.program.standings.tested("c", report)
    assert words in said_of_the_first(form)
    assert words in form.find(QListWidget, "connectionList").item(0).toolTip()


def test_a_connection_that_is_changed_has_not_been_used_yet(open_form: Open) -> None:
    form = open_form(LAB)
    form.program.standings.tested("c", Report(()))
    form.type("endpointField", "https://other.example/v1")
    assert "Not used yet" in said_of_the_first(form)

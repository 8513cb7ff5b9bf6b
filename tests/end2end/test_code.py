"""Blocks of code: kept in a file, folded and wrapped as the person has it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QToolButton, QWidget

from end2end.person import Person
from nextchat_desktop.settings.schema import FOLD_CODE, WRAP_CODE
from scripted import ScriptedServer, answer

LONG = "\n".join(f"line {number}" for number in range(1, 101))
WIDE = "x = " + " + ".join(str(number) for number in range(200))


def given(person: Person, server: ScriptedServer, code: str, language: str = "python") -> None:
    server.queue(answer(f"```{language}\n{code}\n```"))
    person.ask("Code, please")
    person.wait_for_the_answer()
    person.wait(lambda: bool(buttons(person, "saveCode")))


def asked_where(person: Person) -> QFileDialog:
    person.click("saveCode")
    return person.see("saveCodeDialog", QFileDialog)


def buttons(person: Person, name: str) -> list[QToolButton]:
    found = person.app.window.page.transcript.findChildren(QToolButton, name)
    return [button for button in found if button.isVisible()]


def opened_again(person: Person) -> None:
    person.quit()
    person.start()


def test_code_is_kept_in_a_file_named_for_its_language(
    chatting: Person, server: ScriptedServer, tmp_path: Path
) -> None:
    given(chatting, server, 'print("名字")')
    dialog = asked_where(chatting)
    assert Path(dialog.selectedFiles()[0]).name == "code.py"
    dialog.fileSelected.emit(str(tmp_path / "mine.py"))
    dialog.reject()
    assert (tmp_path / "mine.py").read_bytes() == 'print("名字")\n'.encode()
    assert chatting.see("toastText", QLabel).text() == "Saved as mine.py"


def test_code_that_cannot_be_kept_leaves_what_was_there_and_says_so(
    chatting: Person, server: ScriptedServer, tmp_path: Path
) -> None:
    given(chatting, server, "x = 1")
    dialog = asked_where(chatting)
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()
    assert chatting.see("toastText", QLabel).text().startswith("It could not be saved: ")
    assert chatting.see("toast", QWidget).isVisible()
    assert tmp_path.is_dir()


def test_whoever_thinks_better_of_it_is_told_nothing(chatting: Person, server: ScriptedServer) -> None:
    given(chatting, server, "x = 1")
    asked_where(chatting).reject()
    assert not chatting.see("toast", QWidget).isVisible()


@pytest.mark.parametrize(("lines", "folded"), [(40, True), (20, True), (0, False), (1000, False)])
def test_long_code_opens_folded_after_so_many_lines(
    chatting: Person, server: ScriptedServer, lines: int, folded: bool
) -> None:
    given(chatting, server, LONG)
    chatting.app.program.settings[FOLD_CODE] = lines
    opened_again(chatting)
    assert [button.text() for button in buttons(chatting, "foldCode")] == ["Show all 100 lines"] * folded


def test_the_button_of_a_block_shows_whether_long_lines_wrap(chatting: Person, server: ScriptedServer) -> None:
    given(chatting, server, WIDE)
    assert [button.isChecked() for button in buttons(chatting, "wrapCode")] == [False]
    chatting.app.program.settings[WRAP_CODE] = True
    assert [button.isChecked() for button in buttons(chatting, "wrapCode")] == [True]
    opened_again(chatting)
    assert [button.isChecked() for button in buttons(chatting, "wrapCode")] == [True]


def height(person: Person) -> int:
    """How far the conversation can be scrolled."""
    return person.app.window.page.transcript.verticalScrollBar().maximum()


def test_another_rule_for_folding_is_seen_at_once(chatting: Person, server: ScriptedServer) -> None:
    given(chatting, server, LONG)
    opened_again(chatting)
    folded = height(chatting)
    chatting.app.program.settings[FOLD_CODE] = 0
    assert height(chatting) > folded + 500


def test_another_rule_for_wrapping_is_seen_at_once(chatting: Person, server: ScriptedServer) -> None:
    given(chatting, server, "\n".join([WIDE] * 30))
    scrolled = height(chatting)
    chatting.app.program.settings[WRAP_CODE] = True
    assert height(chatting) > scrolled + 1000

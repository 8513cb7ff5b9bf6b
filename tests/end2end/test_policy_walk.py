"""A program that somebody else has set up: chatting at once, and a way on where something is not allowed."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from end2end.person import Person
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.settings.schema import THEME
from scripted import ScriptedServer


def under(person: Person, folder: Path, text: str) -> None:
    """Starts the program again where this policy lies."""
    file = folder / "nextchat.policy.toml"
    file.write_text(text, "utf-8")
    person.quit()
    person.environ = {"NEXTCHAT_POLICY": str(file)}
    person.start()


def test_who_starts_it_with_nextchat_s_variables_chats_at_once(person: Person, server: ScriptedServer) -> None:
    person.quit()
    person.environ = {"OPENAI_API_KEY": "sk-1", "BASE_URL": server.url, "CUSTOM_MODELS": "-all,+mistral-7b"}
    person.start()
    assert [row.title for row in person.models() if row.choice] == ["mistral-7b", "Guide"]
    person.press("modelFilter", Qt.Key.Key_Escape)
    person.ask("Hello?")
    assert person.wait_for_the_answer() == "Fine."
    assert server.requests[0].headers["authorization"] == "Bearer sk-1"


def test_a_conversation_whose_model_is_not_allowed_any_more_asks_for_another(
    chatting: Person, server: ScriptedServer, tmp_path: Path
) -> None:
    chatting.app.program.setup.save(
        Connection("c", "Lab", "compatible", server.base_url, models=(Model("tiny"), Model("large")))
    )
    chatting.ask("Hello?")
    chatting.wait_for_the_answer()
    asked = len(server.requests)
    under(chatting, tmp_path, 'custom_models = "-all,+large"')
    picker = chatting.see("modelPicker", QPushButton)
    assert "“tiny” may not be used here" in picker.accessibleDescription()
    chatting.ask("And now?")
    assert len(server.requests) == asked
    chatting.choose_model("large")
    chatting.press("composer", Qt.Key.Key_Return)
    chatting.wait_for_the_answer()
    assert server.requests[-1].json["model"] == "large"


def test_a_command_that_would_change_what_is_held_says_why_it_does_not(person: Person, tmp_path: Path) -> None:
    under(person, tmp_path, '[locked]\n"appearance.theme" = "dark"')
    person.app.window.commands.run("colours")
    assert person.app.program.settings[THEME] == "dark"
    assert person.read("toastText") == "Set by a policy file that you can change."


def test_a_policy_with_a_slip_is_told_when_the_window_opens(person: Person, tmp_path: Path) -> None:
    under(person, tmp_path, "nonsense [")
    assert "cannot be read. It counts for nothing" in person.read("toastText")
    assert "line 1" in person.read("toastText")

"""A proxy that is set while a reply comes: the next request takes it, and the one that runs stays where it is."""

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from end2end.conftest import Connected
from end2end.person import Person
from nextchat_desktop.settings.schema import PROXY, WAY
from scripted import STALL, Reply, ScriptedServer, answer, delta


def go_through(person: Person, address: str) -> None:
    """Set on the page of the network, which says at once that requests go this way."""
    dialog = person.app.window.open_settings("network")
    box = person.see(f"setting-{WAY.key}", QComboBox)
    box.setCurrentIndex(box.findText("Through this proxy:"))
    field = person.see(f"setting-{PROXY.key}", QLineEdit)
    field.setText(address)
    field.editingFinished.emit()
    said = person.see("networkNow", QLabel)
    person.wait(lambda: said.text() == f"Requests to chat.invalid go through {address}, which is set above")
    dialog.close()


def test_another_proxy_counts_from_the_next_request_on(connected: Connected) -> None:
    default = answer("Through the other.")
    with ScriptedServer(Reply([delta("Hel"), STALL])) as one, ScriptedServer(default=default) as other:
        person = connected("http://chat.invalid/v1")
        go_through(person, one.url)
        person.ask("Hello?")
        person.wait_for_words("Hel")
        go_through(person, other.url)
        person.click("newChatButton")
        person.ask("And now?")
        assert person.wait_for_the_answer() == "Through the other."
        assert [len(server.requests) for server in (one, other)] == [1, 1]
        assert not one.hung_up.is_set()

"""The proxy of the whole program, set up as a person does it, and what the page says about the way out."""

from dataclasses import replace

import pytest
from keyring.backends import fail
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget

from conftest import MemoryKeyring
from nextchat_desktop.core.proxies import ProxyPolicy, Way
from nextchat_desktop.settings.schema import BYPASS, PROXY, WAY
from ui.forms import LAB, Form, Open

WAY_BOX, ADDRESS, LIST = (f"setting-{option.key}" for option in (WAY, PROXY, BYPASS))


@pytest.fixture
def form(open_form: Open) -> Form:
    form = open_form(LAB)
    form.dialog.open_page("network")
    return form


def choose(form: Form, text: str) -> None:
    box = form.find(QComboBox, WAY_BOX)
    box.setCurrentIndex(box.findText(text))


def now(form: Form) -> str:
    """What the page says once the system has been asked."""
    label = form.find(QLabel, "networkNow")
    form.wait(lambda: bool(label.text()) and not label.text().startswith("Asking"))
    return label.text()


def policy(form: Form) -> ProxyPolicy:
    return form.program.outgoing.policy


def settings_file(form: Form) -> str:
    path = form.program.paths.settings_file
    return path.read_text("utf-8") if path.exists() else ""


def test_at_first_the_system_is_followed_and_there_is_no_more_to_fill_in(form: Form) -> None:
    assert form.find(QComboBox, WAY_BOX).currentText() == "As the system says"
    assert not any(form.find(QWidget, name).isVisible() for name in (ADDRESS, LIST))
    assert now(form) == "Requests to lab.example go directly, because the system names no proxy"


def test_a_proxy_counts_once_it_has_an_address(form: Form) -> None:
    choose(form, "Through this proxy:")
    assert form.dialog.focusWidget() is form.find(QLineEdit, ADDRESS)
    assert form.hint("networkProxyHint").startswith("Enter its address")
    assert policy(form).way is Way.SYSTEM
    form.type(ADDRESS, "127.0.0.1 7890")
    assert form.find(QLineEdit, ADDRESS).text() == "http://127.0.0.1:7890"
    assert (policy(form).way, policy(form).address) == (Way.PROXY, "http://127.0.0.1:7890")
    assert now(form) == "Requests to lab.example go through http://127.0.0.1:7890, which is set above"


def test_a_proxy_that_is_known_counts_again_at_once(form: Form) -> None:
    choose(form, "Through this proxy:")
    form.type(ADDRESS, "socks5://127.0.0.1:1080")
    choose(form, "Without a proxy")
    assert now(form) == "Requests to lab.example go directly, as is chosen above"
    assert not form.find(QWidget, ADDRESS).isVisible()
    choose(form, "Through this proxy:")
    assert policy(form).way is Way.PROXY
    assert "socks5://127.0.0.1:1080" in now(form)


def test_the_way_is_put_back_with_one_click(form: Form) -> None:
    choose(form, "Through this proxy:")
    form.type(ADDRESS, "127.0.0.1:7890")
    form.press(f"putBack-{WAY.key}")
    assert policy(form).way is Way.SYSTEM
    assert not form.find(QWidget, ADDRESS).isVisible()


def test_a_password_is_kept_by_the_keyring_and_in_no_file(form: Form, memory_keyring: MemoryKeyring) -> None:
    choose(form, "Through this proxy:")
    form.type(ADDRESS, "http://me:pass-word@proxy.example:3128")
    assert form.find(QLineEdit, ADDRESS).text() == "http://me@proxy.example:3128"
    assert "pass-word" in "".join(memory_keyring.entries.values())
    assert form.hint("networkProxyKept").startswith("Kept in")
    assert "me@proxy.example" in settings_file(form)
    assert "pass-word" not in settings_file(form)
    assert now(form) == "Requests to lab.example go through http://proxy.example:3128, which is set above"


def test_the_password_goes_with_its_proxy(form: Form, memory_keyring: MemoryKeyring) -> None:
    choose(form, "Through this proxy:")
    form.type(ADDRESS, "http://me:pass-word@proxy.example:3128")
    form.type(ADDRESS, "http://me@proxy.example:3128")
    assert "pass-word" in "".join(memory_keyring.entries.values())
    form.type(ADDRESS, "http://me@other.example:3128")
    assert "pass-word" not in "".join(memory_keyring.entries.values())
    assert form.hint("networkProxyKept").startswith("No password is kept")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nonsense with spaces", "This is no address of a proxy"),
        ("socks4://127.0.0.1:1", "A proxy of this kind"),
        ("http://wpad/wpad.dat", "This is the address of a script"),
        ("direct", "This is no address of a proxy"),
    ],
)
def test_what_is_no_proxy_is_said_and_nothing_is_lost(form: Form, typed: str, said: str) -> None:
    choose(form, "Through this proxy:")
    form.type(ADDRESS, typed)
    assert form.hint("networkProxyHint").startswith(said)
    assert (policy(form).way, form.find(QLineEdit, ADDRESS).text()) == (Way.SYSTEM, typed)
    form.dialog.open_page("appearance")
    form.dialog.reject()
    assert form.dialog.isVisible()
    assert form.dialog.focusWidget() is form.find(QLineEdit, ADDRESS)
    form.dialog.reject()
    assert not form.dialog.isVisible()


def test_a_locked_keyring_is_named_and_the_proxy_is_not_taken(form: Form, memory_keyring: MemoryKeyring) -> None:
    memory_keyring.is_locked = True
    choose(form, "Through this proxy:")
    form.type(ADDRESS, "http://me:pass-word@proxy.example:3128")
    assert "not taken" in form.hint("networkProxyHint")
    assert policy(form).way is Way.SYSTEM
    memory_keyring.is_locked = False


def test_without_a_keyring_one_says_how_the_password_is_kept(open_form: Open) -> None:
    form = open_form(LAB, fail.Keyring())  # type: ignore[no-untyped-call]
    form.dialog.open_page("network")
    choose(form, "Through this proxy:")
    form.type(ADDRESS, "http://me:pass-word@proxy.example:3128")
    assert form.hint("networkProxyHint").startswith("There is no key keeper")
    assert form.find(QWidget, "network-keeperPanel").isVisible()
    form.press("network-keepSessionButton")
    assert form.hint("networkProxyKept") == "Kept until you quit"
    assert policy(form).address == "http://me@proxy.example:3128"
    assert not form.find(QWidget, "network-keeperPanel").isVisible()


def test_what_is_reached_without_it_is_a_list_of_ones_own(form: Form) -> None:
    choose(form, "Through this proxy:")
    form.type(ADDRESS, "127.0.0.1:7890")
    form.type(LIST, "*.example; 10.0.0.0/8")
    assert policy(form).bypass == "*.example; 10.0.0.0/8"
    assert now(form) == "Requests to lab.example go directly, because it stands in the list above"
    form.press(f"putBack-{BYPASS.key}")
    assert policy(form).bypass == BYPASS.default
    assert "127.0.0.1:7890" in now(form)


def test_what_the_environment_says_is_told_without_its_login(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://ann:secret@127.0.0.1:7890")
    form.dialog.open_page("about")
    form.dialog.open_page("network")
    assert now(form) == "Requests to lab.example go through http://127.0.0.1:7890, which the environment says"


def test_the_connections_own_proxy_and_this_computer_are_named_as_such(form: Form) -> None:
    form.program.setup.save(replace(LAB, proxy="http://own.example:1"))
    form.dialog.open_page("about")
    form.dialog.open_page("network")
    assert now(form).endswith("http://own.example:1, the connection’s own proxy")
    form.program.setup.save(replace(LAB, base_url="http://localhost:11434/v1"))
    form.dialog.open_page("about")
    form.dialog.open_page("network")
    assert now(form) == "Requests to localhost:11434 go directly, because it is this computer"


def test_without_a_connection_nothing_goes_anywhere(open_form: Open) -> None:
    form = open_form()
    form.dialog.open_page("network")
    assert now(form) == "There is no connection yet, so no request goes anywhere"


def test_a_connection_without_an_address_is_not_the_one_that_is_told_of(open_form: Open) -> None:
    form = open_form(replace(LAB, id="a", name="Unfinished", base_url=""))
    form.program.setup.save(LAB)
    form.dialog.open_page("network")
    assert now(form) == "Requests to lab.example go directly, because the system names no proxy"


def test_everything_has_a_name_for_those_who_do_not_see_it(form: Form) -> None:
    choose(form, "Through this proxy:")
    widgets = [one for kind in (QLineEdit, QComboBox, QAbstractButton) for one in form.dialog.findChildren(kind)]
    mine = [one for one in widgets if one.isVisible() and not one.objectName().startswith("qt_")]
    assert {WAY_BOX, ADDRESS, LIST} <= {one.objectName() for one in mine}
    assert [one.objectName() for one in mine if one.objectName() and not one.accessibleName()] == []

"""Behind a proxy nobody near by learns whom a person talks to: this computer looks the server's name up nowhere."""

from pathlib import Path

from ears import heard_in
from gateway.unnamed import TEST


def test_a_server_behind_a_proxy_is_looked_up_by_the_proxy_alone(tmp_path: Path) -> None:
    """In chats, lists, balances and tests, by HTTP, CONNECT and SOCKS, for one connection and for the program."""
    heard = heard_in(Path(__file__).with_name("unnamed.py"), tmp_path)
    assert {whom.strip("b'") for _, _, whom in heard} == {"127.0.0.1", "localhost"}
    assert (TEST, "getaddrinfo", "localhost") in heard, "the name of the proxy is looked up, so the ears are open"

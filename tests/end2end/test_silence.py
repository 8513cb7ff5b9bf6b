"""No connection is made and no name looked up that the person did not cause: not by looking, typing or reading."""

from pathlib import Path

from ears import heard_in
from end2end.silent import SENT


def test_nothing_goes_out_but_what_was_sent(tmp_path: Path) -> None:
    """Settings, an address and a key that are typed, pages of what is connected, pictures and links in an answer."""
    assert heard_in(Path(__file__).with_name("silent.py"), tmp_path) == [(SENT, "connect", "127.0.0.1")]

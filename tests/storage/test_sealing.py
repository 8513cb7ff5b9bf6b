"""What a passphrase closes: it opens again with that and beside the same things only, and costs no more than it may."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nextchat_desktop.core.keeping import WrongPassphrase
from nextchat_desktop.core.sealed import HERE, TRAVELLING, Changed, Cost
from nextchat_desktop.storage.sealing import sealed, unsealed

CHEAP = Cost(2)
SEALED = sealed("passphrase", b"secret", b"beside", CHEAP)


def test_it_opens_with_its_passphrase() -> None:
    assert unsealed("passphrase", SEALED, b"beside") == b"secret"


def test_however_the_letters_of_the_passphrase_are_written() -> None:
    assert unsealed("cafe\u0301 密", sealed("caf\u00e9 密", b"x", b"", CHEAP), b"") == b"x"


def test_another_passphrase_is_told_from_a_changed_file() -> None:
    with pytest.raises(WrongPassphrase):
        unsealed("Passphrase", SEALED, b"beside")
    with pytest.raises(Changed):
        unsealed("passphrase", SEALED, b"elsewhere")
    with pytest.raises(Changed):
        unsealed("passphrase", replace(SEALED, data=SEALED.data[:-1]), b"beside")


def test_the_same_is_never_closed_the_same_way_twice() -> None:
    again = sealed("passphrase", b"secret", b"beside", CHEAP)
    assert not {again.salt, again.check, again.data} & {SEALED.salt, SEALED.check, SEALED.data}


def test_nothing_is_closed_with_nothing() -> None:
    with pytest.raises(ValueError, match="empty"):
        sealed("", b"secret", b"beside", CHEAP)


def test_what_travels_is_dearer_to_guess_than_what_stays() -> None:
    assert HERE.n >= 2**15
    assert TRAVELLING.n > HERE.n
    assert TRAVELLING.is_bearable


@pytest.mark.parametrize(
    "cost", [Cost(2**30), Cost(2**17, 4096), Cost(2**17, 8, 10**9), Cost(3), Cost(0), Cost(-8), Cost(2, 0), Cost(2**22)]
)
def test_a_file_cannot_ask_for_more_than_this_computer_should_give(cost: Cost) -> None:
    assert not cost.is_bearable
    with pytest.raises(Changed):
        unsealed("passphrase", replace(SEALED, cost=cost), b"beside")


@settings(deadline=None)
@given(st.binary(max_size=60), st.binary(max_size=60), st.binary(max_size=20))
def test_any_bytes_are_opened_or_refused(check: bytes, data: bytes, salt: bytes) -> None:
    with pytest.raises((WrongPassphrase, Changed)):
        unsealed("passphrase", replace(SEALED, check=check, data=data, salt=salt), b"beside")

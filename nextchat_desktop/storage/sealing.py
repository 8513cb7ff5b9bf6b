"""What a passphrase closes and opens again: scrypt, then AES-256-GCM. It knows neither files nor what lies in them."""

import os
import unicodedata

from nextchat_desktop.core.keeping import WrongPassphrase
from nextchat_desktop.core.sealed import SEALED_CHECK, Changed, Cost, Sealed

_NONCE, _SALT, _KEY = 12, 16, 32


def derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The key that belongs to both. It takes 128 · n · r bytes while it is made. Raises ValueError on a cost that
    nobody may ask for."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    if not cost.is_bearable:
        raise ValueError(f"this derivation is out of bounds: {cost}")
    told = unicodedata.normalize("NFC", passphrase).encode("utf-8", "replace")
    return Scrypt(salt=salt, length=_KEY, n=cost.n, r=cost.r, p=cost.p).derive(told)


def closed(key: bytes, value: bytes, label: bytes) -> bytes:
    """The value behind a nonce of its own. `label` is not in it, and must be known to open it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, value, label)


def opened(key: bytes, data: bytes, label: bytes) -> bytes | None:
    """None where the key or the label is another, or something has been changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], label)
    except (InvalidTag, ValueError, OverflowError):
        return None


def new_salt() -> bytes:
    return os.urandom(_SALT)


def sealed(passphrase: str, value: bytes, goes_with: bytes, cost: Cost) -> Sealed:
    """The value, to be opened beside `goes_with` only."""
    if not passphrase:
        raise ValueError("an empty passphrase protects nothing")
    salt = new_salt()
    key = derived(passphrase, salt, cost)
    return Sealed(cost, salt, closed(key, b"", SEALED_CHECK), closed(key, value, goes_with))


def unsealed(passphrase: str, what: Sealed, goes_with: bytes) -> bytes:
    """Raises WrongPassphrase, or Changed where it was sealed beside something else."""
    try:
        key = derived(passphrase, what.salt, what.cost)
    except ValueError as error:
        raise Changed from error
    if opened(key, what.check, SEALED_CHECK) is None:
        raise WrongPassphrase
    value = opened(key, what.data, goes_with)
    if value is None:
        raise Changed
    return value

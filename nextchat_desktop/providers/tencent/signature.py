"""Tencent Cloud's signature of a request, TC3-HMAC-SHA256; knows nothing of what is asked."""

from collections.abc import Mapping
from datetime import UTC, datetime

_METHOD = "TC3-HMAC-SHA256"
_END = "tc3_request"


def authorization(pair: tuple[str, str], service: str, headers: Mapping[str, str], content: bytes, seconds: int) -> str:
    """The header of a POST to / with this content, sent at `seconds` of Unix time.

    `pair` is the id of the key and the key; `headers` are those that are signed, their names in lower case.
    """
    from hashlib import sha256  # no start of the program needs OpenSSL, which is large

    id, secret = pair
    date = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")
    scope = f"{date}/{service}/{_END}"
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    request = "\n".join(("POST", "/", "", lines, names, sha256(content).hexdigest()))
    text = "\n".join((_METHOD, str(seconds), scope, sha256(request.encode()).hexdigest()))
    key = f"TC3{secret}".encode()
    for part in (date, service, _END):
        key = _hmac(key, part)
    return f"{_METHOD} Credential={id}/{scope}, SignedHeaders={names}, Signature={_hmac(key, text).hex()}"


def _hmac(key: bytes, text: str) -> bytes:
    import hmac

    return hmac.digest(key, text.encode(), "sha256")

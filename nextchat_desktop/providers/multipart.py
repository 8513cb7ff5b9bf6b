"""A form with files as the bytes of a request; knows no service and reads no file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_BREAK = b"\r\n"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of the form. `place` is the field it stands in; several files may stand in one."""

    place: str
    name: str
    media: str
    data: bytes = field(repr=False)


def multipart(fields: Mapping[str, Any], files: Iterable[Attached] = ()) -> tuple[str, bytes]:
    """The content type and the body: text as it is, everything else as JSON.

    The same form always makes the same bytes.
    """
    parts = [_part(name, "", _text(value).encode("utf-8", "replace")) for name, value in fields.items()]
    parts += [_part(file.place, _file_head(file), file.data) for file in files]
    boundary = _boundary(parts)
    body = b"".join(b"--" + boundary + _BREAK + part + _BREAK for part in parts) + b"--" + boundary + b"--" + _BREAK
    return f"multipart/form-data; boundary={boundary.decode()}", body


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _part(name: str, head: str, content: bytes) -> bytes:
    return f'Content-Disposition: form-data; name="{_quoted(name)}"{head}\r\n\r\n'.encode() + content


def _file_head(file: Attached) -> str:
    return f'; filename="{_quoted(file.name)}"\r\nContent-Type: {file.media}'


def _quoted(text: str) -> str:
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _boundary(parts: list[bytes]) -> bytes:
    """A line that is in none of the parts, as it is made of what they say."""
    from hashlib import sha256  # no start of the program needs OpenSSL, which is large

    sum = sha256()
    for part in parts:
        sum.update(part)
    return sum.hexdigest()[:32].encode()

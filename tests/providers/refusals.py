"""What the rows about refusals are made of: who speaks, where the refusal stands, and what it is to a person."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.wire import Dialect, Endpoint
from nextchat_desktop.providers.services import SERVICES

JSON, HTML, PLAIN = "application/json", "text/html; charset=utf-8", "text/plain; charset=utf-8"
ROWS = {row.service.id: row for row in SERVICES}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A service as a connection has it. `begins` is how its stream begins when an answer comes."""

    service: str
    begins: str
    endpoint: Endpoint = field(default_factory=lambda: Endpoint("", "m"))

    @property
    def dialect(self) -> Dialect:
        row = ROWS[self.service]
        base_url = self.endpoint.base_url or row.service.base_url or "https://ours.example"
        return row.speak(replace(self.endpoint, base_url=base_url))


@dataclass(frozen=True, slots=True)
class Refusal:
    """`status` is 0 where it stands in a stream. `field` and `wait` are what is told beside the kind."""

    status: int
    content_type: str
    body: str
    kind: FailureKind
    field: str = ""
    wait: float | None = None


def no(status: int, body: object, kind: FailureKind, field: str = "", wait: float | None = None) -> Refusal:
    """A body of its own, in JSON."""
    return Refusal(status, JSON, json.dumps(body, ensure_ascii=False), kind, field, wait)


def plain(status: int, body: str, kind: FailureKind) -> Refusal:
    return Refusal(status, PLAIN, body, kind)


def page(status: int, title: str, kind: FailureKind) -> Refusal:
    return Refusal(status, HTML, f"<!DOCTYPE html>\n<html><head><title>{title}</title></head></html>", kind)


def streamed(body: str, kind: FailureKind, field: str = "", wait: float | None = None) -> Refusal:
    """In a stream, as it stands there."""
    return Refusal(0, "", body, kind, field, wait)


def sse(*values: object, event: str = "") -> str:
    name = f"event: {event}\n" if event else ""
    return "".join(f"{name}data: {json.dumps(value, ensure_ascii=False)}\n\n" for value in values)


def error(message: str, code: object = None, type: str | None = None, param: str | None = None) -> dict[str, Any]:
    """OpenAI's shape."""
    return {"error": {"message": message, "type": type, "param": param, "code": code}}


CHAT = sse({"id": "c", "choices": [{"index": 0, "delta": {"role": "assistant", "content": "Hel"}}]})
DONE = "data: [DONE]\n\n"

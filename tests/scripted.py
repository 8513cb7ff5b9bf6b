"""Servers on loopback that say exactly what a test tells them to, and know at once when they are hung up on."""

import asyncio
import json
import ssl
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Self, TypeVar
from urllib.parse import parse_qs, urlsplit

T = TypeVar("T")


class Stall(Enum):
    FOREVER = "forever"


STALL: Final = Stall.FOREVER
"""In a script: nothing more is said until the client hangs up."""

STREAM: Final = {"content-type": "text/event-stream"}
JSON: Final = {"content-type": "application/json"}
HTML: Final = {"content-type": "text/html; charset=utf-8"}

_LONGEST_WAIT = 10


@dataclass(frozen=True)
class Reply:
    """Bytes to send and seconds to wait, in order. By default the end of the body is the end of the connection.

    With `hold_headers` the headers go out with the first bytes; without `ends` a chunked body is cut short.
    """

    script: Sequence[bytes | float | Stall] = ()
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: STREAM)
    hold_headers: bool = False
    chunked: bool = False
    ends: bool = True


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    head: str = ""
    """Everything before the body, as it came."""

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class LoopbackServer(ABC):
    """A listening socket and its thread. `hung_up` is set when a client closes while the server still has the word."""

    scheme = "http"

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.hung_up = threading.Event()
        self.reached = threading.Event()
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="scripted server", daemon=True)
        self._thread.start()
        self._server = self._call(asyncio.start_server(self._on_connected, "127.0.0.1", 0, ssl=tls))
        self.scheme = "https" if tls else self.scheme
        self.port: int = self._server.sockets[0].getsockname()[1]

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def close(self) -> None:
        if self._loop.is_closed():
            return
        self._call(self._unwound())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_LONGEST_WAIT)
        self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _on_connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._closing:
            writer.transport.abort()
            return
        self._writers.add(writer)
        self._tasks.add(asyncio.ensure_future(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._converse(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.transport.abort() if writer.is_closing() else writer.close()

    @abstractmethod
    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """What this server does with a connection."""

    async def _unwound(self) -> None:
        self._closing = True
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.sleep(0.02)  # whoever was being let in this moment is put out too
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if others:
            await asyncio.wait(others, timeout=0.1)  # those that are let in need a moment longer
        await asyncio.sleep(0)

    def _call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(_LONGEST_WAIT)


class ScriptedServer(LoopbackServer):
    """Answers each request with the next reply of the queue, or with `default` once that is empty."""

    def __init__(self, *replies: Reply, default: Reply | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self.default = default or answer("Fine.")
        self._replies = deque(replies)
        super().__init__(tls)

    @property
    def base_url(self) -> str:
        return f"{self.url}/v1"

    def queue(self, *replies: Reply) -> None:
        self._replies.extend(replies)

    def reply_to(self, request: Request) -> Reply:
        return self._replies.popleft() if self._replies else self.default

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await read_request(reader)
        self.requests.append(request)
        self.reached.set()
        said = asyncio.ensure_future(_say(writer, self.reply_to(request)))
        gone = asyncio.ensure_future(_end_of(reader))
        try:
            await asyncio.wait({said, gone}, return_when=asyncio.FIRST_COMPLETED)
            broke_off = said.done() and isinstance(said.exception(), ConnectionError)
            if broke_off or not said.done():
                self.hung_up.set()
        finally:
            for task in (said, gone):
                task.cancel()
            await asyncio.gather(said, gone, return_exceptions=True)


class SilentServer(LoopbackServer):
    """Accepts the connection and never answers the TLS hello."""

    scheme = "https"

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if await reader.read(1):
            self.reached.set()
        await _end_of(reader)
        self.hung_up.set()


class PlainServer(LoopbackServer):
    """Answers whatever it hears, a TLS hello too, in plain HTTP."""

    scheme = "https"

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n")
        await writer.drain()


class AzureServer(ScriptedServer):
    """Answers as Azure OpenAI does: one resource with one key and one deployment."""

    def __init__(
        self, key: str = "azure-key", deployment: str = "our-gpt", pieces: Sequence[str] = ("Hel", "lo")
    ) -> None:
        self._key = key
        self._path = f"/openai/deployments/{deployment}/chat/completions"
        super().__init__(default=azure_answer(*pieces))

    def reply_to(self, request: Request) -> Reply:
        parts = urlsplit(request.path)
        version = parse_qs(parts.query).get("api-version", [""])[0]
        if request.headers.get("api-key") != self._key:
            return azure_refusal(401, "401", _WRONG_KEY)
        if parts.path == "/openai/deployments" and request.method == "GET":
            return self._deployments(version)
        if parts.path != self._path:
            return azure_refusal(404, "DeploymentNotFound", _NO_DEPLOYMENT)
        if version < "2024-09-01-preview" and "stream_options" in request.json:
            return azure_refusal(400, "BadRequest", "Unrecognized request argument supplied: stream_options")
        return super().reply_to(request)

    def _deployments(self, version: str) -> Reply:
        """Only the oldest versions of the API tell them."""
        if version > "2023-03-15-preview":
            return error(404, {"error": {"code": "404", "message": "Resource not found"}})
        named = self._path.split("/")[3]
        return error(200, {"object": "list", "data": [{"id": named, "model": "gpt-4", "status": "succeeded"}]})


_WRONG_KEY = (
    "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an "
    "active subscription and use a correct regional API endpoint for your resource."
)
_NO_DEPLOYMENT = (
    "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, "
    "please wait a moment and try again."
)
_UNFILTERED = {name: {"filtered": False, "severity": "safe"} for name in ("hate", "self_harm", "sexual", "violence")}

DONE: Final = b"data: [DONE]\n\n"


def chunk(**fields: Any) -> bytes:
    """One event with these fields as JSON."""
    return f"data: {json.dumps(fields, ensure_ascii=False)}\n\n".encode()


def delta(text: str, **fields: Any) -> bytes:
    return chunk(choices=[{"index": 0, "delta": {"content": text}, "finish_reason": None, **fields}])


def finish(reason: str = "stop") -> bytes:
    return chunk(choices=[{"index": 0, "delta": {}, "finish_reason": reason}])


def answer(*pieces: str) -> Reply:
    """A whole reply in these pieces."""
    return Reply([*map(delta, pieces), finish(), DONE])


def error(status: int, body: Mapping[str, Any]) -> Reply:
    return Reply([json.dumps(body, ensure_ascii=False).encode()], status, JSON)


def azure_refusal(status: int, code: str, message: str) -> Reply:
    return error(status, {"error": {"code": code, "message": message}})


AZURE_FILTER: Final = chunk(
    choices=[], created=0, id="", model="", object="",
    prompt_filter_results=[{"prompt_index": 0, "content_filter_results": _UNFILTERED}],
)  # fmt: skip
"""Azure's first chunk, which chooses nothing."""


def azure_answer(*pieces: str) -> Reply:
    usage = chunk(
        choices=[], usage={"prompt_tokens": 9, "completion_tokens": len(pieces), "total_tokens": 9 + len(pieces)}
    )
    said = [delta(piece, content_filter_results=_UNFILTERED) for piece in pieces]
    return Reply([AZURE_FILTER, *said, finish(), usage, DONE])


async def read_request(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    method, path, _ = first.split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Request(method, path, headers, await reader.readexactly(int(headers.get("content-length", 0))), head)


async def _end_of(reader: asyncio.StreamReader) -> None:
    """Returns when the client has closed its side, by whatever means."""
    try:
        while await reader.read(65536):
            pass
    except ConnectionError:
        return


async def _say(writer: asyncio.StreamWriter, reply: Reply) -> None:
    framed = _chunk_of if reply.chunked else bytes
    held = _head(reply)
    if not reply.hold_headers:
        held = await _sent(writer, held)
    for item in reply.script:
        if isinstance(item, bytes):
            held = await _sent(writer, held + framed(item))
        elif item is STALL:
            await asyncio.Event().wait()
        else:
            await asyncio.sleep(item)
    await _sent(writer, held + (framed(b"") if reply.ends and reply.chunked else b""))
    writer.close()
    await writer.wait_closed()


async def _sent(writer: asyncio.StreamWriter, data: bytes) -> bytes:
    writer.write(data)
    await writer.drain()
    return b""


def _head(reply: Reply) -> bytes:
    framing = {"transfer-encoding": "chunked"} if reply.chunked else {}
    lines = {**reply.headers, **framing, "connection": "close"}
    return "\r\n".join([f"HTTP/1.1 {reply.status} -", *(f"{n}: {v}" for n, v in lines.items()), "", ""]).encode()


def _chunk_of(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)

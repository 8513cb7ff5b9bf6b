"""Sees what goes over the line, request by request, and remembers it for whoever wants to look. It changes nothing."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.connections import DIRECT
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.exchange import Arrival, Exchange, Head, Header, Line, Phase, Sent, Spell, shown
from nextchat_desktop.core.wire import HttpRequest
from nextchat_desktop.net.proxies import shown_proxy

MOST_KEPT = 1024 * 1024
"""Bytes of a body that are remembered, of what is sent and of what comes."""

_MOST_ARRIVALS = 20_000

Secrets = Callable[[], tuple[str, ...]]
"""What nobody else needs to read. It may become more while requests are made."""


class Witness:
    """The `Watched` of one errand. Requests are added in the loop's thread; anybody may look from any."""

    def __init__(self, secrets: Secrets = tuple) -> None:
        self._secrets = secrets
        self._sightings: list[Sighting] = []

    def exchanges(self) -> tuple[Exchange, ...]:
        secrets = self._secrets()
        return tuple(shown(sighting.exchange, secrets) for sighting in tuple(self._sightings))

    def begin(self, request: HttpRequest) -> "Sighting":
        sighting = Sighting(request)
        self._sightings.append(sighting)
        return sighting


class Sighting:
    """One request. `exchange` is what has been seen of it so far."""

    def __init__(self, request: HttpRequest) -> None:
        self._began = time.monotonic()
        self._received = bytearray()
        self._arrivals: list[Arrival] = []
        self._length = 0
        self._tunnels = False
        self.proxy = DIRECT
        """What the request goes through, with its login."""
        body = request.content
        sent = Sent(request.method, request.url, body=body[:MOST_KEPT], length=len(body))
        self._exchange = Exchange(time.time_ns() // 1_000_000, sent)

    @property
    def exchange(self) -> Exchange:
        """May be asked from any thread."""
        received, arrivals = bytes(self._received), tuple(self._arrivals)
        return replace(self._exchange, arrivals=arrivals, received=received, length=self._length)

    def goes_through(self, proxy: str) -> None:
        """An address, or "direct"."""
        self.proxy = proxy
        self._change(line=Line("" if proxy == DIRECT else shown_proxy(proxy)))

    async def trace(self, name: str, info: Mapping[str, Any]) -> None:
        """For httpx's `trace` extension, whose names are those of httpcore's steps."""
        step, _, state = name.partition(".")[2].rpartition(".")
        if step == "send_request_headers" and state == "started":
            self._see_request(info["request"])
        phase = self._phase(step)
        if phase is None:
            return
        if state == "started" and not (step == "receive_response_headers" and self._tunnels):
            self._change(spells=(*self._exchange.spells, Spell(phase, self._now())))
        elif state == "complete":
            self._complete(step, phase, info.get("return_value"))

    def responded(self, status: int, reason: str, headers: tuple[Header, ...]) -> None:
        self._change(head=Head(status, reason, headers))

    def arrived(self, chunk: bytes) -> None:
        """So much of the body, its encoding undone."""
        self._length += len(chunk)
        if len(self._arrivals) < _MOST_ARRIVALS:
            self._arrivals.append(Arrival(self._now(), len(chunk)))
        if len(self._received) < MOST_KEPT:
            self._received += chunk[: MOST_KEPT - len(self._received)]

    def spoke(self) -> None:
        """Something for a reader was in it."""
        if self._exchange.first_word is None:
            self._change(first_word=self._now())

    def failed(self, failure: Failed) -> None:
        self._change(failure=failure)

    def over(self) -> None:
        """Nothing more will come, for whatever reason."""
        if self._exchange.ended is None:
            self._change(ended=self._now())

    def _see_request(self, request: Any) -> None:
        self._tunnels = request.method == b"CONNECT"
        if self._tunnels:
            return
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers)
        target = request.url.target.decode("latin-1")
        self._change(sent=replace(self._exchange.sent, target=target, headers=headers))

    def _phase(self, step: str) -> Phase | None:
        if step == "start_tls":
            is_to_proxy = self.proxy.lower().startswith("https:") and self._exchange.spell(Phase.TUNNEL) is None
            return Phase.PROXY_TLS if is_to_proxy else Phase.TLS
        if self._tunnels:
            return Phase.TUNNEL if step in ("send_request_headers", "receive_response_headers") else None
        return _PHASES.get(step)

    def _complete(self, step: str, phase: Phase, result: Any) -> None:
        if self._tunnels:
            if step == "send_request_headers" or not 200 <= result[1] < 300:
                return
            self._tunnels = False
        self._change(
            spells=tuple(
                replace(one, ended=self._now()) if one.phase is phase and one.ended is None else one
                for one in self._exchange.spells
            )
        )
        if phase is Phase.CONNECT:
            address = result.get_extra_info("server_addr") or ("",)
            self._change(line=replace(self._exchange.line, address=str(address[0]), is_new=True))
        elif phase is Phase.TLS:
            secured = result.get_extra_info("ssl_object").version() or ""
            self._change(line=replace(self._exchange.line, secured=secured))

    def _change(self, **fields: Any) -> None:
        self._exchange = replace(self._exchange, **fields)

    def _now(self) -> float:
        return time.monotonic() - self._began


_PHASES = {
    "connect_tcp": Phase.CONNECT,
    "setup_socks5_connection": Phase.TUNNEL,
    "send_request_headers": Phase.SEND,
    "receive_response_headers": Phase.WAIT,
    "receive_response_body": Phase.RECEIVE,
}
"""What httpcore calls its steps."""

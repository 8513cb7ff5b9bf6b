"""Sees what goes over the line, request by request, and remembers it for whoever wants to look. It changes nothing."""

import time
from array import array
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.abridging import limited
from nextchat_desktop.core.connections import DIRECT
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.exchange import Arrival, Exchange, Gap, Head, Header, Line, Phase, Sent, Spell, shown
from nextchat_desktop.core.logins import without_login
from nextchat_desktop.core.masking import Mask
from nextchat_desktop.core.wire import HttpRequest

MOST_KEPT = 1024 * 1024
"""Bytes of a body that are remembered, of what is sent and of what comes."""

_MOST_ARRIVALS = 5000
_LONGEST_DETAIL = 4000
_PER_ARRIVAL, _PER_REQUEST = 12, 4096
"""Bytes, roughly."""

Secrets = Callable[[], tuple[str, ...]]
"""What nobody else needs to read. It may become more while requests are made."""


class Witness:
    """The `Watched` of one errand. Requests are added in the loop's thread; anybody may look from any."""

    def __init__(self, secrets: Secrets = tuple) -> None:
        self._secrets = secrets
        self._sightings: list[Sighting] = []
        self._forgets = False

    @property
    def weight(self) -> int:
        return sum(sighting.weight for sighting in tuple(self._sightings))

    def exchanges(self) -> tuple[Exchange, ...]:
        seen = tuple(sighting.exchange for sighting in tuple(self._sightings))
        mask = Mask(self._secrets())  # asked for after that: what is sent meanwhile is none of it
        return tuple(shown(exchange, mask) for exchange in seen)

    def begin(self, request: HttpRequest) -> "Sighting":
        sighting = Sighting(request)
        self._sightings.append(sighting)
        if self._forgets:
            sighting.forget_bodies()
        return sighting

    def forget_bodies(self) -> None:
        """Of the requests that were made, and of those to come."""
        self._forgets = True
        for sighting in tuple(self._sightings):
            sighting.forget_bodies()


class Sighting:
    """One request. `exchange` is what has been seen of it so far."""

    def __init__(self, request: HttpRequest) -> None:
        self._began = time.monotonic()
        self._body, self._received = b"", bytearray()
        self._gaps: tuple[Gap, ...] = ()
        self._times, self._sizes = array("d"), array("L")
        self._length = 0
        self._keeps = True
        self._tunnels = False
        self.proxy = DIRECT
        """What the request goes through, with its login."""
        self._exchange = Exchange(time.time_ns() // 1_000_000, Sent(request.method, request.url))

    @property
    def exchange(self) -> Exchange:
        """May be asked from any thread, while more is coming."""
        seen, length = self._exchange, self._length
        received, arrivals = bytes(self._received), tuple(map(Arrival, tuple(self._times), tuple(self._sizes)))
        left_out = max(0, length - len(received))
        return replace(
            seen,
            sent=replace(seen.sent, body=self._body, gaps=self._gaps),
            arrivals=arrivals,
            received=received,
            length=length,
            gaps=(Gap(len(received), left_out),) if left_out else (),
        )

    @property
    def weight(self) -> int:
        """Bytes that remembering it takes, roughly."""
        return len(self._body) + len(self._received) + len(self._times) * _PER_ARRIVAL + _PER_REQUEST

    def forget_bodies(self) -> None:
        """Lets go of what takes room, and of what is yet to come. May be called from any thread."""
        self._keeps = False
        self._received.clear()
        self._body, self._gaps = b"", ((Gap(0, self._exchange.sent.length),) if self._exchange.sent.length else ())

    def sends(self, body: bytes) -> None:
        self._change(sent=replace(self._exchange.sent, length=len(body)))
        self._body, self._gaps = limited(body, MOST_KEPT) if self._keeps else (b"", (Gap(0, len(body)),))

    def goes_through(self, proxy: str) -> None:
        """An address, or "direct"."""
        self.proxy = proxy
        if proxy != DIRECT:
            self._change(line=Line(without_login(proxy), login="@" in proxy))

    async def trace(self, name: str, info: Mapping[str, Any]) -> None:
        """For httpx's `trace` extension, whose names are those of httpcore's steps."""
        step, _, state = name.partition(".")[2].rpartition(".")
        if step == "send_request_headers" and state == "started":
            self._see_request(info["request"])
        phase = self._phase(step)
        if phase is None:
            return
        if state == "started" and not self._goes_on(step):
            self._change(spells=(*self._exchange.spells, Spell(phase, self._now())))
        elif state == "complete":
            self._complete(step, phase, info.get("return_value"))

    def responded(self, head: Head, stream: Any = None) -> None:
        """`stream` is the line that was used, as httpcore knows it."""
        self._change(head=head, line=_line(self._exchange.line, stream))

    def arrived(self, chunk: bytes) -> None:
        """So much of the body, its encoding undone."""
        if self._keeps and len(self._received) < MOST_KEPT:
            self._received += chunk[: MOST_KEPT - len(self._received)]
        if len(self._times) < _MOST_ARRIVALS:
            self._sizes.append(len(chunk))
            self._times.append(self._now())
        self._length += len(chunk)

    def spoke(self) -> None:
        """Something for a reader was in it."""
        if self._exchange.first_word is None:
            self._change(first_word=self._now())

    def failed(self, failure: Failed) -> None:
        self._change(failure=replace(failure, detail=failure.detail[:_LONGEST_DETAIL]))

    def finished(self) -> None:
        """All that counts has come; whether the server would say more does not matter."""
        self._end(tuple(Phase))
        self.over()

    def over(self) -> None:
        """Nothing more will come, for whatever reason."""
        if self._exchange.ended is None:
            self._change(ended=self._now())

    def _see_request(self, request: Any) -> None:
        self._tunnels = request.method == b"CONNECT"
        if self._tunnels:
            return
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers)
        headers = tuple(sorted(headers, key=_is_not_host))  # which is written first, whatever it stands behind
        target = request.url.target.decode("latin-1")
        self._change(sent=replace(self._exchange.sent, target=target, headers=headers))

    def _goes_on(self, step: str) -> bool:
        """Whether it belongs to a phase that has begun."""
        return step == "send_request_body" or (step == "receive_response_headers" and self._tunnels)

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
        if step != "send_request_headers":  # its body is yet to follow
            self._end(_UP_TO[phase])
        if phase is Phase.CONNECT:
            self._change(line=replace(_line(self._exchange.line, result), is_new=True))
        elif phase is Phase.TLS:
            self._change(line=_line(self._exchange.line, result))

    def _end(self, phases: tuple[Phase, ...]) -> None:
        """A server may answer before it has heard all."""
        self._change(
            spells=tuple(
                replace(one, ended=self._now()) if one.phase in phases and one.ended is None else one
                for one in self._exchange.spells
            )
        )

    def _change(self, **fields: Any) -> None:
        self._exchange = replace(self._exchange, **fields)

    def _now(self) -> float:
        return time.monotonic() - self._began


def _is_not_host(header: Header) -> bool:
    return header[0].lower() != "host"


def _line(line: Line, stream: Any) -> Line:
    """With what a stream of httpcore's tells of itself."""
    if stream is None:
        return line
    address, tls = stream.get_extra_info("server_addr"), stream.get_extra_info("ssl_object")
    secured = (tls.version() or "") if tls is not None else ""
    return replace(line, address=str(address[0]) if address else line.address, secured=secured)


_PHASES = {
    "connect_tcp": Phase.CONNECT,
    "setup_socks5_connection": Phase.TUNNEL,
    "send_request_headers": Phase.SEND,
    "send_request_body": Phase.SEND,
    "receive_response_headers": Phase.WAIT,
    "receive_response_body": Phase.RECEIVE,
}
"""What httpcore calls its steps."""

_UP_TO = {phase: tuple(Phase)[: place + 1] for place, phase in enumerate(Phase)}
"""What is over when a phase is."""

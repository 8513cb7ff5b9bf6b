"""A broken set-up that stands: its servers run on loopback, its connection is in the house, and it can be tested."""

import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from broken.between import Front, Names
from broken.setup import NEIGHBOUR, THE_CERTIFICATE, Place, SetUp
from certificates import Held
from gateway.world import House, capable
from nextchat_desktop.core.checkup import Answer as Answered
from nextchat_desktop.core.checkup import Errand, LookForProxies, Report
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.proxies import ProxyPolicy
from nextchat_desktop.core.remedies import Remedy, applied
from nextchat_desktop.core.secrets import proxy_entry
from nextchat_desktop.core.wire import Run
from nextchat_desktop.engine.doctor import Doctor
from nextchat_desktop.engine.telling_reports import Telling, ToldReport
from nextchat_desktop.net.patience import OfATest, Patience
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words
from scripted import LoopbackServer, Reply, Request, ScriptedServer

SHORT = Patience(connect=2.0, reach=2.0, write=5.0, longest=5.0)
PATIENCE = OfATest(SHORT, SHORT, SHORT, SHORT)
"""Long enough for servers that answer at once, on a slow machine, too."""

_HERE = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d+)?")
_PORTS = {"http": 80, "https": 443}


class Answering(ScriptedServer):
    """Says to each request what its place says."""

    def __init__(self, place: Place, held: Held | None) -> None:
        self._place = place
        super().__init__(tls=held.server if held else None)

    def reply_to(self, request: Request) -> Reply:
        return self._place.answer(request)


class Stage:
    """Use it as a context. `names` leads to whatever is entered in `ports`, which lasts for this set-up only."""

    def __init__(self, house: House, set_up: SetUp, authority: Held, names: Names, ports: dict[str, int]) -> None:
        self._house, self._set_up, self._authority, self._ports = house, set_up, authority, ports
        self._names = names
        self._services = {service.id: service for service in house.gateway.services}
        self._stack = ExitStack()
        self._written: dict[str, str] = {}
        """What really stands for what is written in the set-up."""
        self._shown = ""

    def __enter__(self) -> "Stage":
        with ExitStack() as stack:
            self._stack = stack
            self._set_the_stage()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
        self._ports.clear()

    @property
    def connection(self) -> Connection:
        return self._house.connections["c"]

    def test(self) -> Report:
        house = self._house
        doctor = Doctor(self._perform, self._services.__getitem__, capable, _now, time.monotonic)
        report: Report = house.outcome(lambda deliver: doctor.test(self.connection, "", lambda step: None, deliver))
        return report

    def told(self, report: Report, language: str) -> ToldReport:
        """As a person reads it, with what was written in the set-up."""
        connection = self._as_written(self.connection)
        telling = Telling(_words(language), connection, self._set_up.model, self._services.__getitem__)
        steps = tuple(
            replace(step, values=tuple(self._value(*value) for value in step.values)) for step in report.steps
        )
        return telling.report(replace(report, steps=steps, remedies=self.offered(report)))

    def _value(self, name: str, value: str) -> tuple[str, str]:
        """What is measured is never the same twice."""
        return name, "0.6" if name == "seconds" else self._back(value)

    def offered(self, report: Report) -> tuple[Remedy, ...]:
        """With what is written in the set-up in place of what really is there."""
        return tuple(replace(one, value=self._back(one.value)) for one in report.remedies)

    def mend(self, remedy: Remedy) -> bool:
        """Whether there was anything to do without a person."""
        before = self.connection
        after = applied(before, remedy)
        self._save(after)
        return after != before

    def change(self, **fields: Any) -> None:
        """What a person does by hand. Nobody else begins to run by it."""
        self._set_up = replace(self._set_up, **fields)
        self.enter()

    def enter(self) -> None:
        """The connection as it was in the beginning."""
        set_up = self._set_up
        models = (Model(set_up.model, options=dict(set_up.options)),) if set_up.model else ()
        address, proxy = self._really(set_up.address), self._really(set_up.proxy)
        trust = set_up.trusts(self._authority, address)
        label = self._services[set_up.service].label
        connection = Connection("c", label, set_up.service, address, models=models, proxy=proxy, trust=trust)
        self._save(replace(connection, **set_up.more))

    def _save(self, connection: Connection) -> None:
        """With the key at its address: where that is another one, a person enters it again."""
        self._house.connections.save(connection)
        keys, key = self._house.keys, self._set_up.key
        keys.put("c", connection.base_url, key or "")
        keys.put(proxy_entry("c"), connection.proxy, self._set_up.password)

    def _perform(self, errand: Errand, deliver: Callable[[Answered], None]) -> Run:
        """As the gateway does it. What else runs on this computer is no part of the set-up."""
        if isinstance(errand, LookForProxies):
            port = urlsplit(self._really(NEIGHBOUR)).port if self._set_up.neighbour else None
            errand = LookForProxies((port,) if port else ())
        return self._house.gateway.perform(errand, deliver)

    def _set_the_stage(self) -> None:
        set_up, house = self._set_up, self._house
        if set_up.own_place is not None:
            self._place(set_up.address, set_up.own_place)
        for address, there in set_up.elsewhere.items():
            self._place(address, there if isinstance(there, Place) else Place(there))
        if set_up.through is not None:
            self._runs(set_up.proxy, set_up.through(self._ports))
        if set_up.neighbour:
            self._runs(NEIGHBOUR, Names(self._ports))
        for address in (set_up.address, set_up.proxy):
            self._nobody(address)
        house.policy = ProxyPolicy()
        if not _is_here(set_up.address) and not set_up.neighbour and ".invalid" not in set_up.address:
            house.go_through(f"http://127.0.0.1:{self._names.port}")
        house.keys.locked = set_up.is_locked
        self.enter()

    def _place(self, address: str, place: Place) -> None:
        parts = urlsplit(address)
        host, is_safe = parts.hostname or "", parts.scheme == "https"
        held = place.shows(self._authority, host) if is_safe else None
        self._shown = self._shown or (held.pem if held else "")
        server: LoopbackServer = self._stack.enter_context(Answering(place, held))
        if place.otherwise is not None:
            server = self._stack.enter_context(Front(server.port, is_safe, place.otherwise))
        self._ports[f"{host}:{parts.port or _PORTS[parts.scheme]}"] = server.port
        self._runs(address, None, server.port)

    def _runs(self, address: str, server: LoopbackServer | None, port: int = 0) -> None:
        """On this computer, at another port than the one that is written."""
        if server is not None:
            port = self._stack.enter_context(server).port
        found = _HERE.search(address)
        if found:
            self._written[found[0]] = re.sub(r":\d+$", "", found[0]) + f":{port}"

    def _nobody(self, address: str) -> None:
        """Nobody is where nobody has been put."""
        found = _HERE.search(address)
        if found and found[0] not in self._written:
            with ScriptedServer() as gone:
                self._runs(address, None, gone.port)

    def _really(self, text: str) -> str:
        for written, real in self._written.items():
            text = text.replace(written, real)
        return text

    def _back(self, text: str) -> str:
        text = THE_CERTIFICATE if text and text.strip() == self._shown.strip() else text
        for written, real in self._written.items():
            text = text.replace(real, written)
        return text

    def _as_written(self, connection: Connection) -> Connection:
        return replace(connection, base_url=self._back(connection.base_url), proxy=self._back(connection.proxy))


def _is_here(address: str) -> bool:
    return _HERE.search(address) is not None


@cache
def _words(language: str) -> Words:
    """Read once for all."""
    return Words(resource("locales"), language)


def _now() -> int:
    return time.time_ns() // 1_000_000

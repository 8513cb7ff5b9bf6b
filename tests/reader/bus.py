"""The bus on which programs and screen readers meet (AT-SPI), read as a screen reader does; it knows no program."""

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

from reader.heard import Heard

_A11Y = "org.a11y.atspi."
_REGISTRY = _A11Y + "Registry"
_ANNOUNCEMENT = "Announcement"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_LABELLED_BY = 2
_FOCUSABLE, _SENSITIVE, _VISIBLE = 11, 24, 30
_STATES = {
    3: "busy",
    4: "checked",
    9: "expandable",
    10: "expanded",
    11: "focusable",
    12: "focused",
    20: "pressed",
    23: "selected",
    41: "checkable",
}
"""As AT-SPI numbers them."""
_ROLES = {
    "graphic": "image",
    "button": "push button",
    "button menu": "push button",
    "row": "table row",
    "cell": "table cell",
}
"""Where Qt has another name than most."""
_SCROLLED = frozenset(
    {"heading", "paragraph", "link", "list", "table", "table row", "table cell", "column header", "section"}
)
"""Out of sight these are told from what is hidden by nothing but their roles, and that nobody can go to them."""
_PATIENCE = 10


class Refused(Exception):
    """What was asked for is not there any more, or never was."""


@dataclass(frozen=True)
class Ref:
    """A thing on the bus."""

    program: str
    path: str


@dataclass(frozen=True)
class Announced:
    """What a program has read out, and whether that interrupts what is being said."""

    text: str
    is_urgent: bool


class Bus:
    """To be closed."""

    def __init__(self, session: str) -> None:
        """`session` is the address of the bus that knows the other one."""
        with open_dbus_connection(session) as connection:
            where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            (address,) = _answered(connection, new_method_call(where, "GetAddress"))
        self._bus = open_dbus_connection(address)
        self._said: deque[Message] = deque()
        self._listen()

    def close(self) -> None:
        self._bus.close()

    def programs(self) -> list[Ref]:
        (found,) = self._call(Ref(_REGISTRY, "/org/a11y/atspi/accessible/root"), "Accessible", "GetChildren")
        return [Ref(*one) for one in found]

    def children(self, ref: Ref) -> list[Ref]:
        (found,) = self._call(ref, "Accessible", "GetChildren")
        return [Ref(*one) for one in found]

    def name(self, ref: Ref) -> str:
        return self._property(ref, "Name")

    def role(self, ref: Ref) -> str:
        (role,) = self._call(ref, "Accessible", "GetRoleName")
        return _ROLES.get(role, role)

    def windows(self, program: Ref) -> list[Ref]:
        """Those that are shown."""
        return [window for window in self.children(program) if _VISIBLE in self._states(window)]

    def read(self, ref: Ref) -> Heard:
        """With everything in it that is shown."""
        return self._read(ref, self._states(ref))

    def _read(self, ref: Ref, states: frozenset[int]) -> Heard:
        interfaces, role = self._interfaces(ref), self.role(ref)
        named = {_STATES[number] for number in states if number in _STATES}
        return Heard(
            role,
            self.name(ref),
            self._property(ref, "Description"),
            frozenset(named if _SENSITIVE in states else {*named, "disabled"}),
            self._text(ref) if "Text" in interfaces else "",
            tuple(self.actions(ref)) if "Action" in interfaces else (),
            tuple(self._labels(ref)) if role == "combo box" else (),
            tuple(self._read(child, states) for child, states in self._there(ref)),
        )

    def find(self, ref: Ref, role: str, name: str) -> Ref:
        """The first of that role that is called so, within a thing."""
        for one in self._all(ref):
            if self.role(one) == role and self.name(one) == name:
                return one
        raise Refused(f"there is no {role} called {name!r}")

    def states(self, ref: Ref) -> frozenset[str]:
        return frozenset(_STATES[number] for number in self._states(ref) if number in _STATES)

    def attributes(self, ref: Ref) -> dict[str, str]:
        (found,) = self._call(ref, "Accessible", "GetAttributes")
        return dict(found)

    def actions(self, ref: Ref) -> list[str]:
        (found,) = self._call(ref, "Action", "GetActions")
        return [name for name, *_ in found]

    def act(self, ref: Ref, action: str) -> None:
        self._call(ref, "Action", "DoAction", "i", self.actions(ref).index(action))

    def write(self, ref: Ref, text: str) -> None:
        """In place of what stands in a field."""
        self._call(ref, "EditableText", "SetTextContents", "s", text)

    def hush(self) -> None:
        """Takes no notice of what was read out so far."""
        for _ in self.announced(0.1):
            pass

    def announced(self, seconds: float) -> Iterator[Announced]:
        """What is read out, as it comes; ends when nothing has come for so long."""
        with suppress(TimeoutError):
            while True:
                _, urgency, _, said, *_ = self._bus.recv_until_filtered(self._said, timeout=seconds).body
                yield Announced(said[1], urgency > 1)

    def _listen(self) -> None:
        rule = MatchRule(type="signal", interface=_A11Y + "Event.Object", member=_ANNOUNCEMENT)
        Proxy(message_bus, self._bus).AddMatch(rule)
        self._bus.filter(rule, queue=self._said).__enter__()
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        _answered(self._bus, new_method_call(registry, "RegisterEvent", "s", ("object:announcement",)))

    def _all(self, ref: Ref) -> Iterator[Ref]:
        yield ref
        for child, _ in self._there(ref):
            yield from self._all(child)

    def _there(self, ref: Ref) -> Iterator[tuple[Ref, frozenset[int]]]:
        """The children that are shown, or would be after scrolling, each with its states."""
        for child in self.children(ref):
            states = self._states(child)
            if _VISIBLE in states or self._is_scrolled_away(child, states):
                yield child, states

    def _is_scrolled_away(self, ref: Ref, states: frozenset[int]) -> bool:
        role = self.role(ref)
        return role == "list item" or (role in _SCROLLED and _FOCUSABLE not in states)

    def _states(self, ref: Ref) -> frozenset[int]:
        ((low, high),) = self._call(ref, "Accessible", "GetState")
        bits = low | high << 32
        return frozenset(number for number in range(64) if bits >> number & 1)

    def _interfaces(self, ref: Ref) -> frozenset[str]:
        (found,) = self._call(ref, "Accessible", "GetInterfaces")
        return frozenset(name.removeprefix(_A11Y) for name in found)

    def _text(self, ref: Ref) -> str:
        (text,) = self._call(ref, "Text", "GetText", "ii", 0, -1)
        return str(text)

    def _labels(self, ref: Ref) -> list[str]:
        (relations,) = self._call(ref, "Accessible", "GetRelationSet")
        return [self.name(Ref(*one)) for kind, others in relations if kind == _LABELLED_BY for one in others]

    def _property(self, ref: Ref, name: str) -> str:
        where = DBusAddress(ref.path, ref.program, _PROPERTIES)
        ((_, value),) = _answered(self._bus, new_method_call(where, "Get", "ss", (_A11Y + "Accessible", name)))
        return str(value)

    def _call(self, ref: Ref, interface: str, method: str, signature: str = "", *body: object) -> tuple[Any, ...]:
        where = DBusAddress(ref.path, ref.program, _A11Y + interface)
        return _answered(self._bus, new_method_call(where, method, signature, body))


def _answered(connection: DBusConnection, call: Message) -> tuple[Any, ...]:
    reply = connection.send_and_get_reply(call, timeout=_PATIENCE)
    if reply.header.message_type is MessageType.error:
        what = call.header.fields[HeaderFields.member]
        raise Refused(f"{what}: {' '.join(map(str, reply.body))}")
    return tuple(reply.body)

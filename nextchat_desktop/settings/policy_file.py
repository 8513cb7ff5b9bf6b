"""A policy as it is written: TOML, or the values of a registry → `Policy`. It knows no file.

It never raises. Of what cannot be taken as it stands the strictest reading counts: a switch is on, a setting is locked
at its usual value, no model is allowed. What is only advice and cannot be read at all counts for nothing.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.endpoints import Recognised, normalise_base
from nextchat_desktop.core.policy import Complaint, Given, Giver, Policy, strictest
from nextchat_desktop.settings.option import InvalidValue, Option
from nextchat_desktop.settings.schema import OPTIONS

PREFIX = "policy-"
"""What the ids of connections from policies begin with."""

SWITCHES = (
    "hide_user_api_key",
    "hide_balance_query",
    "disable_fast_link",
    "disable_gpt4",
    "disable_own_connections",
)
TEXTS = {"organisation": "", "custom_models": "-all", "default_model": "", "vision_models": ""}
"""Each with what it is where it is no text."""

_CONNECTION = ("name", "service", "address", "api_version", "models", "access_code")
_BY_KEY = {option.key: option for option in OPTIONS}
_LINE = re.compile(r"line (\d+)")
_MOST = 100
"""Connections that are taken."""


def policy_of_text(text: str, giver: Giver, place: str) -> Policy:
    """What a file says."""
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = _LINE.search(str(error))  # without one it is the end, where something is still open
        return unreadable(giver, place, Complaint("broken", int(found[1]) if found else len(text.splitlines())))
    return policy_of_values(values, giver, place, lambda name: _line_of(text, name))


def unreadable(giver: Giver, place: str, complaint: Complaint) -> Policy:
    """Where there is a policy, and nobody can say what it says."""
    return (
        strictest(giver, place, complaint)
        if giver is Giver.ORGANISATION
        else Policy(giver, place, complaints=(complaint,))
    )


def policy_of_values(
    values: Mapping[str, Any], giver: Giver, place: str, line_of: Callable[[str], int] = lambda name: 0
) -> Policy:
    """What a table of values says. `line_of` tells where a name stands."""
    reading = _Reading(line_of)
    given = tuple(reading.connections(values.get("connections"), giver))
    fields: dict[str, Any] = {
        **{name: reading.switch(values, name) for name in SWITCHES},
        **{name: reading.text(values, name, otherwise) for name, otherwise in TEXTS.items()},
    }
    locked = reading.settings(values, "locked", holds=True)
    preset = reading.settings(values, "preset", holds=False)
    reading.strangers(values, (*SWITCHES, *TEXTS, "connections", "locked", "preset"))
    return Policy(
        giver, place, locked=locked, preset=preset, given=given, complaints=tuple(reading.complaints), **fields
    )


class _Reading:
    """Takes values out of a table and notes what is wrong with them."""

    def __init__(self, line_of: Callable[[str], int]) -> None:
        self.complaints: list[Complaint] = []
        self._line_of = line_of

    def switch(self, values: Mapping[str, Any], name: str) -> bool:
        """On, where it is neither on nor off. A registry has numbers."""
        value = values.get(name, False)
        if value in (0, 1):
            return bool(value)
        self._complain("wrong", name)
        return True

    def text(self, values: Mapping[str, Any], name: str, otherwise: str = "") -> str:
        value = values.get(name, "")
        if isinstance(value, str):
            return value.strip()
        self._complain("wrong", name)
        return otherwise

    def settings(self, values: Mapping[str, Any], table: str, holds: bool) -> dict[str, Any]:
        """Settings by key, each checked. With `holds` one that cannot be is held where it usually is."""
        return dict(self._settings(values, table, holds))

    def _settings(self, values: Mapping[str, Any], table: str, holds: bool) -> Iterator[tuple[str, Any]]:
        found = values.get(table, {})
        if not isinstance(found, Mapping):
            return self._complain("wrong", table)
        for key, value in _flat(found):
            option = _BY_KEY.get(key)
            if option is None:
                self._complain("no_setting", key)
                continue
            try:
                yield key, _checked(option, value)
            except InvalidValue:
                self._complain("wrong_setting", key)
                if holds:
                    yield key, option.default

    def connections(self, found: object, giver: Giver) -> Iterator[Given]:
        """Those that lead somewhere. A registry numbers them."""
        rows = list(found.values()) if isinstance(found, Mapping) else found
        if rows is None:
            return
        if not isinstance(rows, list):
            return self._complain("wrong", "connections")
        taken: set[str] = set()
        for row in rows[:_MOST]:
            if not isinstance(row, Mapping):
                self._complain("wrong", "connections")
                continue
            given = self._connection(row, giver)
            if given is not None and given.id not in taken:
                taken.add(given.id)
                yield given

    def _connection(self, row: Mapping[str, Any], giver: Giver) -> Given | None:
        texts = {name: self.text(row, name) for name in _CONNECTION}
        self.strangers(row, _CONNECTION)
        service, address = texts["service"], texts["address"]
        place = normalise_base(address, service) if address else Recognised(service, "") if service else None
        if place is None:
            self._complain("no_address", texts["name"] or "address")
            return None
        name = texts["name"] or place.base_url or service
        whole = replace(place, api_version=place.api_version or texts["api_version"], key=texts["access_code"])
        id = PREFIX + name.casefold().replace("/", "-")
        return Given(id, giver, whole, texts["name"], texts["models"], usual=not texts["models"])

    def strangers(self, values: Mapping[str, Any], known: tuple[str, ...]) -> None:
        """A name that is not known may be one that was written wrongly."""
        for name in values:
            if name not in (*known, "version"):
                self._complain("unknown", str(name))

    def _complain(self, sentence: str, name: str) -> None:
        self.complaints.append(Complaint(sentence, self._line_of(name), name[:_MOST]))


def _checked(option: Option[Any], value: object) -> Any:
    """As the settings file has it; a registry has numbers for switches."""
    if type(value) is int and isinstance(option.default, bool) and value in (0, 1):
        value = bool(value)
    return option.kind.check(value)


def _flat(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """`group.name` also where the quotation marks were left out."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{below}", inner) for below, inner in value.items())
        else:
            yield str(name), value


def _line_of(text: str, name: str) -> int:
    """Where the name stands in front of its value; 0 where that cannot be told."""
    last = name.rpartition(".")[2]
    quoted = rf"[\"']?(?:{re.escape(name)}|{re.escape(last)})[\"']?"
    pattern = re.compile(rf"\s*(?:\[+\s*{quoted}\s*\]+|(?:[\w\"'-]+\.)*{quoted}\s*=)|.*=\s*{quoted}\s*(?:#.*)?$")
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if pattern.match(line)), 0)

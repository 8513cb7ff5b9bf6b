"""Connections that come from elsewhere: made safe, compared with those there are, joined with them. Pure values.

What is written about another place never meets what is kept for one here: a connection that leads elsewhere is another.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from nextchat_desktop.core.connections import NO_MORE_TRUST, Connection, Limit, Model, Service, Trust
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.parameter_table import BY_NAME
from nextchat_desktop.core.parameters import OPTIONS
from nextchat_desktop.core.secrets import without_password
from nextchat_desktop.core.typed_proxy import NotAProxy, typed_proxy

_LONGEST_NAME, _LONGEST_ADDRESS, _LONGEST_SECRET = 60, 2_000, 20_000
_MOST_MODELS, _MOST_TOKENS = 5_000, 1_000_000_000
_LONGEST_IDLE = 86_400.0
_LONGEST_TRUST = 500_000
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_SERVICE = re.compile(r"[a-z0-9_-]{1,40}")
_OF_THE_LINE = frozenset(
    ("host", "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "te", "trailer", "expect")
)
"""Headers that lead elsewhere behind the same address, or break the line: they belong to whoever sends."""


class Part(StrEnum):
    """What of a connection may be other than here. The words for one are `newcomer.part.<part>`."""

    NAME = "name"
    MODELS = "models"
    """What is said of models that both have."""
    PROXY = "proxy"
    IDLE = "idle"
    EXTRA = "extra"
    HEADERS = "headers"
    LIMIT = "limit"
    TRUST = "trust"
    """Certificates. Whoever takes them lets others look into what is sent, so they are never taken unasked."""


class Trouble(StrEnum):
    """Why a newcomer cannot be taken at all. The words for one are `newcomer.trouble.<trouble>`."""

    ADDRESS = "address"
    """It leads to no server on the web."""
    POLICY = "policy"
    """Whoever looks after this computer wants no further connections."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A connection with what came along with it.

    `connection.id` is what the source calls it; here it gets another. `key`, the values of `headers` and what the
    address of a proxy holds as a password were entered for `meant_for`, an origin; empty is that of the address. They
    are kept for no other.
    """

    connection: Connection
    key: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    password: str = field(default="", repr=False)
    """The proxy's."""
    meant_for: str = ""
    wants_key: bool = False
    """It has a key where it comes from, so that it will want one here, too."""

    @property
    def holds_secret(self) -> bool:
        return bool(self.key or self.headers or self.password)


def tidied(newcomer: Newcomer, service: Service) -> Newcomer | Trouble:
    """The newcomer as it may be shown and joined: what no form here would have let through is left out."""
    found = newcomer.connection
    address = _address(found.base_url.strip() or service.base_url)
    if not address:
        return Trouble.ADDRESS
    proxy, password = _proxy(found.proxy)
    is_meant = newcomer.meant_for in ("", origin(address))
    headers = {name: text for name, text in newcomer.headers.items() if _is_header(name) and _is_plain(text)}
    names = tuple(dict.fromkeys((*filter(_is_header, found.headers), *headers)))
    connection = replace(
        found,
        name=_line(found.name),
        service=found.service if _SERVICE.fullmatch(found.service) else service.id,
        base_url=address,
        api=found.api if found.api in service.apis[1:] else "",
        api_version=_line(found.api_version),
        models=_models(found.models),
        refused=frozenset(),
        headers=names,
        proxy=proxy,
        idle=found.idle if 1 <= found.idle <= _LONGEST_IDLE else 0.0,
        extra=found.extra if _is_small(found.extra) else {},
        trust=_trust(found.trust, address),
        monthly_limit=found.monthly_limit if _is_money(found.monthly_limit) else None,
    )
    if not is_meant:
        return Newcomer(connection, wants_key=newcomer.wants_key)
    key = newcomer.key.strip()[:_LONGEST_SECRET]
    return Newcomer(connection, key, headers, newcomer.password or password, origin(address), newcomer.wants_key)


def is_same_place(one: Connection, other: Connection) -> bool:
    """Whether both lead to the same service at the same address. A version of the API that one does not name is any."""
    versions = {one.api_version, other.api_version} - {""}
    return (
        one.service == other.service
        and bool(origin(one.base_url))
        and _place(one.base_url) == _place(other.base_url)
        and one.api == other.api
        and len(versions) < 2
    )


def lacking(here: Connection, there: Connection) -> tuple[Model, ...]:
    """The models of the newcomer that are not here."""
    known = {model.id for model in here.models}
    return tuple(model for model in there.models if model.id not in known)


def differing(here: Connection, there: Connection) -> frozenset[Part]:
    """In which the newcomer says something else than is here; where it says nothing there is no difference."""
    said = {part: getattr(there, name) for part, name in _FIELDS.items()}
    others = {part for part, value in said.items() if value and value != getattr(here, _FIELDS[part])}
    if not set(there.headers) - set(here.headers):
        others.discard(Part.HEADERS)
    if there.trust in (NO_MORE_TRUST, here.trust):
        others.discard(Part.TRUST)
    shared = (model for model in there.models if (mine := here.model(model.id)) and _says_more(model, mine))
    return frozenset(others | ({Part.MODELS} if any(True for _ in shared) else set()))


def joined(here: Connection, there: Connection, theirs: frozenset[Part], models: bool = True) -> Connection:
    """The connection here with what is taken from the newcomer, and with the `models` that it lacks.

    Where it leads stays as it is, so that nothing that is kept for it goes anywhere else.
    """
    mine = here.models
    if Part.MODELS in theirs:
        mine = tuple(replace(one, shown=old.shown) if (one := there.model(old.id)) else old for old in mine)
    taken: dict[str, Any] = {_FIELDS[part]: getattr(there, _FIELDS[part]) for part in theirs if part in _FIELDS}
    if Part.HEADERS in theirs:
        taken["headers"] = tuple(dict.fromkeys((*here.headers, *there.headers)))
    if Part.TRUST in theirs:
        taken["trust"] = _both(here.trust, there.trust)
    version = here.api_version or there.api_version
    return replace(here, **taken, models=(*mine, *(lacking(here, there) if models else ())), api_version=version)


def given_back(now: Connection, after: Connection, before: Connection) -> Connection:
    """`now` with what became `after` as it was `before`; what has been changed since then stays."""
    kept = {
        name: getattr(before if getattr(now, name) == getattr(after, name) else now, name)
        for name in (*_FIELDS.values(), "api_version")
    }
    old = {model.id: model for model in before.models}
    new = {model.id: model for model in after.models}
    models = (old.get(one.id) if one == new.get(one.id) else one for one in now.models)
    gone = (model for model in before.models if model.id not in new and now.model(model.id) is None)
    return replace(now, **kept, models=(*(one for one in models if one is not None), *gone))


_FIELDS: Mapping[Part, str] = {
    Part.NAME: "name",
    Part.PROXY: "proxy",
    Part.IDLE: "idle",
    Part.EXTRA: "extra",
    Part.HEADERS: "headers",
    Part.LIMIT: "monthly_limit",
    Part.TRUST: "trust",
}


def _says_more(there: Model, here: Model) -> bool:
    names = ("name", "kind", "vision", "reasoning", "context", "output", "options")
    said = ((getattr(there, name), getattr(here, name)) for name in names)
    return any(theirs not in (None, "", 0, {}) and theirs != mine for theirs, mine in said)


def _address(text: str) -> str:
    """Without a login and a fragment; empty where it is none of the web."""
    text = text[:_LONGEST_ADDRESS]
    if not origin(text).startswith(("http://", "https://")):
        return ""
    parts = urlsplit(text)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()


def _place(address: str) -> str:
    return origin(address) + urlsplit(address).path.rstrip("/")


def _proxy(text: str) -> tuple[str, str]:
    """One that cannot be read is none: then the program's counts."""
    try:
        return without_password(typed_proxy(text))
    except NotAProxy:
        return "", ""


def _models(models: tuple[Model, ...]) -> tuple[Model, ...]:
    """Each once, by what it is called; those without a name are none."""
    tidy = map(_model, models[:_MOST_MODELS])
    return tuple({model.id: model for model in reversed([*tidy]) if model.id}.values())[::-1]


def _model(model: Model) -> Model:
    return replace(
        model,
        id=_line(model.id, 200),
        name=_line(model.name, 200),
        context=min(max(model.context, 0), _MOST_TOKENS),
        output=min(max(model.output, 0), _MOST_TOKENS),
        options=_options(model.options),
    )


def _options(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """Those that a model can begin with, as far as they fit."""
    known = ((name, options[name]) for name in OPTIONS if name in options)
    return {
        name: value for name, value in known if BY_NAME[name].fits(tuple(value) if isinstance(value, list) else value)
    }


def _trust(trust: Trust, address: str) -> Trust:
    """One certificate counts at the origin it was trusted for, and only where the connection leads."""
    authorities = trust.authorities if len(trust.authorities) <= _LONGEST_TRUST else ""
    is_for_it = trust.pinned_for == origin(address) and len(trust.pinned) <= _LONGEST_TRUST
    return replace(trust, authorities=authorities) if is_for_it else Trust(authorities)


def _is_header(name: str) -> bool:
    is_one = bool(_HEADER.fullmatch(name))
    return is_one and name.lower() not in _OF_THE_LINE and not name.lower().startswith("proxy-")


def _is_small(extra: Mapping[str, Any]) -> bool:
    try:
        return len(json.dumps(dict(extra))) <= _LONGEST_SECRET
    except (ValueError, TypeError, RecursionError):
        return False


def _is_money(limit: Limit | None) -> bool:
    return limit is not None and 0 < limit.amount < 1e12 and limit.currency.isalnum() and len(limit.currency) <= 8


def _both(here: Trust, there: Trust) -> Trust:
    """What is trusted here is not forgotten for what is trusted there; one certificate alone can be pinned."""
    is_new = there.authorities.strip() not in here.authorities
    authorities = f"{here.authorities}{there.authorities}" if is_new else here.authorities
    return replace(there if there.pinned else here, authorities=authorities)


def _line(text: str, longest: int = _LONGEST_NAME) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text[: 4 * longest]).strip()[:longest]


def _is_plain(text: str) -> bool:
    return bool(text) and text.isascii() and text.isprintable() and len(text) <= _LONGEST_SECRET

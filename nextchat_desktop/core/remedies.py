"""What can be done about a connection that does not work, and the connection after it was done. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from nextchat_desktop.core.connections import DIRECT, Connection, Model, Trust, is_v1
from nextchat_desktop.core.endpoints import normalise_base
from nextchat_desktop.core.first_model import with_first_called


class RemedyKind(StrEnum):
    """The words on its button are `remedy.<kind>`, with `{value}`."""

    USE_ADDRESS = "use_address"
    """`value` is another base URL: with /v1, with https, or where the server sends on to."""
    USE_MODEL = "use_model"
    """`value` is the id of a model, or the name of a deployment."""
    USE_API_VERSION = "use_api_version"
    USE_API = "use_api"
    """`value` is one of the service's APIs."""
    USE_SERVICE = "use_service"
    """`value` is the id of the service that the address or the key belongs to."""
    USE_PROXY = "use_proxy"
    """`value` is its address."""
    USE_NO_PROXY = "use_no_proxy"
    TRUST = "trust"
    """`value` is a certificate in PEM. It is shown first."""
    FORGET_TRUST = "forget_trust"
    CALM_DOWN = "calm_down"
    """A temperature of 1 again for the model `value`, also where it is set for all models."""
    ENTER_KEY = "enter_key"
    ENTER_PROXY = "enter_proxy"
    """Its address, its user and its password."""
    ENTER_HEADERS = "enter_headers"
    """Further headers, which let in where another login stands before the service."""
    ADD_AUTHORITY = "add_authority"
    """Whoever vouches for the server, from a file."""
    ENTER_ADDRESS = "enter_address"
    ENTER_MODEL = "enter_model"
    CHOOSE_MODEL = "choose_model"
    """From the service's list."""
    OPEN_PAGE = "open_page"
    """`value` is a web page: of the network to sign in, or of the service to top up."""
    CHECK_CLOCK = "check_clock"
    TEST_AGAIN = "test_again"
    """`value` is how many seconds the service asks to wait, if it does."""


@dataclass(frozen=True, slots=True)
class Remedy:
    kind: RemedyKind
    value: str = ""


def applied(connection: Connection, remedy: Remedy) -> Connection:
    """The connection after the remedy; the same where a person has to do something themselves."""
    value = remedy.value
    match remedy.kind:
        case RemedyKind.USE_ADDRESS:
            return _at(connection, value)
        case RemedyKind.USE_MODEL:
            return replace(connection, models=with_first_called(connection.models, value))
        case RemedyKind.USE_API_VERSION:
            return replace(connection, api_version=value)
        case RemedyKind.USE_API:
            return replace(connection, api=value)
        case RemedyKind.USE_SERVICE:
            return _served_by(connection, value)
        case RemedyKind.USE_PROXY:
            return replace(connection, proxy=value)
        case RemedyKind.USE_NO_PROXY:
            return replace(connection, proxy=DIRECT)
        case RemedyKind.TRUST:
            return replace(connection, trust=connection.trust.pinning(value, connection.base_url))
        case RemedyKind.FORGET_TRUST:
            return replace(connection, trust=Trust(connection.trust.authorities))
        case RemedyKind.CALM_DOWN:
            models = tuple(_calm(model, value) for model in connection.models)
            return replace(connection, models=models, extra=_calmed(connection.extra))
        case _:
            return connection


def _at(connection: Connection, url: str) -> Connection:
    """Azure's newer address is asked without the version that the older one needs."""
    is_newer = is_v1(url) and not is_v1(connection.base_url)
    version = "" if is_newer else connection.api_version
    return replace(connection, base_url=url, api_version=version, refused=frozenset())


def _served_by(connection: Connection, service: str) -> Connection:
    """The address without what only the other service would have in it."""
    found = normalise_base(connection.base_url, service)
    fits = found is not None and found.service == service
    url, api = (found.base_url, found.api) if found and fits else (connection.base_url, "")
    return replace(connection, service=service, base_url=url, api=api, refused=frozenset())


def _calm(model: Model, id: str) -> Model:
    return replace(model, options=_calmed(model.options)) if model.id == id else model


def _calmed(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Where no temperature is set, none comes in."""
    return {**fields, "temperature": 1} if "temperature" in fields else fields

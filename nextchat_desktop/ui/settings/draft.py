"""Turns what stands in the fields of a connection into a connection; knows neither widgets nor where it is kept."""

from dataclasses import dataclass, replace

from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.endpoints import Recognised, normalise_base
from nextchat_desktop.core.first_model import first_of, with_first, with_first_called
from nextchat_desktop.engine.setup import Setup


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields as they stand. `model` is the first one that can be chosen, and `model_name` what it is called."""

    service: str
    endpoint: str
    api_version: str
    name: str
    model: str
    model_name: str


def connection_of(setup: Setup, old: Connection, typed: Typed) -> Connection:
    """The connection those fields describe. Text that is no address leaves it without one."""
    name = typed.name.strip() or old.name
    models = with_first(old.models, typed.model, typed.model_name)
    new = replace(old, name=name, api_version=typed.api_version.strip(), models=models)
    if typed.service != old.service:
        new = _with_service(setup, new, typed.service)
    if typed.endpoint.strip() != old.base_url:
        new = _with_endpoint(setup, new, typed.endpoint)
    if new.base_url and not new.name:
        new = replace(new, name=setup.filled(new, Recognised(new.service, new.base_url)).name)
    same_place = (new.service, new.base_url, new.api_version) == (old.service, old.base_url, old.api_version)
    return new if same_place else replace(new, refused=frozenset())


def is_address(text: str, service: str) -> bool:
    return normalise_base(text, service) is not None


def missing(setup: Setup, connection: Connection, has_key: bool) -> tuple[str, ...]:
    """The ids of the words for what it still lacks before one can chat with it."""
    model = "deployment" if setup.asks_for_deployment(connection) else "model"
    needs_key = setup.service(connection.service).needs_key
    lacking = {
        "address": not connection.base_url,
        model: first_of(connection.models) is None,
        "key": needs_key and not has_key,
    }
    return tuple(f"connections.missing.{name}" for name, lacks in lacking.items() if lacks)


def recognised_as(found: Recognised) -> str:
    """The id of the words for it: whether service, endpoint, deployment and version were all in what was pasted."""
    has_all_four = all((found.service == "azure", found.base_url, found.deployment, found.api_version))
    return "connections.recognised.four" if has_all_four else "connections.recognised"


def _with_service(setup: Setup, connection: Connection, id: str) -> Connection:
    """A service with an address of its own brings it along; another's own address does not stay."""
    service, old = setup.service(id), setup.service(connection.service)
    stays = "" if connection.base_url == old.base_url else connection.base_url
    return replace(connection, service=id, base_url=service.base_url or stays, api="")


def _with_endpoint(setup: Setup, connection: Connection, text: str) -> Connection:
    """What is typed as an address may name the deployment and the version as well."""
    found = normalise_base(text.strip(), connection.service)
    if found is None:
        return replace(connection, base_url="")
    api = found.api or (connection.api if found.service == connection.service else "")
    return replace(
        connection,
        service=found.service,
        base_url=found.base_url,
        api_version=found.api_version or connection.api_version,
        models=with_first_called(connection.models, found.deployment or found.model),
        api=api if api in setup.service(found.service).apis else "",
    )

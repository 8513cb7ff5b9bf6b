"""What a person sets up to reach a model: frozen values without the key, which lives elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Model:
    """`id` is what the service calls it (at Azure: the deployment), `name` what the person does."""

    id: str
    name: str = ""

    @property
    def label(self) -> str:
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Connection:
    """One named way to a service. `service` is the id of a row in `providers/services.py`.

    `refused` names the request fields this server has refused once; they are not sent to it again.
    """

    id: str
    name: str
    service: str
    base_url: str = ""
    api_version: str = ""
    models: tuple[Model, ...] = ()
    refused: frozenset[str] = frozenset()

    def model(self, id: str) -> Model | None:
        return next((model for model in self.models if model.id == id), None)


@dataclass(frozen=True, slots=True)
class Service:
    """What a person needs to know of a service. `label` is a proper name, the same in every language.

    `by_deployment` tells that a model is reached by the name of its deployment and needs an api-version, unless the
    base URL ends in /openai/v1.
    """

    id: str
    label: str
    base_url: str = ""
    api_version: str = ""
    needs_key: bool = True
    by_deployment: bool = False

    def asks_for_deployment(self, base_url: str) -> bool:
        return self.by_deployment and not is_v1(base_url)


def is_v1(base_url: str) -> bool:
    """Whether this is Azure's newer address, which knows deployments as models and needs no api-version."""
    return base_url.rstrip("/").endswith("/openai/v1")


COMPATIBLE = "compatible"
"""The id of the service that any other server speaks like, and that one of a later version is taken for."""

GUIDE = "guide"
"""The id of the built-in connection that answers from the shipped guide, of its service and of its only model."""

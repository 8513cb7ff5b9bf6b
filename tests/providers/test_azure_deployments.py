"""Azure tells the deployments of a resource to whoever has its key, or says that it does not."""

import json
from typing import Any

import pytest

from nextchat_desktop.core.connections import Model, ModelKind
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import Answered, Credentials, Endpoint, Listed
from nextchat_desktop.providers.azure_deployments import Deployments

RESOURCE = "https://ours.openai.azure.com"


def read(status: int, body: Any) -> Listed | Failed:
    return Deployments().read(Answered(status, "application/json", json.dumps(body)))


@pytest.mark.parametrize("base", [RESOURCE, f"{RESOURCE}/", f"{RESOURCE}/openai/v1"])
def test_the_resource_is_asked_in_the_one_version_that_tells(base: str) -> None:
    asked = Deployments().request(Endpoint(base, "our-gpt", "2024-10-21"), Credentials("0123456789"))
    assert (asked.method, asked.url) == ("GET", f"{RESOURCE}/openai/deployments?api-version=2023-03-15-preview")
    assert asked.headers["api-key"] == "0123456789"


def test_each_deployment_is_a_model_by_its_own_name() -> None:
    data = [
        {"id": "our-gpt", "model": "gpt-4", "status": "succeeded", "object": "deployment"},
        {"id": "vectors", "model": "text-embedding-ada-002", "status": "succeeded"},
        {"id": "painter", "model": "dall-e-3"},
        {"id": "gone", "model": "gpt-35-turbo", "status": "deleted"},
        {"model": "gpt-4"},
        "nonsense",
    ]
    listed = read(200, {"data": data, "object": "list"})
    assert listed == Listed(
        (Model("our-gpt"), Model("vectors", kind=ModelKind.OTHER), Model("painter", kind=ModelKind.PICTURES))
    )


@pytest.mark.parametrize("status", [403, 404, 405])
def test_a_resource_that_no_longer_tells_is_not_a_failing_one(status: int) -> None:
    failed = read(status, {"error": {"code": "404", "message": "Resource not found"}})
    assert isinstance(failed, Failed)
    assert failed.kind is FailureKind.NOT_TOLD


def test_a_wrong_key_is_a_wrong_key() -> None:
    failed = read(401, {"error": {"code": "401", "message": "Access denied due to invalid subscription key"}})
    assert isinstance(failed, Failed)
    assert failed.kind is FailureKind.KEY_REFUSED


@pytest.mark.parametrize("body", [None, [], {"data": {}}, "text"])
def test_anything_else_is_a_failure_and_no_crash(body: Any) -> None:
    assert isinstance(read(200, body), Failed)

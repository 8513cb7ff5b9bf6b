"""The real servers, started once for the whole suite, and a desk that asks them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from integration.desk import ANSWER, Desk, said
from integration.servers import Server, litellm_proxy, llama_server
from integration.workshop import Workshop, prepared

ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker("integration")


@pytest.fixture(scope="session")
def workshop() -> Workshop:
    return prepared(ROOT / "build" / "integration", print)


@pytest.fixture(scope="session")
def llama(workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with llama_server(
        workshop.llama_server, workshop.model, tmp_path_factory.mktemp("llama"), "--grammar", said(ANSWER)
    ) as server:
        yield server


@pytest.fixture(scope="session")
def litellm(workshop: Workshop, llama: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with litellm_proxy(workshop.litellm, llama.url, tmp_path_factory.mktemp("litellm")) as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(Desk(tmp_path)) as desk:
        yield desk

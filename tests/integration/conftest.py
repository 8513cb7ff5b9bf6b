"""The real servers, started once for the whole suite, and a desk that asks them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from integration.debian import Debian, NotHad
from integration.desk import ANSWER, Desk, said
from integration.proxies import KINDS, Proxy, running
from integration.servers import Server, litellm_proxy, llama_server
from integration.typist import Typist
from integration.web_server import Nginx, nginx
from integration.workshop import Workshop, prepared

T = TypeVar("T")

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


@pytest.fixture(scope="session")
def debian(workshop: Workshop) -> Debian:
    return workshop.debian


@pytest.fixture(scope="session")
def writer() -> Iterator[Typist]:
    """The service behind the proxies and web servers; what it was asked stays from test to test."""
    with Typist() as typist:
        yield typist


@pytest.fixture
def typist(writer: Typist) -> Typist:
    """The same, before anybody has asked it anything."""
    writer.requests.clear()
    return writer


@pytest.fixture(scope="session")
def stranger() -> Iterator[Typist]:
    """A service that nobody means to ask."""
    with Typist() as typist:
        yield typist


@pytest.fixture(scope="session")
def web(debian: Debian, writer: Typist, stranger: Typist) -> Iterator[Nginx]:
    with or_skipped(nginx(debian, writer.url, stranger.url)) as server:
        yield server


@pytest.fixture(scope="session")
def llama_behind(debian: Debian, llama: Server, stranger: Typist) -> Iterator[Nginx]:
    """llama.cpp's server behind nginx."""
    with or_skipped(nginx(debian, llama.url, stranger.url)) as server:
        yield server


@pytest.fixture(scope="session", params=KINDS)
def proxy(debian: Debian, request: pytest.FixtureRequest) -> Iterator[Proxy]:
    with or_skipped(running(request.param, debian)) as proxy:
        yield proxy


@pytest.fixture(scope="session")
def squid(debian: Debian) -> Iterator[Proxy]:
    with or_skipped(running("squid", debian)) as proxy:
        yield proxy


@pytest.fixture(scope="session")
def tinyproxy(debian: Debian) -> Iterator[Proxy]:
    with or_skipped(running("tinyproxy", debian)) as proxy:
        yield proxy


@pytest.fixture(scope="session")
def microsocks(debian: Debian) -> Iterator[Proxy]:
    with or_skipped(running("microsocks", debian)) as proxy:
        yield proxy


@contextmanager
def or_skipped(server: AbstractContextManager[T]) -> Iterator[T]:
    """Where its package cannot be had, the test says why and is skipped."""
    with ExitStack() as opened:
        try:
            ready = opened.enter_context(server)
        except NotHad as error:
            pytest.skip(str(error))
        yield ready


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(Desk(tmp_path)) as desk:
        yield desk

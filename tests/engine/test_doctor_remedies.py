"""What the doctor finds to do about a connection that does not work, and that it then works."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engine.clinic import (
    AZURE,
    CERTIFICATE,
    LISTED,
    NOW,
    OURS,
    QUIET,
    TALK,
    WORKING,
    Clinic,
    at,
    exchange,
    failed,
    only,
)
from nextchat_desktop.core.checkup import (
    AskModels,
    Chat,
    LookForPortal,
    LookForProxies,
    Remark,
    Report,
    Road,
    Seen,
    ShowCertificate,
    Step,
)
from nextchat_desktop.core.connections import Connection, Model, ModelKind, Secret, Service, Trust
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exchange import Phase
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.remedies import Remedy, RemedyKind, applied
from nextchat_desktop.core.wire import Listed

K, R = FailureKind, RemedyKind


def kinds(report: Report) -> list[RemedyKind]:
    return [remedy.kind for remedy in report.remedies]


def is_at(*urls: str) -> Callable[[Connection, str], bool]:
    return lambda connection, model: connection.base_url in urls and connection.service == "compatible"


def served_by(service: str, url: str) -> Callable[[Connection, str], bool]:
    return lambda connection, model: (connection.service, connection.base_url) == (service, url)


def through(proxy: str) -> Callable[[Connection, str], bool]:
    return lambda connection, model: connection.proxy == proxy


def in_version(*versions: str) -> Callable[[Connection, str], bool]:
    return lambda connection, model: connection.api_version in versions


def named(*models: str) -> Callable[[Connection, str], bool]:
    return lambda connection, model: model in models


AT_AZURE = Connection("c", "Work", "azure", "https://x.openai.azure.com", "2023-01-01", (Model("gpt-4"),))

HERE = WORKING.base_url

MENDED: list[tuple[Connection, Service, Callable[[Connection, str], bool], FailureKind, Remedy]] = [
    (at("https://chat.example"), OURS, is_at(HERE), K.WEB_PAGE, Remedy(R.USE_ADDRESS, HERE)),
    (at("https://chat.example/v1/v1"), OURS, is_at(HERE), K.BAD_ENDPOINT, Remedy(R.USE_ADDRESS, HERE)),
    (
        at("https://chat.example/v1/chat/completions"),
        OURS,
        is_at(WORKING.base_url),
        K.BAD_ENDPOINT,
        Remedy(R.USE_ADDRESS, WORKING.base_url),
    ),
    (at("https://chat.example/ui"), OURS, is_at(WORKING.base_url), K.WEB_PAGE, Remedy(R.USE_ADDRESS, WORKING.base_url)),
    (
        at("https://chat.example/v1"),
        OURS,
        is_at("https://chat.example/api/v1"),
        K.WEB_PAGE,
        Remedy(R.USE_ADDRESS, "https://chat.example/api/v1"),
    ),
    (
        at("https://chat.example/v1"),
        OURS,
        served_by("nextchat", "https://chat.example"),
        K.WEB_PAGE,
        Remedy(R.USE_SERVICE, "nextchat"),
    ),
    (
        at("https://chat.example/api/openai/v1"),
        OURS,
        served_by("nextchat", "https://chat.example"),
        K.CODE_REFUSED,
        Remedy(R.USE_SERVICE, "nextchat"),
    ),
    (
        at("http://localhost:11434/api"),
        OURS,
        served_by("ollama", "http://localhost:11434"),
        K.BAD_ENDPOINT,
        Remedy(R.USE_SERVICE, "ollama"),
    ),
    (
        at("https://chat.example/v1/messages"),
        OURS,
        served_by("anthropic", "https://chat.example"),
        K.BAD_ENDPOINT,
        Remedy(R.USE_SERVICE, "anthropic"),
    ),
    (
        at(WORKING.base_url, api="responses"),
        OURS,
        lambda connection, model: connection.api == "chat" and connection.base_url == WORKING.base_url,
        K.BAD_ENDPOINT,
        Remedy(R.USE_API, "chat"),
    ),
    (AT_AZURE, AZURE, in_version("2024-10-21"), K.API_VERSION, Remedy(R.USE_API_VERSION, "2024-10-21")),
    (AT_AZURE, AZURE, in_version("2024-06-01"), K.API_VERSION, Remedy(R.USE_API_VERSION, "2024-06-01")),
    (AT_AZURE, AZURE, in_version("2024-10-21"), K.BAD_ENDPOINT, Remedy(R.USE_API_VERSION, "2024-10-21")),
    (
        AT_AZURE,
        AZURE,
        lambda connection, model: connection.base_url.endswith("/openai/v1") and not connection.api_version,
        K.API_VERSION,
        Remedy(R.USE_ADDRESS, "https://x.openai.azure.com/openai/v1"),
    ),
    (
        replace(AT_AZURE, models=(Model("gpt4-turbo"),)),
        AZURE,
        named("gpt-4-turbo"),
        K.DEPLOYMENT_NOT_FOUND,
        Remedy(R.USE_MODEL, "gpt-4-turbo"),
    ),
    (
        replace(AT_AZURE, models=(Model("gpt-3.5-turbo"),)),
        AZURE,
        named("gpt-35-turbo"),
        K.DEPLOYMENT_NOT_FOUND,
        Remedy(R.USE_MODEL, "gpt-35-turbo"),
    ),
    (WORKING, OURS, through("http://127.0.0.1:7890"), K.TIMEOUT, Remedy(R.USE_PROXY, "http://127.0.0.1:7890")),
    (WORKING, OURS, through("http://127.0.0.1:7890"), K.REGION, Remedy(R.USE_PROXY, "http://127.0.0.1:7890")),
    (
        at("http://chat.example/v1"),
        OURS,
        is_at(WORKING.base_url),
        K.TLS_WANTED,
        Remedy(R.USE_ADDRESS, WORKING.base_url),
    ),
    (
        at("https://10.0.0.8:8000/v1"),
        OURS,
        is_at("http://10.0.0.8:8000/v1"),
        K.NO_TLS,
        Remedy(R.USE_ADDRESS, "http://10.0.0.8:8000/v1"),
    ),
    (WORKING, OURS, lambda connection, model: bool(connection.trust.pinned), K.TLS, Remedy(R.TRUST, "PEM")),
    (
        replace(WORKING, trust=Trust(pinned="old", pinned_for="https://chat.example")),
        OURS,
        lambda connection, model: connection.trust.pinned != "old",
        K.CERTIFICATE_CHANGED,
        Remedy(R.TRUST, "PEM"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("broken", "service", "wanted", "kind", "best"), MENDED)
def test_what_is_found_makes_it_work(
    broken: Connection, service: Service, wanted: Callable[[Connection, str], bool], kind: FailureKind, best: Remedy
) -> None:
    phase = {K.TIMEOUT: Phase.CONNECT, K.TLS: Phase.TLS}.get(kind)
    clinic = only(wanted, failed(kind, phase))
    clinic.service, clinic.proxies = service, ("socks5h://127.0.0.1:1080", "http://127.0.0.1:7890")
    report = clinic.examine(broken, broken.models[0].id)
    assert (report.failure and report.failure.kind, report.remedies[0]) == (kind, best)
    mended = applied(broken, best)
    assert clinic.examine(mended, mended.models[0].id).is_ready


@pytest.mark.parametrize(("broken", "service", "wanted", "kind", "best"), MENDED)
def test_a_key_is_shown_to_nobody_else_on_the_way(
    broken: Connection, service: Service, wanted: Callable[[Connection, str], bool], kind: FailureKind, best: Remedy
) -> None:
    clinic = only(wanted, failed(kind))
    clinic.service, clinic.proxies = service, ("http://127.0.0.1:7890",)
    clinic.examine(broken, broken.models[0].id)
    asked = [errand.connection for errand in clinic.errands if isinstance(errand, AskModels | Chat)]
    assert {origin(connection.base_url) for connection in asked} <= {origin(broken.base_url)}
    assert len(asked) <= 12


def test_where_no_address_works_a_person_has_to_look() -> None:
    clinic = only(is_at(), failed(K.WEB_PAGE))
    assert kinds(clinic.examine(at("https://chat.example"))) == [R.ENTER_ADDRESS]
    assert len(clinic.asked(AskModels)) <= 6


def test_an_address_that_asks_for_a_key_is_the_right_one() -> None:
    def listing(connection: Connection) -> Seen:
        return failed(K.KEY_REFUSED if connection.base_url == WORKING.base_url else K.WEB_PAGE)

    clinic = Clinic(lambda errand: failed(K.WEB_PAGE), listing)
    assert clinic.examine(at("https://chat.example")).remedies[0] == Remedy(R.USE_ADDRESS, WORKING.base_url)


@pytest.mark.parametrize("kind", [K.RATE_LIMIT, K.BAD_REQUEST, K.OVERLOADED, K.LOGIN_WANTED, K.NOT_TOLD])
def test_what_any_web_server_says_makes_no_address_right(kind: FailureKind) -> None:
    elsewhere = Clinic(
        lambda errand: failed(K.WEB_PAGE if errand.connection.base_url == WORKING.base_url else kind),
        lambda connection: failed(K.WEB_PAGE if connection.base_url == WORKING.base_url else kind),
    )
    assert kinds(elsewhere.examine()) == [R.ENTER_ADDRESS]


def test_behind_a_proxy_a_server_may_be_busy_all_the_same() -> None:
    def listing(connection: Connection) -> Seen:
        return failed(K.OVERLOADED) if connection.proxy else failed(K.TIMEOUT, Phase.CONNECT)

    clinic = Clinic(listing=listing, proxies=("http://127.0.0.1:7890",))
    assert clinic.examine().remedies[0].kind is R.USE_PROXY


def test_where_the_list_came_all_the_same_only_a_chat_tells_whether_an_address_is_right() -> None:
    clinic = Clinic(lambda errand: TALK if "/api/" in errand.connection.base_url else failed(K.BAD_ENDPOINT))
    assert clinic.examine().remedies[0] == Remedy(R.USE_ADDRESS, "https://chat.example/api/v1")
    assert len(clinic.asked(AskModels)) == 1


def test_an_address_that_is_none_is_completed_and_nobody_is_asked() -> None:
    clinic = Clinic(road=lambda errand: Failed(K.BAD_ENDPOINT))
    report = clinic.examine(at("chat.example/v1"))
    assert report.remedies == (Remedy(R.USE_ADDRESS, WORKING.base_url), Remedy(R.ENTER_ADDRESS))
    assert clinic.examine(at("chat")).remedies == (Remedy(R.ENTER_ADDRESS),)
    assert len(clinic.errands) == 1


# proxies that are set

THROUGH = replace(WORKING, proxy="http://proxy.lan:3128")
ELSEWHERE = Remedy(R.USE_PROXY, "http://127.0.0.1:7890")
BY_HAND = (Remedy(R.USE_NO_PROXY), Remedy(R.ENTER_PROXY), Remedy(R.TEST_AGAIN))


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        (K.PROXY_DEAD, (ELSEWHERE, *BY_HAND)),
        (K.PROXY, (*BY_HAND[:2], Remedy(R.ENTER_ADDRESS), BY_HAND[2])),
        (K.PROXY_LOGIN, (Remedy(R.ENTER_PROXY), Remedy(R.TEST_AGAIN))),
    ],
)
def test_a_proxy_that_is_set_is_not_gone_around(kind: FailureKind, offered: tuple[Remedy, ...]) -> None:
    clinic = only(through("direct"), failed(kind, Phase.CONNECT))
    clinic.proxies = ("http://127.0.0.1:7890",)
    report = clinic.examine(THROUGH)
    assert report.remedies == offered
    asked = [errand.connection.proxy for errand in clinic.errands if isinstance(errand, AskModels | Chat)]
    assert set(asked) == {THROUGH.proxy}


@pytest.mark.parametrize("remedy", [Remedy(R.USE_NO_PROXY), ELSEWHERE])
def test_what_is_offered_instead_of_a_dead_proxy_may_work(remedy: Remedy) -> None:
    way = {R.USE_NO_PROXY: "direct", R.USE_PROXY: ELSEWHERE.value}[remedy.kind]
    clinic = only(through(way), failed(K.PROXY_DEAD, Phase.CONNECT))
    clinic.proxies = (ELSEWHERE.value,)
    assert remedy in clinic.examine(THROUGH).remedies
    assert clinic.examine(applied(THROUGH, remedy)).is_ready


def test_what_is_no_address_of_a_proxy_is_to_be_written_anew() -> None:
    clinic = Clinic(road=lambda errand: Failed(K.PROXY))
    assert kinds(clinic.examine(THROUGH)) == [R.ENTER_PROXY, R.USE_NO_PROXY]


def test_the_proxy_that_is_dead_is_not_offered_again_nor_any_where_others_could_read_the_key() -> None:
    clinic = only(through("direct"), failed(K.PROXY_DEAD, Phase.CONNECT))
    clinic.road = lambda errand: Road(f"{HERE}/chat/completions", "http://127.0.0.1:7890", "127.0.0.1", 7890)
    clinic.proxies = ("http://127.0.0.1:7890",)
    assert clinic.examine(THROUGH).remedies == BY_HAND
    clinic.proxies = ("http://127.0.0.1:7897",)
    assert clinic.examine(replace(THROUGH, base_url="http://chat.example/v1")).remedies == BY_HAND


# names


@pytest.mark.parametrize(
    ("id", "listed", "models", "best"),
    [
        ("gpt4-turbo", ("gpt-4-turbo", "gpt-4o", "dall-e-3"), ("gpt-4-turbo", "gpt-4o"), "gpt-4-turbo"),
        ("GPT 4 Turbo", ("gpt-4-turbo", "text-embedding"), ("gpt-4-turbo",), "gpt-4-turbo"),
        ("llama3", ("meta/llama-3-70b", "qwen"), ("meta/llama-3-70b",), "meta/llama-3-70b"),
        ("gpt-4o", ("openai/gpt-4o", "openai/gpt-4o-mini"), ("openai/gpt-4o", "openai/gpt-4o-mini"), "openai/gpt-4o"),
        ("zzz", ("gpt-4o", "qwen"), ("gpt-4o", "qwen"), None),
        ("zzz", ("the-only-one",), ("the-only-one",), "the-only-one"),
    ],
)
def test_the_nearest_names_are_found(id: str, listed: Any, models: Any, best: str | None) -> None:
    said = Listed(tuple(map(Model, listed)))
    clinic = Clinic(lambda errand: failed(K.MODEL_NOT_FOUND), lambda connection: Seen(said, (exchange(),)))
    report = clinic.examine(replace(WORKING, models=(Model(id),)), id)
    assert report.models == models
    use = [Remedy(R.USE_MODEL, best)] if best else []
    assert list(report.remedies) == [*use, Remedy(R.CHOOSE_MODEL), Remedy(R.ENTER_MODEL)]


def test_a_model_that_is_listed_and_yet_unknown_is_not_offered_again() -> None:
    clinic = Clinic(lambda errand: failed(K.MODEL_NOT_FOUND))
    report = clinic.examine()
    assert report.models == ("gpt-4-turbo", "gpt-4o-mini")
    assert Remedy(R.USE_MODEL, "gpt") not in report.remedies
    assert not [checked for checked in report.steps if checked.remark is Remark.NOT_LISTED]


def test_a_deployment_is_found_by_the_model_behind_it() -> None:
    said = Listed((Model("prod", "gpt-4-turbo"), Model("other", "dall-e-3")))
    clinic = Clinic(lambda errand: failed(K.DEPLOYMENT_NOT_FOUND), lambda connection: Seen(said, (exchange(),)))
    clinic.service = replace(AZURE, lists_models=True)
    assert clinic.examine(AT_AZURE, "gpt-4-turbo").remedies[0] == Remedy(R.USE_MODEL, "prod")


def test_what_paints_is_not_offered_for_a_chat() -> None:
    listed = Listed((Model("paints", kind=ModelKind.PICTURES), Model("talks", kind=ModelKind.CHAT), Model("unknown")))
    clinic = Clinic(lambda errand: failed(K.FORBIDDEN), lambda connection: Seen(listed, (exchange(),)))
    assert clinic.examine().models == ("talks", "unknown")


def test_without_a_deployment_those_that_are_there_are_listed() -> None:
    clinic = Clinic(service=replace(AZURE, lists_models=True))
    report = clinic.examine(replace(AT_AZURE, models=()), "")
    assert (kinds(report), report.models) == ([R.CHOOSE_MODEL, R.ENTER_MODEL], ("gpt", "gpt-4-turbo", "gpt-4o-mini"))


def test_where_no_deployments_are_told_one_has_to_be_entered() -> None:
    clinic = Clinic(service=AZURE)
    assert kinds(clinic.examine(replace(AT_AZURE, models=()), "")) == [R.ENTER_MODEL]
    assert clinic.asked(Chat) == []


def test_without_a_model_the_servers_own_choice_is_offered() -> None:
    clinic = Clinic(listing=lambda connection: Seen(replace(LISTED, default="gpt-4o-mini"), (exchange(),)))
    assert clinic.examine(replace(WORKING, models=()), "").remedies[0] == Remedy(R.USE_MODEL, "gpt-4o-mini")


def test_names_that_are_not_there_either_are_not_offered() -> None:
    clinic = Clinic(lambda errand: failed(K.DEPLOYMENT_NOT_FOUND), service=AZURE)
    report = clinic.examine(replace(AT_AZURE, models=(Model("gpt4-turbo", "Our GPT"),)), "gpt4-turbo")
    assert kinds(report) == [R.ENTER_MODEL, R.TEST_AGAIN]
    assert len(clinic.asked(Chat)) == 2


# certificates and clocks


def test_a_certificate_is_shown_before_it_is_trusted() -> None:
    clinic = Clinic(listing=lambda connection: failed(K.TLS, Phase.TLS))
    report = clinic.examine()
    assert clinic.asked(ShowCertificate) == [ShowCertificate(WORKING, "https://chat.example/v1/chat/completions")]
    assert (report.certificate, report.failed_at) == (CERTIFICATE, Step.TLS)
    assert kinds(report) == [R.TRUST, R.ADD_AUTHORITY, R.TEST_AGAIN]


@pytest.mark.parametrize("url", ["https://api.openai.com/v1", "https://ours.openai.azure.com"])
def test_at_a_service_that_everybody_knows_trust_is_not_what_is_offered_first(url: str) -> None:
    clinic = Clinic(listing=lambda connection: failed(K.TLS, Phase.TLS))
    assert kinds(clinic.examine(at(url))) == [R.ADD_AUTHORITY, R.TEST_AGAIN, R.TRUST]


@pytest.mark.parametrize("kind", [K.TLS, K.CERTIFICATE_EXPIRED])
@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [(NOW - 9, NOW - 1, K.CERTIFICATE_EXPIRED), (NOW + 1, NOW + 9, K.CLOCK)],
)
def test_one_that_is_out_of_date_cannot_be_trusted(kind: FailureKind, begins: int, ends: int, expected: Any) -> None:
    shown = replace(CERTIFICATE, begins=begins, ends=ends)
    clinic = Clinic(listing=lambda connection: failed(kind, Phase.TLS), certificate=shown)
    report = clinic.examine()
    assert report.failure is not None
    assert (report.failure.kind, kinds(report)) == (expected, [R.CHECK_CLOCK, R.TEST_AGAIN])


def test_what_cannot_be_shown_cannot_be_trusted() -> None:
    clinic = Clinic(listing=lambda connection: failed(K.TLS, Phase.TLS), certificate=Failed(K.NETWORK))
    assert kinds(clinic.examine()) == [R.ADD_AUTHORITY, R.TEST_AGAIN]


def test_a_changed_certificate_can_be_forgotten() -> None:
    clinic = Clinic(listing=lambda connection: failed(K.CERTIFICATE_CHANGED, Phase.TLS))
    assert kinds(clinic.examine()) == [R.TRUST, R.FORGET_TRUST, R.TEST_AGAIN]


def test_what_was_pinned_and_is_no_certificate_can_be_forgotten() -> None:
    pinned = replace(WORKING, trust=Trust(pinned="nonsense", pinned_for="https://chat.example"))
    report = Clinic(lambda errand: failed(K.BAD_CERTIFICATE), service=QUIET).examine(pinned)
    assert kinds(report) == [R.FORGET_TRUST, R.ADD_AUTHORITY, R.TEST_AGAIN]


def test_a_signature_that_is_out_of_date_is_a_matter_of_the_clock() -> None:
    late = Seen(Failed(K.KEY_REFUSED), (exchange(date="Thu, 09 Oct 2025 09:53:20 GMT"),))
    clinic = Clinic(lambda errand: late, service=replace(QUIET, secret=Secret.PAIR))
    report = clinic.examine()
    assert report.failure is not None
    assert (report.failure.kind, kinds(report)) == (K.CLOCK, [R.CHECK_CLOCK, R.ENTER_KEY])


def test_a_wrong_code_is_entered_anew_where_codes_are_taken() -> None:
    coded = replace(QUIET, key_url="", secret=Secret.CODE)
    assert kinds(Clinic(lambda errand: failed(K.CODE_REFUSED), service=coded).examine()) == [R.ENTER_KEY]


def test_a_key_is_not_refused_for_the_time() -> None:
    late = Seen(Failed(K.KEY_REFUSED), (exchange(date="Thu, 09 Oct 2025 09:53:20 GMT"),))
    report = Clinic(lambda errand: late, service=QUIET).examine()
    assert report.failure is not None
    assert (report.failure.kind, kinds(report)) == (K.KEY_REFUSED, [R.ENTER_KEY, R.OPEN_PAGE, R.CHECK_CLOCK])


def test_a_signature_is_no_certificate() -> None:
    clinic = Clinic(lambda errand: failed(K.CLOCK), service=QUIET)
    report = clinic.examine()
    assert (report.failed_at, kinds(report)[0]) == (Step.AUTHENTICATE, R.CHECK_CLOCK)
    assert clinic.asked(ShowCertificate) == []


# what stands in between


@pytest.mark.parametrize("kind", [K.WEB_PAGE, K.REDIRECTED, K.CERTIFICATE_NAME])
def test_a_network_that_answers_in_place_of_others_is_found_out(kind: FailureKind) -> None:
    clinic = Clinic(lambda errand: failed(kind), service=QUIET, portal="http://login.hotel/")
    report = clinic.examine()
    assert report.failure is not None
    assert report.failure.kind is K.PORTAL
    assert report.remedies == (Remedy(R.OPEN_PAGE, "http://login.hotel/"), Remedy(R.TEST_AGAIN))


def test_nobody_stands_between_this_computer_and_itself() -> None:
    clinic = Clinic(lambda errand: failed(K.WEB_PAGE), service=QUIET, portal="http://login.hotel/")
    clinic.examine(at("http://localhost:3000/v1"))
    assert clinic.asked(LookForPortal) == []


def test_no_proxy_is_looked_for_where_none_is_needed() -> None:
    clinic = Clinic(
        listing=lambda connection: failed(K.NOTHING_THERE, Phase.CONNECT), proxies=("http://127.0.0.1:7890",)
    )
    assert kinds(clinic.examine(at("http://192.168.1.9:8000/v1"))) == [R.ENTER_ADDRESS, R.TEST_AGAIN]
    slow = Clinic(lambda errand: failed(K.TIMEOUT, Phase.WAIT), proxies=("http://127.0.0.1:7890",))
    assert kinds(slow.examine()) == [R.TEST_AGAIN, R.CHOOSE_MODEL]
    assert clinic.asked(LookForProxies) + slow.asked(LookForProxies) == []


def test_in_ones_own_network_no_proxy_is_asked_for() -> None:
    clinic = Clinic(listing=lambda connection: failed(K.NETWORK, Phase.CONNECT))
    assert R.ENTER_PROXY not in kinds(clinic.examine(at("https://192.168.1.9:8000/v1")))
    assert R.ENTER_PROXY in kinds(clinic.examine())


def test_a_proxy_that_leads_nowhere_is_not_offered() -> None:
    clinic = only(through("nobody"), failed(K.TIMEOUT, Phase.CONNECT))
    clinic.proxies = ("http://127.0.0.1:7890",)
    assert kinds(clinic.examine()) == [R.ENTER_PROXY, R.TEST_AGAIN]


def test_what_is_not_encrypted_is_shown_to_no_proxy_that_was_found() -> None:
    clinic = only(through("http://127.0.0.1:7890"), failed(K.TIMEOUT, Phase.CONNECT))
    clinic.proxies = ("http://127.0.0.1:7890",)
    clinic.examine(at("http://chat.example/v1"))
    assert clinic.asked(LookForProxies) == []


def test_a_proxy_that_wants_a_login_is_given_one() -> None:
    report = Clinic(lambda errand: failed(K.PROXY_LOGIN), service=QUIET).examine()
    assert report.remedies[0] == Remedy(R.ENTER_PROXY)


# redirections


@pytest.mark.parametrize(
    ("location", "best"),
    [
        ("https://chat.example/v2/chat/completions", Remedy(R.USE_ADDRESS, "https://chat.example/v2")),
        ("/openai/v1/chat/completions", Remedy(R.USE_ADDRESS, "https://chat.example/openai/v1")),
        ("https://new.example/v1/chat/completions?from=old", Remedy(R.USE_ADDRESS, "https://new.example/v1")),
        ("/login?next=/v1/chat/completions", Remedy(R.ENTER_ADDRESS)),
        ("https://chat.example/v1/chat/completions/", Remedy(R.ENTER_ADDRESS)),
        ("https://[broken/v1/chat/completions", Remedy(R.ENTER_ADDRESS)),
        ("", Remedy(R.ENTER_ADDRESS)),
        ("https://chat.example@evil.example/v1/chat/completions", Remedy(R.ENTER_ADDRESS)),
        ("https://ann:password@chat.example/v1/chat/completions", Remedy(R.ENTER_ADDRESS)),
        ("https://ch\u0430t.example/v1/chat/completions", Remedy(R.ENTER_ADDRESS)),
        ("https://new.example/\u202e1v/chat/completions", Remedy(R.ENTER_ADDRESS)),
        ("http://chat.example/v1/chat/completions", Remedy(R.ENTER_ADDRESS)),
        ("http://new.example/v1/chat/completions", Remedy(R.ENTER_ADDRESS)),
        ("javascript:alert(1)//v1/chat/completions", Remedy(R.ENTER_ADDRESS)),
        ("file:///v1/chat/completions", Remedy(R.ENTER_ADDRESS)),
        ("ftp://chat.example/v1/chat/completions", Remedy(R.ENTER_ADDRESS)),
    ],
)
def test_where_a_server_sends_on_to_is_offered_and_not_asked(location: str, best: Remedy) -> None:
    seen = Seen(Failed(K.REDIRECTED), (exchange(status=308, location=location),))
    clinic = Clinic(lambda errand: seen, service=QUIET)
    assert clinic.examine().remedies[0] == best
    asked = {origin(errand.connection.base_url) for errand in clinic.errands if isinstance(errand, Chat)}
    assert asked == {"https://chat.example"}


# what only a person can do


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (K.KEY_REFUSED, [R.ENTER_KEY, R.OPEN_PAGE]),
        (K.KEY_EXPIRED, [R.ENTER_KEY, R.OPEN_PAGE]),
        (K.CODE_REFUSED, [R.USE_SERVICE, R.ENTER_KEY, R.OPEN_PAGE]),
        (K.QUOTA, [R.OPEN_PAGE, R.ENTER_KEY, R.TEST_AGAIN]),
        (K.FORBIDDEN, [R.ENTER_KEY, R.OPEN_PAGE]),
        (K.OVERLOADED, [R.TEST_AGAIN]),
        (K.SERVER, [R.TEST_AGAIN]),
        (K.CONTEXT_TOO_LONG, [R.ENTER_MODEL]),
        (K.NO_VISION, [R.ENTER_MODEL]),
        (K.INTERRUPTED, [R.TEST_AGAIN]),
        (K.BAD_CERTIFICATE, [R.ADD_AUTHORITY, R.TEST_AGAIN]),
        (K.LOGIN_WANTED, [R.ENTER_ADDRESS, R.ENTER_HEADERS, R.TEST_AGAIN]),
    ],
)
def test_a_person_is_told_what_to_do(kind: FailureKind, expected: list[RemedyKind]) -> None:
    assert kinds(Clinic(lambda errand: failed(kind), service=QUIET).examine()) == expected


@pytest.mark.parametrize("kind", FailureKind)
@pytest.mark.parametrize("service", [OURS, QUIET, AZURE], ids=lambda service: service.id)
def test_something_can_be_done_about_every_failure(kind: FailureKind, service: Service) -> None:
    clinic = Clinic(lambda errand: failed(kind), lambda connection: failed(kind), service=service)
    report = clinic.examine()
    assert report.remedies
    assert not report.is_ready


def test_a_service_that_wants_a_pause_is_asked_again_after_it() -> None:
    seen = Seen(Failed(K.RATE_LIMIT, retry_after=19.2), (exchange(),))
    assert Clinic(lambda errand: seen, service=QUIET).examine().remedies == (Remedy(R.TEST_AGAIN, "20"),)


def test_whose_key_it_looks_like_is_told_of_a_key_that_is_refused_only() -> None:
    road = Road("https://chat.example/v1/chat/completions", "", "chat.example", 443, "groq")
    clinic = Clinic(lambda errand: failed(K.KEY_REFUSED), road=lambda errand: road)
    assert clinic.examine().key_of == "groq"
    clinic.service = replace(QUIET, id="groq")
    assert clinic.examine().key_of == ""
    assert Clinic(road=lambda errand: road).examine().key_of == ""

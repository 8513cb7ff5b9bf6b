"""A report in words, as a person reads it in either language."""

from dataclasses import replace

import pytest

from engine.clinic import AZURE, OURS, QUIET, TALK, WORKING, Clinic, at, exchange, failed, only
from nextchat_desktop.core.checkup import Checked, Outcome, Remark, Report, Road, Seen, Step
from nextchat_desktop.core.connections import Connection, Model, Secret, Service
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exchange import Phase
from nextchat_desktop.core.remedies import Remedy, RemedyKind
from nextchat_desktop.core.wire import Listed
from nextchat_desktop.engine.telling_reports import Telling, ToldReport
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.times import lasted
from tongues import WRITTEN

VALUES = {
    Remark.THROUGH_PROXY: {"proxy": "127.0.0.1:7890"},
    Remark.SECURED: {"version": "TLS 1.3"},
    Remark.LISTED: {"count": "3"},
    Remark.NOT_LISTED: {"model": "gpt"},
    Remark.IN_ONE_LUMP: {"seconds": "2.0"},
    Remark.IN_LUMPS: {"seconds": "2.0"},
    Remark.NOT_STREAMED: {"seconds": "2.0"},
    Remark.HOT: {"temperature": "1.4"},
    Remark.CLOCK_IS_OFF: {"minutes": "60"},
}
AT_AZURE = Connection("c", "Work", "azure", "https://x.openai.azure.com", "2024-02-01", (Model("gpt4-turbo"),))


def service(id: str) -> Service:
    known = {one.id: one for one in (OURS, AZURE, Service("groq", "Groq"), Service("nextchat", "NextChat server"))}
    return known[id]


def telling(language: str = "en", connection: Connection = WORKING, model: str = "gpt") -> Telling:
    return Telling(Words(resource("locales"), language), connection, model, service)


def said(clinic: Clinic, connection: Connection = WORKING, language: str = "en", model: str = "gpt") -> ToldReport:
    return telling(language, connection, model).report(clinic.examine(connection, model))


@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize("connection", [WORKING, AT_AZURE])
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("step", Step)
def test_every_step_has_its_words(language: str, connection: Connection, outcome: Outcome, step: Step) -> None:
    told = telling(language, connection)
    shown = told.step(Checked(step, outcome))
    assert (bool(shown.label), shown.time, shown.remark) == (True, "—", "")
    assert told.waiting(step)


@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("remark", Remark)
def test_every_remark_has_its_words(language: str, outcome: Outcome, remark: Remark) -> None:
    values = tuple(VALUES.get(remark, {}).items())
    shown = telling(language).step(Checked(Step.TLS, outcome, None, remark, values))
    text = shown.label + shown.remark
    assert not set("{}") & set(text)
    assert shown.remark or remark is Remark.SECURED
    assert all(value in text for name, value in values if name not in ("seconds", "version")), text


@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize("connection", [WORKING, AT_AZURE])
@pytest.mark.parametrize("kind", RemedyKind)
def test_every_remedy_has_words_for_its_button(language: str, connection: Connection, kind: RemedyKind) -> None:
    values = {RemedyKind.USE_SERVICE: "groq", RemedyKind.USE_API: "responses"}
    remedy = Remedy(kind, values.get(kind, "https://user:secret@new.example:8080"))
    label = telling(language, connection).remedy(remedy, Report(()))
    assert label
    assert not set("{}") & set(label)


def test_a_connection_that_works_is_told_as_it_is_drawn() -> None:
    report = replace(Clinic(service=AZURE).examine(AT_AZURE, "gpt4-turbo"), seconds=1.94)
    told = telling("en", AT_AZURE).report(report)
    assert (told.title, told.time, told.meaning) == ("Test: ready to chat", "1.9 s in all", "")
    shown = [(step.label, step.time) for step in told.steps if step.outcome is Outcome.PASSED]
    assert shown == [
        ("Settings complete", "—"),
        ("Name found", "12 ms"),
        ("Connected", "84 ms"),
        ("Secure (TLS 1.3)", "61 ms"),
        ("Key accepted", "230 ms"),
        ("Deployment found", "—"),
        ("First word streamed", "400 ms"),
    ]
    assert (told.remarks, told.remedies) == ((), ())


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.0124, "12 ms"), (0.0, "<1 ms"), (0.9994, "999 ms"), (1.0, "1.0 s"), (1.44, "1.4 s")]
)
def test_times_are_short(seconds: float, shown: str) -> None:
    assert lasted(Words(resource("locales"), "en"), seconds) == shown


def test_who_paints_is_not_said_to_chat() -> None:
    report = Report((Checked(Step.FIRST_WORD, Outcome.SKIPPED, remark=Remark.WOULD_PAINT),))
    assert "picture" in telling().report(report).title


@pytest.mark.parametrize(("language", "word"), [("en", "proxy_buffering off"), ("zh_CN", "proxy_buffering off")])
def test_words_that_are_held_back_are_told_with_the_line_that_helps(language: str, word: str) -> None:
    lump = tuple(2.0 + 0.0002 * place for place in range(20))
    told = said(Clinic(lambda errand: Seen(None, (exchange(),), lump)), language=language)
    assert len(told.remarks) == 1
    assert word in told.remarks[0]


def test_the_names_that_are_there_are_told() -> None:
    listed = Listed((Model("gpt-4-turbo"), Model("gpt-4o"), Model("tts")))
    clinic = Clinic(
        lambda errand: failed(FailureKind.DEPLOYMENT_NOT_FOUND), lambda connection: Seen(listed, (exchange(),))
    )
    clinic.service = replace(AZURE, lists_models=True)
    told = said(clinic, AT_AZURE, model="gpt4-turbo")
    assert told.title == "There is no deployment called gpt4-turbo"
    assert "This resource has: gpt-4-turbo, gpt-4o." in told.meaning
    labels = ["Use gpt-4-turbo", "Choose from the list", "Enter the deployment", "Test again"]
    assert [label for _, label in told.remedies] == labels
    assert "这个资源里有：gpt-4-turbo、gpt-4o。" in said(clinic, AT_AZURE, "zh_CN", "gpt4-turbo").meaning


def test_a_deployment_that_was_found_by_trying_is_told() -> None:
    clinic = only(lambda connection, model: model == "gpt-4-turbo", failed(FailureKind.DEPLOYMENT_NOT_FOUND))
    clinic.service = AZURE
    told = said(clinic, AT_AZURE, model="gpt4-turbo")
    assert told.meaning.endswith("There is a deployment called gpt-4-turbo.")


def test_an_address_that_works_is_told_and_offered() -> None:
    clinic = only(lambda connection, model: connection.base_url == WORKING.base_url, failed(FailureKind.WEB_PAGE))
    told = said(clinic, at("https://chat.example"))
    assert told.meaning.endswith("A chat service answers at https://chat.example/v1.")
    assert [label for _, label in told.remedies] == ["Add /v1", "Correct the address"]
    assert "entered again" not in told.meaning


@pytest.mark.parametrize(
    ("base", "value", "label"),
    [
        ("https://chat.example", "https://chat.example/v1", "Add /v1"),
        ("https://chat.example/", "https://chat.example/v1", "Add /v1"),
        ("https://chat.example/v1/v1", "https://chat.example/v1", "Take away /v1"),
        ("http://chat.example/v1", "https://chat.example/v1", "Use https"),
        ("https://10.0.0.8:80/v1", "http://10.0.0.8:80/v1", "Use http"),
        ("https://chat.example/ui", "https://chat.example/v1", "Use chat.example/v1"),
    ],
)
def test_an_address_is_offered_by_what_is_different(base: str, value: str, label: str) -> None:
    assert telling(connection=at(base)).remedy(Remedy(RemedyKind.USE_ADDRESS, value), Report(())) == label


def test_at_another_server_the_key_is_entered_anew() -> None:
    seen = Seen(
        Failed(FailureKind.REDIRECTED), (exchange(status=308, location="https://new.example/v1/chat/completions"),)
    )
    told = said(Clinic(lambda errand: seen, service=QUIET))
    assert told.meaning.endswith("If a key is set, it has to be entered again: it is kept for the old address only.")
    assert "answers at" not in told.meaning


def test_a_key_goes_along_to_the_same_server_over_a_safer_line() -> None:
    told = said(Clinic(lambda errand: failed(FailureKind.TLS_WANTED), service=QUIET), at("http://chat.example/v1"))
    assert told.remedies[0][1] == "Use https"
    assert "entered again" not in told.meaning


def test_an_address_that_was_only_completed_is_not_said_to_answer() -> None:
    clinic = Clinic(road=lambda errand: Failed(FailureKind.BAD_ENDPOINT))
    told = said(clinic, at("chat.example/v1"))
    assert told.title == "This is not the address of a server"
    assert told.remedies[0][1] == "Use https://chat.example/v1"
    assert "answers at" not in told.meaning
    assert "entered again" not in told.meaning


@pytest.mark.parametrize(
    ("remedy", "label"),
    [
        (Remedy(RemedyKind.USE_PROXY, "http://user:pass@127.0.0.1:7890"), "Go through 127.0.0.1:7890"),
        (Remedy(RemedyKind.USE_SERVICE, "nextchat"), "Set up as NextChat server"),
        (Remedy(RemedyKind.TRUST, "PEM"), "Show the server's certificate"),
        (Remedy(RemedyKind.OPEN_PAGE, "https://platform.example/keys"), "Open platform.example"),
        (Remedy(RemedyKind.USE_API_VERSION, "2024-10-21"), "Use version 2024-10-21"),
    ],
)
def test_a_remedy_says_what_its_button_does(remedy: Remedy, label: str) -> None:
    assert telling().remedy(remedy, Report(())) == label


def test_the_page_of_a_network_is_called_what_it_is() -> None:
    clinic = Clinic(lambda errand: failed(FailureKind.WEB_PAGE), service=QUIET, portal="http://10.0.0.1/login?a=b")
    told = said(clinic)
    assert told.title == "This network wants you to sign in first"
    assert told.remedies[0][1] == "Open the sign-in page"


def test_a_key_of_somebody_else_is_told() -> None:
    road = Road("https://chat.example/v1/chat/completions", "", "chat.example", 443, "groq")
    told = said(Clinic(lambda errand: failed(FailureKind.KEY_REFUSED), road=lambda errand: road))
    assert told.meaning.endswith("It looks like a key of Groq.")


def test_an_access_code_is_called_a_code() -> None:
    coded = replace(OURS, secret=Secret.CODE)
    told = Telling(Words(resource("locales"), "en"), WORKING, "gpt", lambda id: coded)
    assert told.remedy(Remedy(RemedyKind.ENTER_KEY), Report(())) == "Enter the access code"


def test_a_model_is_called_what_the_person_calls_it() -> None:
    ours = replace(WORKING, models=(Model("gpt", "Our best"),))
    told = said(Clinic(lambda errand: failed(FailureKind.MODEL_NOT_FOUND), service=QUIET), ours)
    assert told.title == "There is no model called Our best"


def test_without_a_model_nobody_reads_an_empty_name() -> None:
    told = said(Clinic(lambda errand: TALK), replace(WORKING, models=()), model="")
    assert told.title == "No model is chosen yet"


def test_how_long_to_wait_is_told() -> None:
    seen = Seen(Failed(FailureKind.RATE_LIMIT, retry_after=19.2), (exchange(),))
    assert "20 s" in said(Clinic(lambda errand: seen, service=QUIET)).meaning


def test_a_proxy_that_was_found_is_told() -> None:
    clinic = only(
        lambda connection, model: connection.proxy == "http://127.0.0.1:7890",
        failed(FailureKind.TIMEOUT, Phase.CONNECT),
    )
    clinic.proxies = ("http://127.0.0.1:7890",)
    told = said(clinic)
    assert told.meaning.endswith("Through the proxy at 127.0.0.1:7890 it can be reached.")
    assert told.remedies[0][1] == "Go through 127.0.0.1:7890"


def test_of_what_was_not_tried_it_is_not_said_that_it_works() -> None:
    clinic = only(lambda connection, model: False, failed(FailureKind.PROXY_DEAD, Phase.CONNECT))
    through = replace(WORKING, proxy="http://proxy.lan:3128")
    assert said(clinic, through).meaning.endswith("choose “Without a proxy”. The proxy is proxy.lan:3128.")
    clinic.proxies = ("http://127.0.0.1:7890",)
    assert said(clinic, through).meaning.endswith("On this computer another proxy runs, at 127.0.0.1:7890.")


@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize("kind", FailureKind)
def test_every_failure_is_told_with_its_remedies(language: str, kind: FailureKind) -> None:
    told = said(Clinic(lambda errand: failed(kind, detail="boom")), language=language)
    assert told.title
    assert told.meaning
    assert "boom" in told.details
    assert all(label for _, label in told.remedies)


@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize("kind", [kind for kind in FailureKind if kind is not FailureKind.NO_CONNECTION])
def test_nobody_is_sent_to_the_settings_who_is_there(language: str, kind: FailureKind) -> None:
    told = said(Clinic(lambda errand: failed(kind)), language=language)
    assert not {word for word in ("in Settings", "设置中") if word in told.title + told.meaning}


@pytest.mark.parametrize(
    "kind",
    [
        FailureKind.FILTERED,
        FailureKind.REFUSED,
        FailureKind.EMPTY,
        FailureKind.CONTEXT_TOO_LONG,
        FailureKind.TOO_LARGE,
    ],
)
def test_nobody_is_told_to_mend_the_question_of_the_test(kind: FailureKind) -> None:
    meaning = said(Clinic(lambda errand: failed(kind))).meaning
    assert not {word for word in ("conversation", "Other words", "new chat", "pictures") if word in meaning}


@pytest.mark.parametrize("kind", [FailureKind.PROXY_DEAD, FailureKind.PROXY_LOGIN, FailureKind.PROXY])
@pytest.mark.parametrize("language", WRITTEN)
def test_a_proxy_that_is_in_the_way_is_named(language: str, kind: FailureKind) -> None:
    through = Checked(Step.CONNECT, Outcome.FAILED, remark=Remark.THROUGH_PROXY, values=(("proxy", "http://old:1"),))
    report = Report((through,), 0.1, Step.CONNECT, Failed(kind))
    assert telling(language).report(report).meaning.count(" old:1") == 1

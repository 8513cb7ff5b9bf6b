"""A world in which one connection works, for the doctor to find: it answers errands by what it knows."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.checkup import (
    Answer,
    AskModels,
    Certificate,
    Chat,
    Checked,
    Errand,
    LookForPortal,
    LookForProxies,
    Prepare,
    Report,
    Resolve,
    Resolved,
    Road,
    Seen,
    ShowCertificate,
    Step,
)
from nextchat_desktop.core.connections import COMPATIBLE, Connection, Model, Service
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exchange import Exchange, Head, Line, Phase, Sent, Spell
from nextchat_desktop.core.masking import MASK
from nextchat_desktop.core.wire import Listed
from nextchat_desktop.engine.doctor.examination import examine
from nextchat_desktop.engine.doctor.findings import Subject

NOW = 1_760_000_000_000
OURS = Service(COMPATIBLE, "Ours", needs_key=False, lists_models=True, apis=("chat", "responses"))
QUIET = Service("quiet", "Quiet", key_url="https://quiet.example/keys")
AZURE = Service("azure", "Azure OpenAI", api_version="2024-10-21", by_deployment=True, apis=("chat", "responses"))
WORKING = Connection("c", "Ours", COMPATIBLE, "https://chat.example/v1", models=(Model("gpt"),))
LISTED = Listed((Model("gpt"), Model("gpt-4-turbo"), Model("gpt-4o-mini")))
STEADY = tuple(0.4 + 0.05 * place for place in range(12))
SPELLS = {Phase.CONNECT: 0.084, Phase.TLS: 0.061, Phase.SEND: 0.01, Phase.WAIT: 0.22, Phase.RECEIVE: 0.02}


def exchange(
    url: str = "https://chat.example/v1/chat/completions",
    stuck: Phase | None = None,
    status: int = 200,
    key: bool = True,
    **headers: str,
) -> Exchange:
    """One request as it was seen; `stuck` is the phase in which it stopped. `_` in names of headers stands for `-`."""
    spells, now = [], 0.0
    for phase, seconds in SPELLS.items():
        spells.append(Spell(phase, now, None if phase is stuck else now + seconds))
        now += seconds
        if phase is stuck:
            break
    secured = "TLSv1.3" if url.startswith("https") else ""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    head = None if stuck else Head(status, "", named)
    sent = Sent("POST", url, headers=(("Authorization", f"Bearer {MASK}"),) if key else ())
    return Exchange(NOW, sent, Line(secured=secured, is_new=True), head, tuple(spells))


def failed(kind: FailureKind, stuck: Phase | None = None, **more: str) -> Seen:
    """A refusal by the server, or a request that was stuck."""
    return Seen(Failed(kind, **more), (exchange(stuck=stuck, status=400),))


TALK = Seen(None, (exchange(),), STEADY)
CERTIFICATE = Certificate("PEM", "llm.lan", "llm.lan", ("llm.lan",), NOW - 1000, NOW + 1000, "ab" * 32)


@dataclass
class Clinic:
    """What the world says to each errand. `chat` and `listing` are asked with the connection and the model."""

    chat: Callable[[Chat], Seen] = lambda errand: TALK
    listing: Callable[[Connection], Seen] = lambda connection: Seen(LISTED, (exchange(),))
    road: Callable[[Prepare], Road | Failed] | None = None
    resolved: Answer = field(default_factory=lambda: Resolved(("203.0.113.7",), 0.012))
    certificate: Answer = CERTIFICATE
    proxies: tuple[str, ...] = ()
    portal: str = ""
    service: Service = OURS
    can: Capabilities = field(default_factory=Capabilities)
    errands: list[Errand] = field(default_factory=list)
    steps: list[Checked] = field(default_factory=list)

    def examine(self, connection: Connection = WORKING, model: str = "gpt") -> Report:
        self.errands.clear()
        self.steps.clear()
        asking = examine(Subject(connection, model, self.service, self.can, NOW))
        answer: Answer | None = None
        while True:
            try:
                said = asking.send(answer)
            except StopIteration as end:
                report: Report = end.value
                return report
            answer = None
            if isinstance(said, Checked):
                self.steps.append(said)
            else:
                self.errands.append(said)
                answer = self.answer(said)

    def answer(self, errand: Errand) -> Answer:
        match errand:
            case Prepare(connection, ""):
                by_deployment = self.service.asks_for_deployment(connection.base_url)
                return Failed(FailureKind.NO_DEPLOYMENT if by_deployment else FailureKind.MODEL_NOT_FOUND)
            case Prepare():
                return (self.road or road_of)(errand)
            case Resolve():
                return self.resolved
            case AskModels():
                return self.listing(errand.connection)
            case Chat():
                return self.chat(errand)
            case ShowCertificate():
                return self.certificate
            case LookForProxies():
                return self.proxies
            case LookForPortal():
                return self.portal

    def asked(self, kind: type[Errand]) -> list[Errand]:
        return [errand for errand in self.errands if isinstance(errand, kind)]


def road_of(errand: Prepare) -> Road:
    """Straight to the server, or through the proxy of the connection."""
    connection = errand.connection
    proxy = "" if connection.proxy in ("", "direct") else connection.proxy
    host = (proxy or connection.base_url).partition("://")[2].partition("/")[0].partition(":")[0]
    return Road(f"{connection.base_url}/chat/completions", proxy.partition("://")[2], host, 443)


def only(wanted: Callable[[Connection, str], bool], otherwise: Seen) -> Clinic:
    """A world in which a connection works if it is as wanted, and fails like this if it is not."""

    def listing(connection: Connection) -> Seen:
        works = wanted(connection, connection.models[0].id if connection.models else "")
        return Seen(LISTED, (exchange(),)) if works else otherwise

    return Clinic(lambda errand: TALK if wanted(errand.connection, errand.model) else otherwise, listing)


def step(report: Report, which: Step) -> Checked:
    return next(checked for checked in report.steps if checked.step is which)


def at(base_url: str, **more: object) -> Connection:
    return replace(WORKING, base_url=base_url, **more)  # type: ignore[arg-type]

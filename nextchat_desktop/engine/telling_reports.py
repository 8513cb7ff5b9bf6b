"""A report of the doctor in words: what came of it, each step with its time, what can be done. For every face."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from nextchat_desktop.core.checkup import Checked, Outcome, Remark, Report, Step
from nextchat_desktop.core.connections import Connection, Secret, Service
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.hosts import is_home
from nextchat_desktop.core.logins import without_login
from nextchat_desktop.core.origins import host, is_as_safe, origin
from nextchat_desktop.core.plain import plain
from nextchat_desktop.core.remedies import Remedy, RemedyKind, applied
from nextchat_desktop.engine.doctor.skew import is_off, skew
from nextchat_desktop.engine.failures import Told, told
from nextchat_desktop.engine.telling_causes import advice, own_words
from nextchat_desktop.words.amounts import short, whole
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import in_a_row, listed
from nextchat_desktop.words.times import lasted

_NUMBERS = frozenset({"seconds", "temperature", "minutes", "count"})
"""Values of remarks."""


@dataclass(frozen=True, slots=True)
class ToldStep:
    """`time` is a sign where nothing was measured, `remark` a sentence or empty."""

    step: Step
    outcome: Outcome
    label: str
    time: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ToldReport:
    """`meaning` and `details` are empty where it works; `remedies` have the words on their buttons, the best first."""

    title: str
    time: str
    meaning: str
    steps: tuple[ToldStep, ...]
    remedies: tuple[tuple[Remedy, str], ...]
    details: str

    @property
    def remarks(self) -> tuple[str, ...]:
        """Of those steps that are worth a warning."""
        return tuple(step.remark for step in self.steps if step.outcome is Outcome.WARNED and step.remark)


class Telling:
    """Of tests of one connection. `service` finds the row of a service by its id."""

    def __init__(self, words: Words, connection: Connection, model: str, service: Callable[[str], Service]) -> None:
        """`model` is the id of the one that is tested."""
        self._words = words
        self._connection = connection
        self._model = model
        self._find = service
        self._service = service(connection.service)
        self._by_deployment = self._service.asks_for_deployment(connection.base_url)

    def waiting(self, step: Step) -> str:
        """What a step is called that is not over."""
        return self._words(f"doctor.step.{self._name(step)}.open")

    def step(self, checked: Checked) -> ToldStep:
        time = self._words("doctor.no_time") if checked.seconds is None else lasted(self._words, checked.seconds)
        return ToldStep(checked.step, checked.outcome, self._label(checked), time, self._remark(checked))

    def report(self, report: Report) -> ToldReport:
        said = self._failure(report.failure, report.failed_at) if report.failure else None
        return ToldReport(
            said.title if said else self._ready(report),
            self._words("doctor.in_all", seconds=lasted(self._words, report.seconds)),
            in_a_row([said.meaning, *self._more(report, report.failure)]) if said and report.failure else "",
            tuple(self.step(checked) for checked in report.steps),
            tuple((remedy, self.remedy(remedy, report)) for remedy in report.remedies),
            said.details if said else "",
        )

    def remedy(self, remedy: Remedy, report: Report) -> str:
        """The words on its button."""
        id, value = f"remedy.{remedy.kind}", remedy.value
        match remedy.kind:
            case RemedyKind.USE_ADDRESS:
                return self._address(value)
            case RemedyKind.USE_SERVICE:
                return self._words(id, value=self._find(value).label)
            case RemedyKind.USE_API:
                return self._words(id, value=self._words(f"api.{value}"))
            case RemedyKind.USE_PROXY:
                return self._words(id, value=_host(value))
            case RemedyKind.OPEN_PAGE:
                is_portal = report.failure is not None and report.failure.kind is FailureKind.PORTAL
                return self._words("remedy.open_portal") if is_portal else self._words(id, value=_host(value))
            case RemedyKind.ENTER_KEY if self._service.secret is Secret.CODE:
                return self._words("remedy.enter_code")
            case RemedyKind.ENTER_MODEL if self._by_deployment:
                return self._words("remedy.enter_deployment")
        return self._words(id, value=value)

    def _name(self, step: Step) -> str:
        return "deployment" if step is Step.MODELS and self._by_deployment else step.value

    def _label(self, checked: Checked) -> str:
        id = f"doctor.step.{self._name(checked.step)}"
        if checked.outcome is Outcome.FAILED:
            return self._words(f"{id}.failed")
        if checked.remark is Remark.SECURED:
            return self._words("doctor.step.tls.secured", **dict(checked.values))
        if checked.remark is Remark.PLAIN:
            return self._words("doctor.step.tls.plain")
        is_open = checked.outcome is Outcome.WARNED and checked.step in (Step.MODELS, Step.FIRST_WORD)
        return self._words(f"{id}.open" if is_open or checked.outcome is Outcome.SKIPPED else id)

    def _remark(self, checked: Checked) -> str:
        if checked.remark in (None, Remark.SECURED):
            return ""
        if checked.remark is Remark.PLAIN and checked.outcome is Outcome.SKIPPED:
            return self._words("doctor.remark.plain_nearby")
        return self._words(f"doctor.remark.{checked.remark}", **self._written(dict(checked.values)))

    def _written(self, values: Mapping[str, str]) -> dict[str, str]:
        """Values of a remark for people: a report has its numbers as programs read them."""
        words = self._words
        return {name: short(words, float(value)) if name in _NUMBERS else value for name, value in values.items()}

    def _ready(self, report: Report) -> str:
        paints = any(checked.remark is Remark.WOULD_PAINT for checked in report.steps)
        return self._words("doctor.ready_to_paint" if paints else "doctor.ready")

    def _failure(self, failure: Failed, failed_at: Step | None) -> Told:
        known = self._connection.model(self._model)
        service, name = self._connection.name, known.label if known else self._model
        said = told(self._words, failure, service, name)
        id = own_words(failure.kind, failed_at, self._service, self._model)
        if not id:
            return said
        title, meaning = (self._words(f"{id}.{part}", service=service, model=name) for part in ("title", "meaning"))
        return replace(said, title=title, meaning=meaning)

    def _more(self, report: Report, failure: Failed) -> list[str]:
        """What the report knows beyond the kind of the failure."""
        id = advice(failure.kind, self._service) if self._model else ""
        more = [self._words(id, model=self._model)] if id else []
        if report.models:
            models = listed(self._words, report.models)
            more.append(
                self._words("doctor.has_deployments" if self._by_deployment else "doctor.has_models", models=models)
            )
        if report.key_of:
            more.append(self._words("doctor.key_of", service=self._find(report.key_of).label))
        if failure.kind in _OF_ANOTHER and is_home(host(self._connection.base_url)):
            more.append(self._words("doctor.in_between"))
        if failure.kind is FailureKind.CERTIFICATE_NAME and report.certificate and report.certificate.names:
            names = listed(self._words, map(plain, report.certificate.names[:_MOST_NAMES]))
            more.append(self._words("doctor.certificate_names", names=names))
        if any(remedy.kind is RemedyKind.CHECK_CLOCK for remedy in report.remedies):
            off = (minutes for minutes in map(skew, report.exchanges) if minutes is not None and is_off(minutes))
            told = (whole(self._words, abs(round(minutes))) for minutes in off)
            more += [self._words("doctor.remark.clock_is_off", minutes=minutes) for minutes in told][:1]
        if failure.kind in _OF_THE_PROXY:
            through = (dict(checked.values).get("proxy") for checked in report.steps)
            more += [self._words("doctor.the_proxy", value=_host(proxy)) for proxy in through if proxy][:1]
        if failure.kind is FailureKind.PROXY_DEAD:
            others = (one for one in report.remedies if one.kind is RemedyKind.USE_PROXY)
            more += [self._words("doctor.another_proxy", value=_host(other.value)) for other in others]
        if report.remedies:
            was_asked = report.failed_at is not Step.SETTINGS and not report.models
            more += self._found(report.remedies[0], was_asked and failure.kind not in _NOT_TRIED)
        return more

    def _found(self, best: Remedy, was_asked: bool) -> list[str]:
        """What was tried out with success, and what it costs."""
        said: list[str] = []
        if was_asked and best.kind in _TRIED:
            said.append(self._words(f"doctor.found.{best.kind}", value=self._value(best)))
        before, after = self._connection.base_url, applied(self._connection, best).base_url
        if origin(before) and not is_as_safe(before, after):
            said.append(self._words("doctor.key_anew"))
        return said

    def _value(self, remedy: Remedy) -> str:
        if remedy.kind is RemedyKind.USE_SERVICE:
            return self._find(remedy.value).label
        return _host(remedy.value) if remedy.kind is RemedyKind.USE_PROXY else remedy.value

    def _address(self, url: str) -> str:
        """By what it differs from the one that is set."""
        old = self._connection.base_url.rstrip("/")
        scheme, _, rest = url.partition("://")
        if rest == old.partition("://")[2]:
            return self._words("remedy.use_address.scheme", value=scheme)
        if url.startswith(f"{old}/"):
            return self._words("remedy.use_address.add", value=url.removeprefix(old))
        if old.startswith(f"{url}/"):
            return self._words("remedy.use_address.cut", value=old.removeprefix(url))
        return self._words("remedy.use_address", value=rest if "://" in old else url)


_TRIED = frozenset(
    {
        RemedyKind.USE_ADDRESS,
        RemedyKind.USE_SERVICE,
        RemedyKind.USE_API,
        RemedyKind.USE_API_VERSION,
        RemedyKind.USE_MODEL,
        RemedyKind.USE_PROXY,
    }
)
_MOST_NAMES = 3
"""Of a certificate, in a sentence."""

_OF_ANOTHER = frozenset({FailureKind.TLS, FailureKind.CERTIFICATE_NAME, FailureKind.CERTIFICATE_CHANGED})
"""Somebody else's certificate was shown."""

_OF_THE_PROXY = frozenset({FailureKind.PROXY, FailureKind.PROXY_LOGIN, FailureKind.PROXY_DEAD})
_NOT_TRIED = frozenset(
    {FailureKind.REDIRECTED, FailureKind.NO_TLS, FailureKind.TLS_WANTED, FailureKind.PROXY, FailureKind.PROXY_DEAD}
)
"""What these offer lies where the key must not go, or goes around what a person has set."""


def _host(url: str) -> str:
    """The server of an address; what is none as it is, without a login."""
    return host(url) or without_login(url)

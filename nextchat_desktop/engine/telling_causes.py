"""What a test says of a failure where a chat would say otherwise: it asked one short question, and knows whom."""

from nextchat_desktop.core.checkup import Step
from nextchat_desktop.core.connections import Secret, Service
from nextchat_desktop.core.events import FailureKind

_BY_STEP = {
    (FailureKind.BAD_ENDPOINT, Step.SETTINGS): "doctor.no_address",
    (FailureKind.PROXY, Step.SETTINGS): "doctor.no_proxy_address",
    (FailureKind.PROXY_DEAD, Step.RESOLVE): "doctor.no_such_proxy",
}
_BY_KIND = {
    FailureKind.CONTEXT_TOO_LONG: "doctor.no_room",
    FailureKind.TOO_LARGE: "doctor.small_limit",
    FailureKind.INTERRUPTED: "doctor.cut",
    FailureKind.FILTERED: "doctor.stopped",
    FailureKind.REFUSED: "doctor.stopped",
    FailureKind.EMPTY: "doctor.silent",
}
_ADVICE = {
    (FailureKind.QUOTA, "openai"): "doctor.advice.chatgpt",
    (FailureKind.QUOTA, "anthropic"): "doctor.advice.claude",
    (FailureKind.QUOTA, "google"): "doctor.advice.gemini",
    (FailureKind.MODEL_NOT_FOUND, "ollama"): "doctor.advice.pull",
    (FailureKind.MODEL_NOT_FOUND, "lmstudio"): "doctor.advice.load",
    (FailureKind.OVERLOADED, "llamacpp"): "doctor.advice.loading",
    (FailureKind.NOTHING_THERE, "ollama"): "doctor.advice.start_ollama",
    (FailureKind.NOTHING_THERE, "lmstudio"): "doctor.advice.start_lmstudio",
}


def own_words(kind: FailureKind, at: Step | None, service: Service, model: str) -> str:
    """The id of title and meaning, which may have {service} and {model}; empty where those of a chat fit."""
    if kind is FailureKind.MODEL_NOT_FOUND and not model:
        return "doctor.no_model"
    if kind is FailureKind.MODEL_NOT_FOUND and not service.needs_key:
        return "doctor.unknown_model"
    if kind is FailureKind.NO_KEY and service.secret is Secret.CODE:
        return "doctor.no_code"
    return (_BY_STEP.get((kind, at)) if at else None) or _BY_KIND.get(kind, "")


def advice(kind: FailureKind, service: Service) -> str:
    """The id of a sentence about this service, which may have {model}; empty where there is none."""
    return _ADVICE.get((kind, service.id), "")

"""What an entry of a list of models says of the model, in the words of one service or another. Total."""

from collections.abc import Iterable
from typing import Any

from nextchat_desktop.core.connections import Model, ModelKind
from nextchat_desktop.providers.chunks import count, fields, text

_CONTEXT = (
    "loaded_context_length", "context_length", "max_model_len", "context_window", "max_context_length",
    "max_input_tokens", "n_ctx", "n_ctx_train",
)  # fmt: skip
_OUTPUT = ("max_completion_tokens", "max_output_tokens")
_VISION = ("vision", "supports_image_input", "supports_image_in")
_REASONING = ("reasoning", "supports_reasoning")
_CHATS = ("completion_chat", "supports_chat")
_DEEPER = ("capabilities", "limits", "meta", "top_provider")

_KINDS = {
    "chat": ModelKind.CHAT,
    "llm": ModelKind.CHAT,
    "vlm": ModelKind.CHAT,
    "image": ModelKind.PICTURES,
    **dict.fromkeys(
        ("embedding", "embeddings", "moderation", "rerank", "audio", "transcribe", "tts", "video"), ModelKind.OTHER
    ),
}
"""Together's and LM Studio's types."""
_SEES = {"vlm": True, "llm": False}
_CHAT_ENDPOINTS = frozenset({"openai", "openai-response", "anthropic", "gemini"})
"""The types of new-api under which a model can be chatted with."""


def described(entry: dict[str, Any]) -> Model | None:
    """The model; None for what names none or is switched off."""
    id = text(entry.get("id")) or text(entry.get("name"))
    if not id or entry.get("active") is False:
        return None
    name = text(entry.get("display_name")) or text(entry.get("name"))
    places = [entry, *(fields(entry.get(place)) for place in _DEEPER)]
    return Model(
        id,
        name if name != id else "",
        _kind(entry, places),
        _sees(entry, places),
        _reasons(entry, places),
        _number(places, _CONTEXT),
        _number(places, _OUTPUT),
    )


def _kind(entry: dict[str, Any], places: list[dict[str, Any]]) -> ModelKind | None:
    makes, endpoints = _modalities(entry, "output"), _words(entry.get("supported_endpoint_types"))
    chats = _truth(places, _CHATS)
    if chats is not None:
        return ModelKind.CHAT if chats else ModelKind.OTHER
    if makes:
        return _by_output("text" in makes, "image" in makes)
    if endpoints:
        return _by_output(bool(endpoints & _CHAT_ENDPOINTS), "image-generation" in endpoints)
    return _KINDS.get(text(entry.get("type")))


def _by_output(chats: bool, draws: bool) -> ModelKind:
    if chats:
        return ModelKind.CHAT
    return ModelKind.PICTURES if draws else ModelKind.OTHER


def _sees(entry: dict[str, Any], places: list[dict[str, Any]]) -> bool | None:
    takes, told, abilities = _modalities(entry, "input"), _truth(places, _VISION), _words(entry.get("capabilities"))
    if takes:
        return "image" in takes
    if told is not None:
        return told
    if "completion" in abilities:
        return "multimodal" in abilities
    return _SEES.get(text(entry.get("type")))


def _reasons(entry: dict[str, Any], places: list[dict[str, Any]]) -> bool | None:
    parameters = _words(entry.get("supported_parameters"))
    return "reasoning" in parameters if parameters else _truth(places, _REASONING)


def _modalities(entry: dict[str, Any], way: str) -> frozenset[str]:
    """OpenRouter's and GitHub's words for what goes in or comes out."""
    of_maker = fields(entry.get("architecture")).get(f"{way}_modalities")
    return _words(of_maker or entry.get(f"supported_{way}_modalities") or entry.get(f"{way}_modalities"))


def _words(value: object) -> frozenset[str]:
    return frozenset(text(word) for word in value) if isinstance(value, list) else frozenset()


def _truth(places: Iterable[dict[str, Any]], names: Iterable[str]) -> bool | None:
    found = (place[name] for name in names for place in places if isinstance(place.get(name), bool))
    return next(found, None)


def _number(places: Iterable[dict[str, Any]], names: Iterable[str]) -> int:
    return next((number for name in names for place in places if (number := count(place.get(name))) > 0), 0)

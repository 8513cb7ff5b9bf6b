"""The form that asks for a picture, and which path makes it."""

from typing import Any

from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.picture_options import picture_options
from nextchat_desktop.core.pictures import suffix_of
from nextchat_desktop.core.wire import ChatRequest, Endpoint
from nextchat_desktop.providers.declared import free
from nextchat_desktop.providers.multipart import Attached

_NOBODY = Message("", Role.USER)
_STRENGTH = 0.7
"""How far the picture may go from the one it is drawn over: 0 is the same, 1 does not look at it."""

_AS_NAMED = ("negative_prompt", "seed", "cfg_scale", "output_format")
_OPTIONS = {"size": "aspect_ratio", "style": "style_preset", "seed": "seed"}


def taken(endpoint: Endpoint) -> frozenset[str]:
    """The options that can be told."""
    return free(_OPTIONS, endpoint.refused)


def root_of(endpoint: Endpoint) -> str:
    """The address without a version: there are several, each with its part of the service."""
    return endpoint.base_url.rstrip("/").removesuffix("/v1")


def path_of(model: str) -> str:
    """`ultra`, `core` or `sd3`, which is several models."""
    return next((path for path in ("ultra", "core") if model.lower().endswith(path)), "sd3")


def fields(chat: ChatRequest, endpoint: Endpoint, drawn_over: bool) -> dict[str, Any]:
    options = {name: value for name, value in chat.options.items() if value not in (None, "")}
    form: dict[str, Any] = {"prompt": _question(chat).text, "output_format": "png"}
    path = path_of(endpoint.model)
    if path == "sd3" and endpoint.model != path:
        form["model"] = endpoint.model
    if "style" in options:
        form["style_preset"] = options["style"]
    if drawn_over:
        form |= {"strength": options.get("strength", _STRENGTH)}
    if drawn_over and path == "sd3":
        form |= {"mode": "image-to-image"}
    elif "size" in options:
        form["aspect_ratio"] = _ratio(str(options["size"]), endpoint.model)
    return form | {name: options[name] for name in _AS_NAMED if name in options}


def attached(chat: ChatRequest, endpoint: Endpoint) -> list[Attached]:
    """The first picture of the question, where the path takes one."""
    found = [(picture.media, chat.pictures.get(picture.blob)) for picture in _question(chat).pictures]
    files = [Attached("image", f"picture.{suffix_of(data)}", media, data) for media, data in found if data]
    return files[:1] if path_of(endpoint.model) != "core" else []


def _question(chat: ChatRequest) -> Message:
    return next((message for message in reversed(chat.messages) if message.role is Role.USER), _NOBODY)


def _ratio(size: str, model: str) -> str:
    """The shape the size stands for: pixels become the nearest shape that there is."""
    wanted = _shape(size)
    shapes = picture_options(model).sizes or picture_options("core").sizes
    return min(shapes, key=lambda shape: abs(_shape(shape) - wanted)) if wanted and size not in shapes else size


def _shape(size: str) -> float:
    """Width by height; 0 for what is no size."""
    width, _, height = size.lower().replace("x", ":").partition(":")
    return int(width) / int(height) if width.isdecimal() and height.isdecimal() and int(height) else 0.0

"""The fields of a request for a picture, and the files that go with it."""

from collections.abc import Mapping
from typing import Any

from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.pictures import suffix_of
from nextchat_desktop.core.wire import ChatRequest, Endpoint
from nextchat_desktop.providers.declared import named
from nextchat_desktop.providers.multipart import Attached
from nextchat_desktop.providers.openai_images.families import Edits, Family
from nextchat_desktop.providers.pictures import data_urls

_NOBODY = Message("", Role.USER)


def asked_for(chat: ChatRequest) -> Message:
    """The last question: there is no conversation with a model that makes pictures."""
    return next((message for message in reversed(chat.messages) if message.role is Role.USER), _NOBODY)


def fields(chat: ChatRequest, endpoint: Endpoint, family: Family) -> dict[str, Any]:
    """What is asked, for a family of models."""
    question = asked_for(chat)
    chosen = named(chat.options, family.options)
    asked = {"model": endpoint.model, "prompt": question.text, **family.always, **chosen}
    urls = data_urls(question, chat.pictures) if family.edits is Edits.FIELD else []
    return {**asked, "image": urls[0] if len(urls) == 1 else urls} if urls else asked


def attached(question: Message, pictures: Mapping[str, bytes]) -> list[Attached]:
    """The pictures of the question as files."""
    kept = [(picture.media, pictures[picture.blob]) for picture in question.pictures if picture.blob in pictures]
    field = "image" if len(kept) == 1 else "image[]"
    return [
        Attached(field, f"picture-{place}.{suffix_of(data)}", media, data)
        for place, (media, data) in enumerate(kept, start=1)
    ]

"""The stream of a picture that is being made → events. Drafts of it are passed over."""

from collections.abc import Iterator

from nextchat_desktop.core.events import Failed, FailureKind, Finished
from nextchat_desktop.core.wire import ServerSentEvent, WireEvent
from nextchat_desktop.providers.chunks import text
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.openai_images.reply import picture_of, refusal, refusal_in_stream, usage_of, whole_reply


class PicturesParser:
    """Reads one streamed reply. It is whole at its end if a finished picture came; several may come."""

    def __init__(self) -> None:
        self._pictures = 0
        self._unread = ""
        self._ended = False

    @property
    def whole(self) -> bool:
        return self._ended

    def feed(self, sse: ServerSentEvent) -> Iterator[WireEvent]:
        if self._ended or not sse.data:
            return
        event = read_json(sse.data)
        if sse.data.startswith("[DONE]"):
            yield from self.end()
        elif not isinstance(event, dict):
            self._unread = self._unread or sse.data
        elif event.get("error") or text(event.get("type")) == "error":
            self._ended = True
            yield refusal_in_stream(event.get("error") or event, event)
        elif text(event.get("type")).endswith(".completed"):
            for picture in picture_of(event):
                self._pictures += 1
                yield picture
            yield from usage_of(event.get("usage"))
        elif "data" in event or "images" in event:
            self._ended = True
            yield from whole_reply(200, "", sse.data)

    def end(self) -> Iterator[WireEvent]:
        if self._ended:
            return
        self._ended = True
        if self._pictures:
            yield Finished()
        else:
            yield refusal(200, "", self._unread) if self._unread else Failed(FailureKind.EMPTY)

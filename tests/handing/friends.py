"""Two people with a program each: what one shares, the other opens."""

import queue
from collections.abc import Callable, Mapping
from pathlib import Path

from conftest import MemoryKeyring
from gateway.world import chat_of
from nextchat_desktop.compose import Program
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.events import Failed, Finished, StreamEvent
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.setups import Opened, Unfit
from nextchat_desktop.engine.setups import Look, TakenIn, Taking
from nextchat_desktop.engine.sharing_setups import Chosen, Sharing
from nextchat_desktop.engine.telling_setups import TellingSetUps, taking_of, usual_ticks

KEY, HEADER, PASSWORD = "sk-canary-key-0123456789", "canary-header-value", "canary-proxy-password"
SECRETS = (KEY, HEADER, PASSWORD)
PASSPHRASE = "a horse in the library"


class Friend:
    def __init__(self, folder: Path, environ: Mapping[str, str] | None = None) -> None:
        self._wakes: queue.SimpleQueue[None] = queue.SimpleQueue()
        self.keyring = MemoryKeyring()
        self.program = Program(
            lambda: self._wakes.put(None), {"LANG": "en_US", **(environ or {})}, folder, self.keyring
        )
        self.setups = self.program.setups()
        self.sharing: Sharing = self.program.sharing()

    def connect(self, url: str, name: str = "Ours", key: str = KEY, **more: object) -> Connection:
        """With everything that can be kept for a connection."""
        setup = self.program.setup
        models = (Model("our-gpt", "Our GPT", favourite=True), Model("our-mini"))
        connection = Connection(setup.new_id(), name, "compatible", url, models=models, **more)  # type: ignore[arg-type]
        setup.store_key(connection, key)
        connection = setup.store_headers(connection, {"X-Team": HEADER})
        setup.save(connection)
        return connection

    def add_proxy(self, connection: Connection) -> Connection:
        after = self.program.setup.store_proxy(connection, f"http://ann:{PASSWORD}@proxy.example:8080")
        self.program.setup.save(after)
        return after

    def write(self, name: str, text: str) -> None:
        """A prompt, and a mask with instructions."""
        made = self.program.masks.new()
        message = Message("0", Role.USER, (Text("An example"),))
        self.program.masks.keep(
            Mask(made.id, name, "🦊", "About it", context=(message,), parameters=Parameters(system=text), created=1)
        )
        self.program.prompts.create(name, text)

    def everything(self, sender: str = "Ann") -> Chosen:
        there = self.sharing.offered()
        return Chosen(
            sender,
            "Have fun!",
            tuple(one.id for one in there.connections),
            masks=tuple(one.id for one in there.masks),
            prompts=tuple(one.id for one in there.prompts),
            settings=tuple(one.key for one in there.settings),
            first=self.program.models.current(),
        )

    def shared(self, passphrase: str = "", chosen: Chosen | None = None) -> bytes:
        chosen = chosen or self.everything()
        secrets = self.sharing.secrets(chosen) if passphrase else {}
        return self.sharing.written(self.sharing.setup(chosen), secrets, passphrase)

    def opened(self, data: bytes) -> Opened:
        opened = self.setups.read(data)
        assert not isinstance(opened, Unfit)
        return opened

    def look(self, data: bytes, passphrase: str = "") -> Look:
        opened = self.opened(data)
        return self.setups.look(opened, self.setups.unseal(opened, passphrase) if passphrase else None)

    def take(self, data: bytes, passphrase: str = "") -> TakenIn:
        look = self.look(data, passphrase)
        return self.setups.take(look, self.usual(look))

    def usual(self, look: Look) -> Taking:
        """What is ticked before anybody has touched anything."""
        chapters = TellingSetUps(self.program.words, self.program.setup).chapters(look)
        return taking_of(look, usual_ticks(chapters))

    def ask(self, connection: str, model: str = "our-gpt") -> list[StreamEvent]:
        events: list[StreamEvent] = []
        self.program.standings.start(chat_of(connection, model, (Text("Hello?"),)), events.append)
        self._drain_until(lambda: any(isinstance(event, Finished | Failed) for event in events))
        return events

    def close(self) -> None:
        self.program.close()

    def _drain_until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            self._wakes.get(timeout=10)
            self.program.mailbox.drain()


def prompt(friend: Friend, title: str) -> Prompt:
    return next(one for one in friend.program.prompts.own() if one.title == title)

"""A home in which somebody has done things at random, and programs that export and import there."""

import queue
import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from conftest import MemoryKeyring
from nextchat_desktop.compose import Program
from nextchat_desktop.core.arriving import ImportReport
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.events import Failed, FailureKind, Usage
from nextchat_desktop.core.exporting import ALL, Exported, Manner, Scope, Shape, is_packed
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Keepsake, Part, Picture, Reasoning, Text, ToolCall
from nextchat_desktop.engine.exports import Saving
from nextchat_desktop.engine.session import Session

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x03\x00\x08\xfc\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"
)
BEGAN = 1_700_000_000_000
SAYINGS = (
    "Hello",
    "# Heading\n\n- one",
    "你好，世界",
    "```py\nx = 1\n```",
    "e\u0301 🙂\u200d",
    " \n",
    "<b>&amp;",
)
PATIENCE = 20.0
KEYS = ("sk-canary0123456789abcdef", "canary-header-value", "canary-proxy-password")
"""Which are nowhere but in the keyring."""

Begun = tuple[Saving, list[Exported | Exception], list[float]]


def plant_keys(program: Program) -> None:
    """Has a connection with a key, a header and a proxy that nobody else may see, and the first conversation use it."""
    setup = program.setup
    connection = Connection("lab", "Lab", "compatible", "https://lab.example", models=(Model("tiny"),))
    setup.save(connection)
    setup.store_key(connection, KEYS[0])
    connection = setup.store_headers(connection, {"X-Secret": KEYS[1]})
    setup.save(setup.store_proxy(connection, f"http://me:{KEYS[2]}@proxy.example:8080"))
    program.conversations.save(replace(program.library.all()[0], choice=setup.choices()[0]))


def keys_in(given: bytes) -> list[str]:
    """Also what tells where keys belong."""
    return [key for key in (*KEYS, "lab.example", "proxy.example") if key.encode() in given]


class Home:
    """The program in a home of its own; `close` it."""

    def __init__(self, folder: Path, keyring: MemoryKeyring | None = None) -> None:
        self.folder = folder
        self.wakes: queue.SimpleQueue[None] = queue.SimpleQueue()
        self.program = Program(lambda: self.wakes.put(None), {}, folder, keyring or MemoryKeyring())

    def close(self) -> None:
        self.program.close()

    def wait(self, is_so: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < until, "nothing happened"
            try:
                self.wakes.get(timeout=0.2)
            except queue.Empty:
                continue
            self.program.mailbox.drain()

    def picture(self, number: int) -> Picture:
        kept = self.program.blobs.keep(PNG + bytes([number]))
        assert kept is not None
        return kept

    def begin(self, path: Path, manner: Manner, scope: Scope = ALL) -> Begun:
        """An export on its way, what comes of it, and how far it says that it is."""
        exports, ended, told = self.program.exports, list[Exported | Exception](), list[float]()
        whole = exports.whole(scope.ids[0]) if scope.ids is not None and len(scope.ids) == 1 else None
        order = exports.order(scope, manner, whole, is_packed(manner, whole))
        return exports.save(order, path, told.append, ended.append), ended, told

    def save(self, path: Path, shape: Shape = Shape.JSON, scope: Scope = ALL) -> Exported:
        _, ended, _ = self.begin(path, Manner(shape), scope)
        self.wait(lambda: bool(ended))
        (answer,) = ended
        if isinstance(answer, Exception):
            raise answer
        return answer

    def bring(self, *files: Path) -> ImportReport:
        reports: list[ImportReport] = []
        self.program.imports.bring(files, lambda _: None, reports.append)
        self.wait(lambda: bool(reports))
        return reports[0]


class Inhabitant:
    """Does things at random, the same for the same number."""

    def __init__(self, home: Home, seed: int) -> None:
        self.home, self.program = home, home.program
        self.chance = random.Random(seed)
        self._count = 0
        self._deeds = (
            self._begin,
            self._say,
            self._say,
            self._say,
            self._branch,
            self._reword,
            self._delete,
            self._clear,
            self._sum_up,
            self._wear,
            self._set,
            self._shelve,
            self._fork,
            self._turn,
        )

    def live(self, deeds: int) -> None:
        self._begin()
        for _ in range(deeds):
            self.chance.choice(self._deeds)()

    @property
    def _some(self) -> Session:
        heads = self.program.library.all()
        session = self.program.library.open(self.chance.choice(heads).id)
        assert session is not None
        return session

    def _id(self) -> str:
        self._count += 1
        return f"{self.chance.getrandbits(64):016x}{self._count:04x}"

    def _now(self) -> int:
        return BEGAN + self.chance.randrange(10**9)

    def _words(self) -> str:
        return self.chance.choice(SAYINGS)

    def _begin(self) -> None:
        id, now = self._id(), self._now()
        choice = self.chance.choice((None, ModelChoice("gone", "gpt-4o")))
        head = Conversation(id, f"About {self._words()}".strip(), True, now, now, None, choice)
        first = self._message(None)
        self.program.conversations.save(replace(head, title=" ".join(head.title.split()), leaf=first.id), first)

    def _message(self, parent: str | None) -> Message:
        parts: list[Part] = [Text(self._words())]
        if self.chance.random() < 0.3:
            parts.append(self.home.picture(self.chance.randrange(4)))
        role = self.chance.choice((Role.USER, Role.ASSISTANT))
        message = Message(self._id(), role, tuple(parts), parent, self._now())
        if role is Role.USER:
            return message
        extra = (Reasoning("Hm.", 1.5), ToolCall("t", "look", "{}", "seen"), Keepsake("sign", '{"a": 1}', "https://x"))
        state = self.chance.choice((State.COMPLETE, State.STOPPED, State.INTERRUPTED, State.FAILED))
        return replace(
            message,
            parts=(*extra[: self.chance.randrange(4)], *parts) if state is not State.FAILED else (),
            state=state,
            author="GPT",
            failure=Failed(FailureKind.QUOTA, "used up", status=429) if state is State.FAILED else None,
            usage=Usage(3, 4),
            finish="stop",
            seconds=0.25,
            choice=ModelChoice("gone", "gpt-4o"),
        )

    def _save(self, session: Session, message: Message) -> None:
        head = replace(session.conversation, leaf=message.id)
        self.program.conversations.save(head, message)
        session.reload()

    def _say(self) -> None:
        session = self._some
        self._save(session, self._message(session.path[-1].id if session.path else None))

    def _branch(self) -> None:
        session = self._some
        if session.path:
            self._save(session, self._message(self.chance.choice(session.path).parent))

    def _reword(self) -> None:
        session = self._some
        if session.path:
            self.program.acts.reword(session, self.chance.choice(session.path).id, f"Other {self._words()}")

    def _delete(self) -> None:
        session = self._some
        if len(session.path) > 1:
            self.program.acts.delete(session, [self.chance.choice(session.path).id])

    def _clear(self) -> None:
        self.program.acts.clear(self._some)

    def _sum_up(self) -> None:
        session = self._some
        if session.path:
            through = self.chance.choice(session.path).id
            memory = Memory(self._id(), through, self._words(), self._now(), ModelChoice("gone", "small"))
            self.program.memories.keep_memory(session.conversation.id, memory)

    def _wear(self) -> None:
        rule = Message(self._id(), Role.SYSTEM, (Text("Rhyme."), self.home.picture(7)))
        mask = Mask(self._id(), "Poet", "🎭", context=(rule,), parameters=Parameters(top_p=0.5), foreign='{"x": 1}')
        session = self._some
        self.program.conversations.save(replace(session.conversation, mask=mask))
        session.reload()
        self.program.acts.set_context(session, (rule, replace(rule, id=self._id(), role=Role.USER)), True)

    def _set(self) -> None:
        parameters = Parameters(temperature=0.0, stop=("a", "b"), memory=False, system=self._words())
        self.program.acts.set_parameters(self._some, parameters)

    def _shelve(self) -> None:
        id, shelving, shelf = self._some.conversation.id, self.program.shelving, self.program.shelf
        shelf.read_again()
        shelf.look(id)
        shelving.tag([id], self.chance.choice(("red", "蓝")), True)
        shelving.pin([id], self.chance.random() < 0.5)
        shelving.archive([id], self.chance.random() < 0.3)
        if self.chance.random() < 0.5:
            folder = shelving.new_folder([id])
            shelving.rename_folder(folder.id, f"Folder {self._id()}")

    def _fork(self) -> None:
        session = self._some
        if session.path:
            self.program.acts.fork(session, self.chance.choice(session.path).id)

    def _turn(self) -> None:
        session = self._some
        session.turn_to(self.chance.choice(list(session.messages)))

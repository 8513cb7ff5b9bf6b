"""The world of the engine in a test: a real database, and a service whose words the test puts into its mouth."""

from pathlib import Path

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Delta, Finished, StreamEvent, TextDelta
from nextchat_desktop.core.wire import ChatRequest, Deliver, Run
from nextchat_desktop.engine.session import Session, World
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.memories import MemoryStore

MODEL = ModelChoice("ours", "gpt")


class Journal:
    """What would be on disk after a crash."""

    def __init__(self) -> None:
        self.open: dict[str, list[Delta]] = {}

    def begin(self, message: str) -> None:
        self.open[message] = []

    def add(self, message: str, delta: Delta) -> None:
        self.open[message].append(delta)

    def end(self, message: str) -> None:
        self.open.pop(message, None)


class Asked:
    """A reply on its way. After Stop it says nothing more."""

    def __init__(self, desk: "Desk", deliver: Deliver) -> None:
        self._desk = desk
        self._deliver: Deliver | None = deliver

    def cancel(self) -> None:
        self._desk.cancelled += 1
        self._deliver = None

    def say(self, event: StreamEvent) -> None:
        if self._deliver is not None:
            self._deliver(event)


class Desk:
    """Hands the engine what it needs; `say` delivers to the reply that was asked for last."""

    def __init__(self, folder: Path, first_id: int = 0) -> None:
        self.now = 1_000_000
        self.asked: list[ChatRequest] = []
        self.runs: list[Asked] = []
        self.cancelled = 0
        self.journal = Journal()
        self._path = folder / "conversations.db"
        self._ids = first_id
        self._open()

    def reopen(self) -> None:
        """As after a start."""
        self.close()
        self._open()

    def _open(self) -> None:
        self.database = open_database(SqliteDriver(), self._path)
        self.store = ConversationStore(self.database)
        self.memories = MemoryStore(self.database)
        self.world = World(self.start_reply, self.store, self.journal, self._clock, self._new_id)

    def start_reply(self, chat: ChatRequest, deliver: Deliver) -> Run:
        self.asked.append(chat)
        self.runs.append(Asked(self, deliver))
        return self.runs[-1]

    def say(self, *events: StreamEvent) -> None:
        run = self.runs[-1]
        for event in events:
            run.say(event)

    def exchange(self, session: Session, question: str, answer: str) -> None:
        session.send(question, MODEL, "GPT")
        self.say(TextDelta(answer), Finished())

    def fill_disk(self) -> None:
        """From now on the database may not grow."""
        self.database.execute("PRAGMA max_page_count = 1")

    def free_disk(self) -> None:
        self.database.execute("PRAGMA max_page_count = 1000000")

    def close(self) -> None:
        self.database.close()

    def _clock(self) -> int:
        return self.now

    def _new_id(self) -> str:
        self._ids += 1
        return f"id{self._ids}"

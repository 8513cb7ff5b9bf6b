"""A home with something of everything in it, for whoever walks through all windows."""

from pathlib import Path

from keyring.backend import KeyringBackend

from gallery_start import painted, written
from nextchat_desktop.compose import Program
from nextchat_desktop.core.backups import Occasion
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.labour import unwatched
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Part, Reasoning, Text
from nextchat_desktop.settings.schema import AUTO_TITLE, LAST_CONVERSATION

NOON = 1_725_300_000_000
MODEL = "Azure-gpt-4-turbo"
CHOICE = ModelChoice("c", "gpt-4-turbo")
QUESTION = "Mean and median?"
ANSWER = """## The middle

The **mean** moves, the median does not; see [the proof](https://example.org/proof).

- one
- two

| Pay | Mean |
|---|--:|
| 8, 9 | 8.5 |

```python
print("hello")
```

![A chart](https://example.org/chart.png)
"""


def furnished(home: Path, keyring: KeyringBackend, address: str = "http://127.0.0.1:9/v1") -> None:
    """Leaves a connection, two conversations, a mask, a prompt and a backup there."""
    program = Program(lambda: None, {"LANG": "en_US"}, home, keyring)
    program.settings[AUTO_TITLE] = False
    program.settings[LAST_CONVERSATION] = "x"
    connection = Connection("c", "Azure", "compatible", address, models=(Model(CHOICE.model, MODEL),))
    program.setup.save(connection)
    program.setup.store_key(connection, "sk-abcdefghijklmnop1234")
    program.models.remember(CHOICE)
    program.conversations.save(
        Conversation("x", QUESTION, True, NOON, NOON, "a2", CHOICE, pinned=True), *_messages(program)
    )
    program.conversations.save(Conversation("y", "Bread", True, NOON, NOON, "b", CHOICE), _said("b", None, Text("Hm")))
    program.masks.keep(Mask("m", "Careful translator"))
    program.prompts.create("Shorter", "Say it in half as many words, {{ tone }}.")
    program.data.store.make(Occasion.BY_HAND, 5, unwatched)
    program.close()


def _messages(program: Program) -> tuple[Message, ...]:
    picture = program.blobs.keep(written(painted(300, 200)))
    assert picture is not None
    return (
        _said("q1", None, Text(QUESTION), picture),
        _said("a1", "q1", Reasoning("They ask for two things.", 2.0), Text(ANSWER)),
        _said("q2", "a1", Text("And the mode?")),
        _said("a0", "q2", Text("An earlier answer.")),
        _said("a2", "q2", failure=Failed(FailureKind.QUOTA, "used up", status=429)),
    )


def _said(id: str, parent: str | None, *parts: Part, failure: Failed | None = None) -> Message:
    role = Role.USER if id.startswith("q") else Role.ASSISTANT
    state = State.FAILED if failure else State.COMPLETE
    author, choice = (MODEL, CHOICE) if role is Role.ASSISTANT else ("", None)
    return Message(id, role, parts, parent, NOON, state, author, failure, choice=choice, seconds=1.0)

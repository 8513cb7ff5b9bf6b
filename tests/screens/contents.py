"""What stands in the home of every screen: connections, conversations, folders, masks and what they cost, in words
of three languages. Nothing of it was ever said by anybody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from nextchat_desktop.compose import Program
from nextchat_desktop.core.backups import Occasion
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Limit, Model
from nextchat_desktop.core.conversation import Conversation, Folder, Memory
from nextchat_desktop.core.events import Failed, FailureKind, Usage
from nextchat_desktop.core.labour import unwatched
from nextchat_desktop.core.ledger import Entry, Outcome
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Part, Picture, Reasoning, Text
from nextchat_desktop.core.wire import Purpose

LAB, AZURE, KEYLESS, DORM = "lab", "azure", "keyless", "dorm"
TINY = ModelChoice(LAB, "tiny")
EVERYTHING, ENDINGS, PICTURES, LONG_CODE = "everything", "endings", "pictures", "long code"
"""The conversations that are looked at."""
_DRAWN = """```mermaid
flowchart LR
  A --> B
  B --> C
```

[![A coast](https://example.org/coast.png)](https://example.org/coasts)
"""
KEY = "sk-abcdefghijklmnop1234"
DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Said:
    """What is said in one language."""

    titles: tuple[str, ...]
    folders: tuple[str, ...]
    tags: tuple[str, ...]
    question: str
    thought: str
    answer: str
    failing: str
    cut: str
    more: str
    mask: str
    rule: str
    sender: str
    note: str


SAID = {
    "en": Said(
        ("A walk from the lake to the hut", "Letters to the landlord", "Bread without kneading", "Names for a boat"),
        ("Thesis", "At home"),
        ("draft", "ask Mei"),
        "What is the difference between mean and median? Show it with a small salary example and some code.",
        "Both are averages. **One extreme value** moves only one of them.",
        """### The mean moves with extremes; the median does not
- **Mean**: the sum divided by the count, so every value pulls on it.
- **Median**: the middle value once sorted; only the order matters.

$$\\bar{x} = \\frac{1}{n}\\sum_{i=1}^{n} x_i$$

| Salaries (thousands) | Mean | Median |
|---|--:|--:|
| 8, 9, 10, 11, 12 | 10.0 | 10 |
| 8, 9, 10, 11, 90 | 25.6 | 10 |

```python
from statistics import mean, median

pay = [8, 9, 10, 11, 90]          # one extreme value
print(f"mean {mean(pay):.1f}, median {median(pay)}")
```

For skewed data such as pay, report the **median**.
""",
        "Translate this lease into English",
        "The lease begins on the first of March and ends",
        "And which of them do newspapers use?",
        "Careful translator",
        "Translate what follows, and keep names as they are.",
        "Mei",
        "This is our group's set-up. Ask me for the passphrase.",
    ),
    "zh_CN": Said(
        ("从湖边走到山间小屋", "给房东的信", "免揉面包", "给小船起名"),
        ("论文", "家里"),
        ("草稿", "问小梅"),
        "均值和中位数有什么区别？请用一组工资数据说明，并给出代码。",
        "两者都是平均。**一个极端值**只会拉动其中一个。",
        """### 均值会被极端值拉动，中位数不会
- **均值**：总和除以个数，每个值都参与。
- **中位数**：排序后居中的值，只与次序有关。

$$\\bar{x} = \\frac{1}{n}\\sum_{i=1}^{n} x_i$$

| 工资（千元） | 均值 | 中位数 |
|---|--:|--:|
| 8, 9, 10, 11, 12 | 10.0 | 10 |
| 8, 9, 10, 11, 90 | 25.6 | 10 |

```python
from statistics import mean, median

pay = [8, 9, 10, 11, 90]          # 一个极端值
print(f"mean {mean(pay):.1f}, median {median(pay)}")
```

工资这类偏斜的数据，请报告**中位数**。
""",
        "把这份租房合同翻译成英文",
        "租期从三月一日开始，到",
        "报纸一般用哪一个？",
        "细心的译者",
        "翻译下面的内容，人名保持原样。",
        "小梅",
        "这是我们小组的配置，口令请直接问我。",
    ),
    "ar": Said(
        ("نزهة من البحيرة إلى الكوخ", "رسائل إلى المالك", "خبز بلا عجن", "أسماء لقارب"),
        ("الرسالة", "في البيت"),
        ("مسودة", "اسأل مي"),
        "ما الفرق بين المتوسط والوسيط؟ بيّنه بمثال صغير عن الرواتب وبشيء من الشيفرة.",
        "كلاهما متوسط. **قيمة واحدة متطرفة** تحرّك أحدهما فقط.",
        """### المتوسط يتحرك مع القيم المتطرفة، والوسيط لا يتحرك
- **المتوسط**: المجموع مقسومًا على العدد، فكل قيمة تؤثر فيه.
- **الوسيط**: القيمة التي في المنتصف بعد الترتيب.

$$\\bar{x} = \\frac{1}{n}\\sum_{i=1}^{n} x_i$$

| الرواتب (بالآلاف) | المتوسط | الوسيط |
|---|--:|--:|
| 8, 9, 10, 11, 12 | 10.0 | 10 |
| 8, 9, 10, 11, 90 | 25.6 | 10 |

```python
from statistics import mean, median

pay = [8, 9, 10, 11, 90]          # one extreme value
print(f"mean {mean(pay):.1f}, median {median(pay)}")
```

للبيانات المائلة مثل الرواتب، اذكر **الوسيط**.
""",
        "ترجم عقد الإيجار هذا إلى الإنجليزية",
        "يبدأ عقد الإيجار في الأول من مارس وينتهي",
        "وأيهما تستعمل الصحف؟",
        "مترجم دقيق",
        "ترجم ما يلي واترك الأسماء كما هي.",
        "مي",
        "هذه إعدادات مجموعتنا. اسألني عن عبارة المرور.",
    ),
}


def said_in(language: str) -> Said:
    return SAID.get(language, SAID["en"])


def connections(address: str) -> tuple[Connection, ...]:
    """Of several services; the first at `address`, the others nowhere."""
    return (
        Connection(
            LAB,
            "Lab",
            "compatible",
            address,
            models=(Model("tiny", "Our tiny one", favourite=True), Model("large", context=128_000), Model("dall-e-3")),
            monthly_limit=Limit(20.0),
            headers=("X-Group",),
            extra={"service_tier": "flex"},
        ),
        Connection(
            AZURE,
            "Work Azure",
            "azure",
            "https://xxxxx-sweden-central.openai.azure.com",
            "2024-02-15-preview",
            (Model("gpt-4-turbo", "Azure-gpt-4-turbo"),),
        ),
        Connection(KEYLESS, "OpenAI", "openai", "https://api.openai.com/v1", models=(Model("gpt-4o"),)),
        Connection(DORM, "Dorm", "nextchat", "https://chat.dorm.example", models=(Model("gpt-4o"),)),
    )


def furnish(program: Program, address: str, picture: bytes, now: int) -> None:
    """Puts everything into a home that is empty."""
    said = said_in(program.words.language)
    for connection in connections(address):
        program.setup.save(connection)
        if connection.id != KEYLESS:
            program.setup.store_key(connection, KEY)
    program.models.remember(TINY)
    _shelve(program, said, now)
    _talk(program, said, now)
    kept = program.blobs.keep(picture)
    assert kept is not None
    _show(program, said, kept, now)
    program.masks.keep(Mask("own", said.mask, "🦊", said.rule, program.words.language, "writing", _rules(said.rule)))
    program.prompts.create(said.mask, f"{said.rule} {{{{text}}}}")
    program._stores.entries.keep(*_used(program.ledger.today))
    for occasion in (Occasion.DAILY, Occasion.BY_HAND):
        program.data.store.make(occasion, 5, unwatched)


def _rules(text: str) -> tuple[Message, ...]:
    return (Message("0", Role.SYSTEM, (Text(text),)),)


def _shelve(program: Program, said: Said, now: int) -> None:
    """Folders, tags, what is pinned, archived, unread, failed, and what lies in the bin."""
    program._stores.folders.keep_folders(*(Folder(f"f{rank}", name, rank) for rank, name in enumerate(said.folders)))
    for place, title in enumerate(said.titles):
        head = Conversation(
            f"c{place}",
            title,
            True,
            now - place * DAY,
            now - place * DAY,
            f"a{place}",
            TINY,
            folder=f"f{place % 2}" if place in (2, 3) else None,
            tags=said.tags if place == 1 else (),
            pinned=place == 0,
        )
        program.conversations.save(head, *_exchange(str(place), title, f"{title}.", now - place * DAY))
    gone = Conversation("gone", said.failing, True, now - 2 * DAY, now - 2 * DAY, "agone", TINY)
    program.conversations.save(gone, *_exchange("gone", said.failing, said.cut, now - 2 * DAY))
    program.conversations.delete("gone", now)


def _exchange(id: str, question: str, answer: str, now: int) -> tuple[Message, Message]:
    return (
        Message(f"q{id}", Role.USER, (Text(question),), created=now - 9_000),
        _answer(f"a{id}", f"q{id}", now, Text(answer)),
    )


def _answer(id: str, parent: str, now: int, *parts: Part) -> Message:
    told = Message(id, Role.ASSISTANT, parts, parent, now, author="Our tiny one", usage=Usage(120, 86), choice=TINY)
    return replace(told, finish="stop", seconds=6.2)


def _talk(program: Program, said: Said, now: int) -> None:
    """The conversations that are looked at: one with everything, and ways in which answers end."""
    asked = Message("q", Role.USER, (Text(said.question),), created=now - 60_000)
    told = _answer("a", "q", now - 50_000, Reasoning(said.thought, 4.2), Text(said.answer))
    again = _answer("b", "q", now - 40_000, Text(said.thought))
    more = Message("q2", Role.USER, (Text(said.more),), "a", now - 30_000)
    last = _answer("a2", "q2", now - 20_000, Text(said.thought))
    title = re.split("[?？؟]", said.question)[0]
    head = Conversation(EVERYTHING, title, True, now, now, "a2", TINY, context=_rules(said.rule))
    program.conversations.save(head, asked, told, again, more, last)
    program.memories.keep_memory(EVERYTHING, Memory("m", "a", said.thought, now, TINY))
    refused = Failed(FailureKind.KEY_REFUSED, "Access denied due to invalid subscription key.", 401, "401")
    azure = ModelChoice(AZURE, "gpt-4-turbo")
    ends = Conversation(ENDINGS, said.failing, True, now, now - 1, "e2", azure, cleared="e0")
    program.conversations.save(ends, *_endings(said, refused, now))


def _show(program: Program, said: Said, picture: Picture, now: int) -> None:
    """Pictures and a diagram, and code that is folded for its length."""
    asked = Message("pq", Role.USER, (Text(said.more), picture), created=now - 9_000)
    told = _answer("pa", "pq", now - 8_000, Text(_DRAWN))
    head = Conversation(PICTURES, said.titles[1], True, now - 3 * DAY, now - 3 * DAY, "pa", TINY, archived=True)
    program.conversations.save(head, asked, told)
    code = "\n".join(f"print({number})" for number in range(80))
    long = Conversation(LONG_CODE, said.titles[2], True, now - 3 * DAY, now - 3 * DAY, "la", TINY, archived=True)
    lines = Message("lq", Role.USER, (Text(said.question),), created=now - 9_000)
    program.conversations.save(long, lines, _answer("la", "lq", now, Text(f"```python\n{code}\n```")))


def _endings(said: Said, refused: Failed, now: int) -> Iterator[Message]:
    yield Message("e0", Role.USER, (Text(said.failing),), created=now - 9_000)
    cut = Failed(FailureKind.INTERRUPTED)
    yield Message(
        "e1", Role.ASSISTANT, (Text(said.cut),), "e0", now, State.INTERRUPTED, "gpt-4-turbo", cut, seconds=2.0
    )
    yield Message("e1q", Role.USER, (Text(said.more),), "e1", now)
    choice = ModelChoice(AZURE, "gpt-4-turbo")
    yield Message(
        "e2", Role.ASSISTANT, (), "e1q", now, State.FAILED, "gpt-4-turbo", refused, seconds=0.8, choice=choice
    )


def _used(today: str) -> Iterator[Entry]:
    """On the last days, here and there."""
    last = datetime.fromisoformat(today)
    for number in range(24):
        day = (last - timedelta(days=number)).date().isoformat()
        model, cost = ("tiny", None) if number % 3 else ("large", 0.02 * (number + 1))
        yield Entry(
            f"e{number}",
            number,
            day,
            Purpose.CHAT,
            Outcome.FINISHED,
            EVERYTHING,
            f"m{number}",
            ModelChoice(LAB, model),
            Usage(900 * (number % 5 + 1), 400),
            cost=cost,
            currency="USD" if cost is not None else "",
        )

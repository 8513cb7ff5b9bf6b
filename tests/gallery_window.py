"""Paints the window as it is at first, in its settings, in a conversation and after a failure."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gallery_start import started, wait_until
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.settings.schema import AUTO_TITLE
from scripted import AzureServer, answer, azure_refusal

URL = "https://xxxxx-sweden-central.openai.azure.com/openai/deployments/gpt-4-turbo"
SAMPLE = f"{URL}/chat/completions?api-version=2024-02-15-preview"


@dataclass(frozen=True)
class Texts:
    question: str
    answer: str
    failing: str


TEXTS = {
    "en": Texts(
        "What is the difference between mean and median? Show it with a small salary example and some code.",
        """### The mean moves with extremes; the median does not
- **Mean**: the sum divided by the count, so every value pulls on it.
- **Median**: the middle value once sorted; only the order matters.

| Salaries (thousands) | Mean | Median |
|---|--:|--:|
| 8, 9, 10, 11, 12 | 10.0 | 10 |
| 8, 9, 10, 11, 90 | 25.6 | 10 |

```python
from statistics import mean, median

pay = [8, 9, 10, 11, 90]          # one extreme value
print(f"mean {mean(pay):.1f}, median {median(pay)}")
```

For skewed data such as pay, house prices or response times, report the **median**.
""",
        "Translate this lease into English",
    ),
    "zh_CN": Texts(
        "均值和中位数有什么区别？请用一组工资数据说明，并给出代码。",
        """### 均值会被极端值拉动，中位数不会
- **均值**：总和除以个数，每个值都参与。
- **中位数**：排序后居中的值，只与次序有关。

| 工资（千元） | 均值 | 中位数 |
|---|--:|--:|
| 8, 9, 10, 11, 12 | 10.0 | 10 |
| 8, 9, 10, 11, 90 | 25.6 | 10 |

```python
from statistics import mean, median

pay = [8, 9, 10, 11, 90]          # 一个极端值
print(f"mean {mean(pay):.1f}, median {median(pay)}")
```

数据偏斜时（工资、房价、响应时间），请报告**中位数**。
""",
        "把这份租房合同翻译成英文",
    ),
}


_COLOURED = 1500
"""Milliseconds after which code has its colours, whose lexers are loaded with the first of it."""


class WindowPainter:
    """One look in one language."""

    def __init__(self, language: str, theme: str, home: Path, out: Path) -> None:
        self._out = out
        self._texts = TEXTS[language]
        self._suffix = f"{theme}-{language[:2]}"
        self._app = started(language, theme, home)

    def paint(self) -> None:
        self._app.window.resize(1280, 820)
        self._app.window.show()
        self._shoot("first-launch", self._app.window)
        with AzureServer("azure-key", "gpt-4-turbo") as server:
            self._settings(server)
            self._conversation(server)
        self._app.close()

    def _settings(self, server: AzureServer) -> None:
        dialog = self._app.window.open_settings()
        dialog.begin_with(SAMPLE)
        for name, text in (("keyField", "azure-key"), ("modelNameField", "Azure-gpt-4-turbo")):
            field: QWidget | None = dialog.findChild(QWidget, name)
            assert field is not None
            field.setFocus()
            QTest.keySequence(field, QKeySequence.StandardKey.SelectAll)
            QTest.keyClicks(field, text)
            QTest.keyClick(field, Qt.Key.Key_Return)
        self._shoot("settings", dialog)
        dialog.close()
        setup = self._app.program.setup
        connection = setup.all()[0]
        setup.save(replace(connection, base_url=server.url))
        setup.store_key(setup.all()[0], "azure-key")

    def _conversation(self, server: AzureServer) -> None:
        self._app.program.settings[AUTO_TITLE] = False
        words = (f"{word} " for word in self._texts.answer.split(" "))
        server.queue(answer(*words), azure_refusal(401, "401", "Access denied"))
        self._ask(self._texts.question)
        QTest.qWait(_COLOURED)
        self._shoot("conversation", self._app.window)
        self._app.window.new_chat()
        self._ask(self._texts.failing)
        self._shoot("failure", self._app.window)

    def _ask(self, text: str) -> None:
        connection = self._app.program.setup.all()[0]
        page = self._app.window.page
        page.ask(text, ModelChoice(connection.id, connection.models[0].id))
        assert wait_until(lambda: page.session is not None and not page.session.busy)

    def _shoot(self, name: str, widget: QWidget) -> None:
        QTest.qWait(250)
        widget.grab().save(str(self._out / f"{name}-{self._suffix}.png"))

"""All broken set-ups, and the page that shows them: `.venv/bin/python tests/broken` writes it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from broken.addresses import MOVED, NOBODY, PORTALS, WRONG_PATH
from broken.answers import BROKEN_OFF, WORKS
from broken.keys import NOT_LET_IN, WRONG
from broken.models import AZURE, UNKNOWN
from broken.money import NO_CREDIT, TOO_BUSY, TOO_FAST, TOO_MUCH
from broken.proxies import NO_WAY, WITH_PASSWORD
from broken.setup import SetUp
from broken.stage import Stage
from broken.trust import CLOCKS, UNTRUSTED
from nextchat_desktop.core.checkup import Report
from nextchat_desktop.core.remedies import applied

PAGE = Path(__file__).resolve().parents[2] / "docs" / "broken-set-ups.md"

TOPICS: Mapping[str, tuple[SetUp, ...]] = {
    "Keys and codes": WRONG,
    "Not let in": NOT_LET_IN,
    "Credit": NO_CREDIT,
    "Limits": TOO_FAST,
    "Servers with too much to do": TOO_BUSY,
    "Too much at once": TOO_MUCH,
    "Models": UNKNOWN,
    "Azure's deployments and versions": AZURE,
    "Addresses": WRONG_PATH,
    "http, https and servers that have moved": MOVED,
    "Nobody there": NOBODY,
    "Sign-in pages of networks": PORTALS,
    "Certificates": UNTRUSTED,
    "Clocks": CLOCKS,
    "Proxies with a password": WITH_PASSWORD,
    "Proxies that lead nowhere": NO_WAY,
    "Answers that do not come": BROKEN_OFF,
    "One can chat, and there is something to know": WORKS,
}
SET_UPS = tuple(set_up for rows in TOPICS.values() for set_up in rows)

HEAD = """# Broken set-ups

What the test of a connection (`doctor.md`) makes of set-ups that do not work, or not as they should. Each is entered
into the program and tested over real sockets against servers and proxies that answer as the real ones do
(`tests/broken`). The buttons stand in the order in which they are offered; those in **bold** change the connection by
themselves, after which the test says that one can chat, unless nobody is there. This page is written by
`.venv/bin/python tests/broken`; a test compares every line.
"""
_COLUMNS = ("set-up", "the test ends at", "what it says", "中文", "buttons")


def line_of(set_up: SetUp, stage: Stage, report: Report) -> str:
    """One line of the page."""
    english, chinese = (stage.told(report, language) for language in ("en", "zh_CN"))
    told = [" ".join(filter(None, (f"**{said.title}**", said.meaning, *said.remarks))) for said in (english, chinese)]
    mends = [applied(stage.connection, remedy) != stage.connection for remedy in report.remedies]
    labels = (f"**{text}**" if does else text for (_, text), does in zip(english.remedies, mends, strict=True))
    at = f"`{report.failed_at}`" if report.failed_at else "–"
    return "| " + " | ".join((set_up.name, at, *told, " · ".join(labels) or "–")) + " |"


def page_of(lines: Mapping[str, str]) -> str:
    """The page, from the line of each set-up by its name."""
    return "\n".join(_paragraphs(lines)) + "\n"


def _paragraphs(lines: Mapping[str, str]) -> Iterator[str]:
    yield HEAD.rstrip()
    for topic, rows in TOPICS.items():
        yield f"\n## {topic}\n"
        yield f"| {' | '.join(_COLUMNS)} |"
        yield "|---" * len(_COLUMNS) + "|"
        yield from (lines[set_up.name] for set_up in rows)

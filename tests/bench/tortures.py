"""Texts that nobody writes and everybody pastes: enormous, and each of a single kind. Pure."""

import random

from bench.generator import EMOJI, FORMULAS, WORDS, Writer

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_LEVELS = ("DEBUG", "INFO", "INFO", "INFO", "WARN", "ERROR")


def code(length: int = 1_000_000) -> str:
    """One block of Python."""
    writer, parts, written = Writer(1), ["```python\n"], 0
    while written < length:
        parts.append(writer.snippet("python") + "\n\n")
        written += len(parts[-1])
    return "".join((*parts, "```\n"))


def table(rows: int = 5_000) -> str:
    dice = random.Random(2)
    lines = ["| No | Name | Amount | Place | Note |", "|--:|---|--:|:-:|---|"]
    for number in range(rows):
        name, place, note = dice.choices(WORDS, k=3)
        lines.append(
            f"| {number} | **{name}** | {dice.randint(1, 999999):,} | `{place}` | {note} {dice.choice(EMOJI)} |"
        )
    return "\n".join(lines) + "\n"


def line(length: int = 200_000) -> str:
    """Not a single place to break it."""
    return "".join(random.Random(3).choices(_LETTERS, k=length))


def formulas(count: int = 500) -> str:
    writer, dice = Writer(4), random.Random(4)
    parts: list[str] = []
    for number in range(count):
        formula = f"{dice.choice(FORMULAS)} + {number}" if number % 3 else dice.choice(FORMULAS)
        parts.append(f"$$\n{formula}\n$$\n\n" if number % 5 == 0 else f"{writer.sentence()} So ${formula}$ holds.\n\n")
    return "".join(parts)


def log(length: int = 10_000_000) -> str:
    """What a server has said all night."""
    dice, lines, written, second = random.Random(5), [], 0, 0
    while written < length:
        second += dice.randint(0, 3)
        words = " ".join(dice.choices(WORDS, k=dice.randint(4, 16)))
        clock = (
            f"2024-03-{1 + second // 86400 % 28:02}T{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}Z"
        )
        level = dice.choice(_LEVELS)
        lines.append(
            f"{clock} {level:5} [worker-{dice.randint(1, 16)}] shop.orders.queue_{dice.randint(1, 9)}: {words}"
        )
        written += len(lines[-1]) + 1
    return "\n".join(lines)

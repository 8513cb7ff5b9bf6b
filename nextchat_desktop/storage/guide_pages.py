"""Reads the guide's pages from a folder of Markdown files; does not know which language or question they are for."""

from pathlib import Path

from nextchat_desktop.core.guide import Page


def read_pages(directory: Path) -> tuple[Page, ...]:
    """Every page of one language, in the order of their names."""
    return tuple(_read_page(path) for path in sorted(directory.glob("*.md")))


def _read_page(path: Path) -> Page:
    first, _, rest = path.read_text(encoding="utf-8-sig").partition("\n")
    return Page(path.stem, first.removeprefix("#").strip(), rest.strip())

"""What a browser would load or run of a page, for tests that say it is nothing."""

from html.parser import HTMLParser


def loaded(html: str) -> list[str]:
    """Addresses, handlers and tags that would be."""
    loading = Loading()
    loading.feed(html)
    return loading.found


class Loading(HTMLParser):
    """Notes what a browser would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = [(name, value or "") for name, value in attrs if name in ("src", "srcset", "data", "action")]
        self.found += [value for _, value in named if not value.startswith("data:")]
        self.found += [name for name, _ in attrs if name.startswith("on")]
        links = [value or "" for name, value in attrs if name == "href"]
        self.found += [link for link in links if not link.startswith(("https:", "http:", "mailto:"))]
        self.found += [tag] if tag in ("script", "iframe", "link", "object", "embed", "form", "base") else []

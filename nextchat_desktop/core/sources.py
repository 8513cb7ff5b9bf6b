"""A file, an archive or a folder that somebody hands in, as its readers see it. It opens none itself."""

from typing import BinaryIO, Protocol


class Source(Protocol):
    """`members` are the names of the files in an archive or a folder, with `/` between; empty for a file."""

    @property
    def name(self) -> str:
        """As the person knows it, without its folder."""
        ...

    @property
    def size(self) -> int:
        """Bytes, of all there is to read."""
        ...

    @property
    def members(self) -> tuple[str, ...]: ...

    def open(self, member: str = "") -> BinaryIO:
        """From its beginning, each time anew; the reader closes it. Raises OSError, also where an archive is broken."""
        ...

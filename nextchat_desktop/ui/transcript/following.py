"""Decides whether the view stays at the end while text arrives; the reader always wins. Pure, it knows no widget."""

from dataclasses import dataclass

_NEAR = 2


@dataclass(slots=True)
class Following:
    """Attached: the end stays in view. Detached: nothing but the reader moves the text."""

    attached: bool = True

    def moved(self, value: int, maximum: int) -> None:
        """The reader has moved the view, by whatever means."""
        self.attached = value >= maximum - _NEAR

    def pulled_up(self, maximum: int) -> None:
        """The reader has begun to go back, even if the view has not moved by a whole pixel yet."""
        if maximum > 0:
            self.attached = False

    def resume(self) -> None:
        self.attached = True

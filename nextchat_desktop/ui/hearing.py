"""Has a part of a window told of what happens behind it, as long as that part is there. It knows neither."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, TypeVar
from weakref import WeakMethod

from PySide6.QtCore import QObject

T = TypeVar("T", covariant=True)


class Notices(Protocol[T]):
    def listen(self, listener: Callable[[T], None]) -> None: ...

    def silence(self, listener: Callable[[T], None]) -> None: ...


def hear(notices: Notices[T], listener: Callable[[T], object]) -> None:
    """`listener` is a method of a QObject, and goes with that: a window that is closed is not to hear any more."""
    ear = _Ear(listener)
    notices.listen(ear)
    owner: QObject = listener.__self__  # type: ignore[attr-defined]
    owner.destroyed.connect(partial(notices.silence, ear))


class _Ear:
    """Holds nobody alive."""

    def __init__(self, listener: Callable[..., object]) -> None:
        self._listener: WeakMethod[Any] = WeakMethod(listener)

    def __call__(self, told: object) -> None:
        listener = self._listener()
        if listener is not None:
            listener(told)

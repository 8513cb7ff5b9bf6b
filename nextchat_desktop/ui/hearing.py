"""Has a part of a window told of what happens behind it, as long as that part is there. It knows neither."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, TypeVar
from weakref import WeakMethod

from PySide6.QtCore import QObject
from shiboken6 import isValid

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Notices(Protocol[T_co]):
    def listen(self, listener: Callable[[T_co], None]) -> None: ...

    def silence(self, listener: Callable[[T_co], None]) -> None: ...


def hear(notices: Notices[T], listener: Callable[[T], object]) -> None:
    """`listener` is a method of a QObject, and goes with that: a window that is closed is not to hear any more."""
    ear = while_there(listener)
    notices.listen(ear)
    owner: QObject = listener.__self__  # type: ignore[attr-defined]
    owner.destroyed.connect(partial(notices.silence, ear))


def while_there(listener: Callable[[T], object]) -> Callable[[T], None]:
    """The same for who is told once, and perhaps late: nobody is kept alive by what they wait for."""
    held: WeakMethod[Any] = WeakMethod(listener)

    def tell(told: T) -> None:
        method = held()
        if method is not None and isValid(method.__self__):
            method(told)

    return tell

"""Parts of a result that are computed when they are first read.

A ranking of many parks reads totals and grades; the derivations and gaps of 53 indicators a park,
which take longer than the total itself, are worked out for the cards that someone opens.
"""

# typing.override is not in Python 3.11
# mypy: disable-error-code="explicit-override"

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

Item = TypeVar("Item")


class OnDemand(Mapping[str, Item]):
    """A mapping with fixed keys whose items are computed once, from values that never change.

    It equals a dict of the same items, and is pickled as one.

    >>> squares = OnDemand(["2", "3"], lambda key: int(key) ** 2)
    >>> squares["3"], len(squares), squares == {"2": 4, "3": 9}
    (9, 2, True)
    """

    __slots__ = ("_compute", "_keys", "_made")

    def __init__(self, keys: Iterable[str], compute: Callable[[str], Item]) -> None:
        """Promise an item for each of `keys`, in their order."""
        self._keys = tuple(keys)
        self._compute = compute
        self._made: dict[str, Item] = {}

    def __getitem__(self, key: str) -> Item:
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            self._made[key] = self._compute(key)
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[type[dict[str, Item]], tuple[dict[str, Item]]]:
        return dict, (dict(self),)

"""Which rows are spoken of now: what was said goes with them through merges, edits and undos."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from align.web.review.history import History
from align.web.review.said import RowMessage, RowTalk


class Talk:
    """What was said in one review, and of which rows it is now."""

    def __init__(self, history: History) -> None:
        self.said: list[RowMessage] = []
        self.rows: Mapping[int, RowTalk] = {}
        """By the keys of this moment; a new mapping whenever it changes."""
        self.names = set[str]()
        """Of all who said anything, and to whom rows were given."""
        self._history = history
        self._places: dict[int, list[int]] = {}  # what was said of each row, as places in `said`

    def add(self, said: Sequence[RowMessage]) -> None:
        """Take in what was said."""
        changed = set[int]()
        for each in said:
            key = self.now(each.key)
            self.names |= {each.person, each.assigned or ""}
            if key is not None:
                self._places.setdefault(key, []).append(len(self.said))
                changed.add(key)
            self.said.append(each)
        self._draw(changed)

    def follow(self, gone: Iterable[int]) -> None:
        """Let what was said of rows that went go to those that came."""
        changed = set[int]()
        for key in gone:
            for place in self._places.pop(key, ()):
                now = self.now(self.said[place].key)
                if now is not None:
                    self._places.setdefault(now, []).append(place)
                changed |= {key, now if now is not None else key}
        for key in changed & self._places.keys():
            self._places[key].sort()
        self._draw(changed)

    def now(self, key: int) -> int | None:
        """Return the key of what a row is now."""
        return self._history.key_now(key)

    def since(self, count: int) -> set[int]:
        """Return the keys of the rows of which something was said after the first so many things."""
        keys = (self.now(each.key) for each in self.said[max(count, 0) :])
        return {key for key in keys if key is not None}

    def _draw(self, keys: set[int]) -> None:
        if keys:
            rows = {key: row for key, row in self.rows.items() if key not in keys}
            rows |= {key: self._row(self._places[key]) for key in keys & self._places.keys()}
            self.rows = rows

    def _row(self, places: Sequence[int]) -> RowTalk:
        said = [self.said[place] for place in places]
        names = [each.assigned for each in said if each.assigned is not None]
        comments = tuple(each.comment for each in said if each.assigned is None)
        return RowTalk(comments, names[-1] if names else "")

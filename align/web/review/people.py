"""Who edits: a name, and whose browser it was, since two people may have one name, or none.

>>> first, second = Person("Li", by="a1"), Person("Li", by="b2")
>>> first == second, same(first, second), same(first, "Li")
(True, False, True)
"""

from __future__ import annotations


class Person(str):
    """A person's name, as it is shown and kept, with the id of the browser.

    It is a `str` because a name goes on through findings, workbooks and beads, none of which ask whose it is.
    """

    by: str

    def __new__(cls, name: str, by: str = "") -> Person:
        """Return the name of whoever has the browser `by`; empty: anybody of that name."""
        person = super().__new__(cls, name)
        person.by = by
        return person


def by_of(person: str) -> str:
    """Return the id of a person's browser; empty, where only the name is known."""
    return getattr(person, "by", "")


def same(one: str, other: str) -> bool:
    """Tell whether two are one person: by their browsers where both are known, else by their names."""
    browsers = [by_of(person) for person in (one, other)]
    return browsers[0] == browsers[1] if all(browsers) else one == other

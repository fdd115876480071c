"""Everything that can go wrong, in one tree.

    AlignError
    ├── ReadError           a file cannot be read: missing, empty, damaged, locked, not what its name says
    ├── WriteError          a file cannot be written
    ├── LanguageError       the languages cannot be told apart, or are not two
    ├── NothingInCommonError  the two documents do not translate one another
    ├── SettingsError       a setting, rule file or model name that makes no sense
    └── MissingError        an extra or a program that has to be installed first

Every message says what happened, where, and how to mend it; the command line prints it as it is
and exits with 2.
"""

from __future__ import annotations


class AlignError(Exception):
    """What happened, where it happened, and how to mend it.

    >>> print(AlignError("the file is empty", where="report.docx", mend="save it again from Word"))
    report.docx: the file is empty; save it again from Word
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what, where, mend)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        message = f"{self.where}: {self.what}" if self.where else self.what
        return f"{message}; {self.mend}" if self.mend else message


class ReadError(AlignError):
    """A file cannot be read."""


class WriteError(AlignError):
    """A file cannot be written."""


class LanguageError(AlignError):
    """The languages of the two documents cannot be told, or are the same."""


class NothingInCommonError(AlignError):
    """The two documents are no translations of one another."""


class SettingsError(AlignError):
    """A setting, a rule file or a model name makes no sense."""


class MissingError(AlignError):
    """An optional extra or an outside program has to be installed first."""

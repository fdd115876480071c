"""Everything that can go wrong, in one tree.

    AlignError
    ├── ReadError           a file cannot be read: missing, empty, damaged, locked, not what its name says
    │   ├── WhichTwoError   it holds several languages, and nobody said which two are wanted
    │   └── AwayError       what holds it does not answer for now
    ├── WriteError          a file cannot be written
    ├── LanguageError       the languages cannot be told apart, or are not two
    ├── NothingInCommonError  the two documents do not translate one another
    ├── SettingsError       a setting, rule file or model name that makes no sense
    └── MissingError        an extra or a program that has to be installed first

Every message says what happened, where, and how to mend it; the command line prints it in the language of
the user and exits with 2. `str` of an error is English.
"""

from __future__ import annotations

import errno
from typing import Any

from align.words import say, told


class AlignError(Exception):
    """What happened, where it happened, and how to mend it.

    Each is a `Message` (see `align.words`), so that it can be told in any language of the interface; a text
    stands as it is, as a path or what another program says.

    >>> mend = say("download or save it again")
    >>> error = AlignError(say("the file is empty"), where="report.docx", mend=mend)
    >>> print(error)
    report.docx: the file is empty; download or save it again
    >>> print(error.told("zh"))
    report.docx：文件为空；请重新下载或保存
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what, where, mend)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        return str(self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors travel between processes: whatever their constructors want, they arrive with all they hold.
        return _remade, (type(self), self.args, self.__dict__)

    @property
    def message(self) -> str:
        """What happened, where, and how to mend it, in one sentence."""
        message = say("{where}: {what}", where=self.where, what=self.what) if self.where else self.what
        return say("{what}; {mend}", what=message, mend=self.mend) if self.mend else message

    def told(self, language: str) -> str:
        """Return the message in a language of the interface."""
        return told(self.message, language)


def _remade(kind: type[AlignError], args: tuple[Any, ...], held: dict[str, Any]) -> AlignError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(held)
    return error


class ReadError(AlignError):
    """A file cannot be read."""


class WhichTwoError(ReadError):
    """A file holds several languages, and two are wanted."""


class AwayError(ReadError):
    """What holds a memory does not answer: the same may be asked again later."""


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


_REASONS = {
    errno.ENOSPC: say("no space left on device"),
    getattr(errno, "EDQUOT", -1): say("disk quota exceeded"),
    errno.EACCES: say("permission denied"),
    errno.EPERM: say("operation not permitted"),
    errno.EROFS: say("read-only file system"),
    errno.ENOENT: say("no such file or directory"),
    errno.EEXIST: say("file exists"),
    errno.EISDIR: say("is a directory"),
    errno.ENOTDIR: say("not a directory"),
    errno.ENAMETOOLONG: say("file name too long"),
    errno.EIO: say("input/output error"),
    errno.ELOOP: say("too many levels of symbolic links"),
    errno.EADDRINUSE: say("address already in use"),
    errno.EADDRNOTAVAIL: say("cannot assign requested address"),
}
"""What the system says, in words that we can translate."""


def reason_of(error: Exception) -> str:
    """Return what the system says went wrong, in the midst of a sentence."""
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    return known or (getattr(error, "strerror", None) or str(error)).lower()

"""What a finding says in Chinese: the sentence of its English message, made anew from the finding's fields.

>>> from align.terms.findings import Finding
>>> told(Finding("N1", "error", "1", "", "{term} in the original", "32 men", "人", source_spans=((0, 2),)))
'原文有“32”，译文没有'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from align.terms.findings import Finding, Span


def told(found: Finding) -> str:
    """Return what a finding says in Chinese, or its English message where this module lacks its check."""
    sentence = SENTENCES.get(found.code)
    return sentence(found) if sentence else found.message


def _forbidden(found: Finding) -> str:
    (status,) = found.details
    allowed = f"，应为{_or(found.expected)}" if found.expected else ""
    return f"“{found.found}”{_STATUSES[status]}{allowed}"


_STATUSES = {"deprecated": "为禁用译法", "superseded": "为旧译法，已被取代"}


def _missing(found: Finding) -> str:
    instead = f"现为“{found.found}”" if found.found else "此处未见"
    return f"“{found.term}”应为{_or(found.expected)}，{instead}"


def _several_renderings(found: Finding) -> str:
    return f"“{found.term}”有多种译法：{_counted(found.details)}"


def _several_sources(found: Finding) -> str:
    return f"“{found.term}”兼作多个术语的译法：{_counted(found.details)}"


def _figures(found: Finding) -> str:
    ours = _cut(found.source, found.source_spans)
    theirs = _cut(found.target, found.target_spans)
    if ours and theirs:
        return f"原文为{ours}，译文为{theirs}"
    return f"原文有{ours}，译文没有" if ours else f"译文有{theirs}，原文没有"


def _marks(found: Finding) -> str:
    return f"译文缺脚注号 {'、'.join(found.details)}" if found.details else "译文括号不成对"


def _same_source(found: Finding) -> str:
    (place,) = found.details
    return f"同一原文在 {place} 另有译法：{'；'.join(found.expected)}"


def _same_target(found: Finding) -> str:
    (place,) = found.details
    return f"同一译文在 {place} 另有原文：{'；'.join(found.expected)}"


def _untranslated(found: Finding) -> str:
    return "此处未翻译"


def _misshapen(found: Finding) -> str:
    side, times = found.details
    if side == "long":
        return f"译文偏长，为通常长度的 {times} 倍"
    return f"译文偏短，通常长度为其 {times} 倍"


SENTENCES: dict[str, Callable[[Finding], str]] = {
    "T1": _forbidden,
    "T2": _missing,
    "T3": _several_renderings,
    "T4": _several_sources,
    "T5": _missing,
    "N1": _figures,
    "N2": _figures,
    "N3": _figures,
    "N4": _marks,
    "S1": _same_source,
    "S2": _same_target,
    "U1": _untranslated,
    "E1": _misshapen,
}
"""Code of a check → what makes its sentence."""


def _or(texts: Iterable[str]) -> str:
    return "或".join(f"“{text}”" for text in texts)


def _counted(details: Iterable[str]) -> str:
    """Say wordings with their counts: *减贫 2* is two times 减贫."""
    counts = (detail.rpartition(" ") for detail in details)
    return "，".join(f"“{text}”{count} 次" for text, _, count in counts)


def _cut(text: str, spans: Sequence[Span]) -> str:
    return "、".join(dict.fromkeys(f"“{text[start:end].strip()}”" for start, end in spans))

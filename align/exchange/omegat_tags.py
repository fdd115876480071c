"""The tags of OmegaT, which its memories hold as text, and the elements that TMX has for such.

    <t0/>           stands alone
    <b1>…</b1>      begins and ends, or is half of such a pair where a segment ends in between

OmegaT takes them for text and for its own tags alike, so that its memories fill its projects; everywhere else
they would be words of the text.

>>> unit = "<tu><tuv><seg>The &lt;b1&gt;sea&lt;/b1&gt;&lt;t2/&gt; rose.</seg></tuv></tu>"
>>> coded = with_elements(unit)
>>> coded[coded.index("The"):coded.index(" rose")]
'The <bpt i="1">&lt;b1&gt;</bpt>sea<ept i="1">&lt;/b1&gt;</ept><ph x="2">&lt;t2/&gt;</ph>'
"""

from __future__ import annotations

import re

_SEGMENT = re.compile(r"(<seg(?=[\s>])[^>]*>)(.*?)(?=</seg\s*>)", re.DOTALL)
_TAG = re.compile(r"&lt;(?P<ends>/?)(?P<name>[a-z]{1,5})(?P<number>\d{1,4})(?P<alone>/?)(?:&gt;|>)", re.ASCII)


def with_elements(unit: str) -> str:
    """Return the text of a `<tu>` with an element for each tag."""
    return _SEGMENT.sub(_coded, unit) if "&lt;" in unit else unit


def _coded(segment: re.Match[str]) -> str:
    text = segment[2]
    tags = list(_TAG.finditer(text))
    ended, begun = ({tag["number"] for tag in tags if bool(tag["ends"]) == end} for end in (True, False))

    def element(tag: re.Match[str]) -> str:
        number = tag["number"]
        if tag["alone"]:
            return f'<ph x="{number}">{tag[0]}</ph>'
        if number not in ended & begun:
            return f'<it x="{number}" pos="{"end" if tag["ends"] else "begin"}">{tag[0]}</it>'
        name = "ept" if tag["ends"] else "bpt"
        return f'<{name} i="{number}">{tag[0]}</{name}>'

    return segment[1] + _TAG.sub(element, text)

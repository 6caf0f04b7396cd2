"""Lines at the foot of an article that tell who its author is.

Limits: a name has two to five words; what its bearer is must stand within twelve words behind it; a line of more than
sixty words is no such note. Meant for the edges of an article: within it such a line tells of somebody else.
"""

from __future__ import annotations

from onrecord.clean.lines import Line
from onrecord.clean.phrases import Phrases

_WORDS, _NAME, _REACH, _APPOSED = 60, 6, 12, 9


def is_biography(line: Line, phrases: Phrases) -> bool:
    """A line that says of a named person what authors are: "Ann Lee is a reporter covering transport"."""
    if line.quoted or not 4 <= len(line.words) <= _WORDS:
        return False
    subject = next((one for one in phrases.authors if line.joined.startswith(f" {one} ")), "")
    if subject:
        said = line.words[len(subject.split()) :][:_REACH]
        return any(word in phrases.journalists or word in phrases.predicates for word in said)
    tokens = line.text.split()
    named = _name(tokens)
    if not 2 <= named < _NAME:
        return False
    behind = [token.strip(".,:;()").casefold() for token in tokens[named : named + _REACH]]
    apposed = tokens[named - 1].endswith(",") and len(line.words) <= _APPOSED and line.text.count(",") == 1
    if apposed:  # "Ann Lee, head of the transport desk."
        return any(word in phrases.journalists or word in phrases.posts for word in behind)
    joined = bool(behind) and (behind[0] in phrases.copulas or behind[0] in ("–", "—"))
    return any(word in phrases.predicates or (joined and word in phrases.journalists) for word in behind)


def _name(tokens: list[str]) -> int:
    """How many words a line begins with that may be a name; a comma ends it."""
    count = 0
    while count < min(len(tokens), _NAME) and tokens[count][:1].isupper() and tokens[count][-1] not in ".:;":
        count += 1
        if tokens[count - 1].endswith(","):
            break
    return count

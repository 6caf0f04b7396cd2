"""Digit runs as numbers: which separator groups and which one divides."""

from __future__ import annotations

import re

_SEPARATORS = re.compile(r"[^\d]")


def parse_digits(run: str, decimal: str) -> float:
    """The value of a digit run with its separators ("1,234.5", "1.234,5", "1 234,5", "40.000").

    ``decimal`` is the language's decimal sign; a run that cannot be read so is read by its shape: the last of two
    kinds of separators divides, one kind that repeats groups, a comma before other than three digits divides.
    """
    # Digits of other scripts count by their decimal value.
    run = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in run)
    signs = _SEPARATORS.findall(run)
    if not signs:
        return float(run)
    kinds = set(signs)
    if len(kinds) == 1:
        point = _divides(run, signs[0], len(signs), decimal)
    else:
        point = signs[-1] if signs.count(signs[-1]) == 1 else None
    whole, part = run.rsplit(point, 1) if point else (run, "")
    return float(f"{_SEPARATORS.sub('', whole) or '0'}.{part or '0'}")


def is_number(run: str) -> bool:
    """Whether a digit run can be one number: where a sign repeats, its groups have three digits, in India two."""
    signs = set(_SEPARATORS.findall(run))
    if len(signs) != 1 or run.count(next(iter(signs))) == 1:
        return True
    groups = _SEPARATORS.split(run)[1:]
    return len(groups[-1]) == 3 and all(len(group) in (2, 3) for group in groups)


def is_grouped(run: str) -> bool:
    """Whether a separator stands among the digits; such a run is no year and no name."""
    return _SEPARATORS.search(run) is not None


def _divides(run: str, sign: str, count: int, decimal: str) -> str | None:
    if sign not in ".," or count > 1:
        return None
    head, tail = run.split(sign)
    if len(tail) != 3 or len(head) > 3 or head == "0" or not head:
        return sign
    if sign == decimal and tail != "000":
        return sign
    return None

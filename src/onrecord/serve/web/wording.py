"""How days, numbers and circumstances are put into words on a screen."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

from onrecord.record.cells import stretch
from onrecord.serve.web.views import Days, Setting

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_RIGHT_TO_LEFT = frozenset(("ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))
# fmt: off
_LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew",
    "it": "Italian", "ja": "Japanese", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese", "und": "unknown language",
}
# fmt: on


def number(value: float) -> str:
    """A number with its thousands set apart, and no more decimals than it has."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def value(told: float) -> str:
    """A value of a figure: thousands set apart, no more digits than it has."""
    return f"{told:,.0f}" if float(told).is_integer() else f"{told:,.10g}"


def period(told: tuple[str, str]) -> str:
    """Two ISO days as an interval."""
    first, last = (date.fromisoformat(each) for each in told)
    return days(Days(*stretch(first, last)))


def score(value: float) -> str:
    return f"{value:.2f}"


def plural(value: int, one: str, many: str | None = None) -> str:
    """So many things: "1 page", "2 pages"."""
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def language(code: str | None) -> str:
    """The English name of a language, or its code."""
    return _LANGUAGES.get(code or "und", code or "unknown language")


def direction(code: str | None) -> str:
    """Which way a language is written; ``auto`` where that depends on the words."""
    base = (code or "").split("-")[0].lower()
    return "rtl" if base in _RIGHT_TO_LEFT else "ltr" if base in _LANGUAGES and base != "und" else "auto"


def days(told: Days | None) -> str:
    """An interval of days in words: "2 April 2025", "April 2025", "before 3 May 2025"."""
    if told is None or (told.earliest is None and told.latest is None):
        return ""
    if told.earliest is None or told.latest is None:
        return f"from {day(told.earliest)}" if told.earliest else f"until {day(told.latest or date.max)}"
    return _interval(told.earliest, told.latest)


def day(told: date) -> str:
    return f"{told.day} {_MONTHS[told.month - 1]} {told.year}"


def moment(told: str) -> str:
    """An ISO moment to the minute."""
    try:
        found = datetime.fromisoformat(told)
    except ValueError:
        return told
    return f"{day(found.date())}, {found:%H:%M}" + (f" {found.tzname()}" if found.tzname() else "")


def circumstances(setting: Setting) -> str:
    """To whom, on what occasion and through whom."""
    parts = [f"to {setting.addressee}"] if setting.addressee else []
    parts += [", ".join(filter(None, (setting.occasion, setting.place)))] if setting.occasion or setting.place else []
    parts += [f"via {', '.join(setting.via)}"] if setting.via else []
    return " · ".join(parts)


def _interval(first: date, last: date) -> str:
    if first == last:
        return day(first)
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole_months and first.month == 1 and last.month == 12:
        return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    return f"{day(first)} to {day(last)}"

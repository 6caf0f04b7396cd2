"""One person of a page, with the spellings and roles that the page gives."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from onrecord.types import Speaker, SpeakerKind

FORMS = 24
"""The most spellings, and the most roles, that are kept of one person."""


@dataclass(slots=True)
class Person:
    """One person of the page. ``forms`` counts the spellings that the page uses; ``at`` is where each stands."""

    name: tuple[str, ...]
    sex: str = ""
    credited: bool = False
    forms: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    at: list[int] = field(default_factory=list)
    subject: str = ""
    """The form that a subject has, in a language whose names change their endings."""
    style: str = ""
    """The title that stays with a single word: "Mother" of "Mother Casilda"."""

    @property
    def full(self) -> str:
        """The name in most of its words, spelt as the page mostly spells its last one."""
        if self.subject:
            return self.subject
        whole = [form for form in self.forms if len(form.split()) > 1] or list(self.forms) or [" ".join(self.name)]
        last: Counter[str] = Counter()
        for form, count in self.forms.items():
            last[form.split()[-1]] += count
        best = max(whole, key=lambda form: (last[form.split()[-1]], self.forms[form], len(form), form))
        return f"{self.style} {best}" if self.style and " " not in best else best

    @property
    def likely(self) -> bool:
        """Something beside capitals says that this is a person: a title, a role, a sex, words credited to it."""
        return bool(self.credited or self.sex or self.roles)

    @property
    def role(self) -> str | None:
        """The role that the page gives most often; of equals the longest."""
        return max(self.roles, key=lambda role: (self.roles[role], len(role), role), default=None)

    @property
    def speaker(self) -> Speaker:
        full = self.full
        return Speaker(full, SpeakerKind.PERSON, self.role, tuple(sorted(form for form in self.forms if form != full)))

    def named_before(self, offset: int) -> int:
        """Where the page named the person last before the offset; 0 where it had not."""
        behind = bisect_left(self.at, offset)
        return self.at[behind - 1] if behind else 0


def counted(kept: Counter[str], form: str) -> None:
    """One more of a form, as long as there is room for new ones."""
    if form in kept or len(kept) < FORMS:
        kept[form] += 1

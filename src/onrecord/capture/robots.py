"""What a site allows: robots.txt (RFC 9309), with the pause that some sites ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protego import Protego

MOST = 512 << 10  # bytes that are read of a robots.txt; the RFC asks for 500 KiB at least
AGENT_LINE = re.compile(r"\s*user[- ]?agent\s*[:\s]\s*([^\s#]*)", re.IGNORECASE)
RULE_LINE = re.compile(r"\s*(?:allow|dis?s?all?[ao]w|diasllow|crawl[- ]delay)\s*(?:[:\s]|$)", re.IGNORECASE)


class Robots:
    """The rules of one site for one agent."""

    def __init__(self, text: str, agent: str) -> None:
        self._rules = Protego.parse("\n".join(_for_agent(text, agent)))
        self._agent = agent

    def allow(self, address: str) -> bool:
        return bool(self._rules.can_fetch(address, self._agent))

    def pause(self) -> float:
        """Seconds that the site wants between two requests, 0 where it says nothing."""
        return float(self._rules.crawl_delay(self._agent) or 0)


def _for_agent(text: str, agent: str) -> Iterator[str]:
    """The lines that name agents and give rules, of other agents in a row only the first.

    Protego copies each rule to each agent named above it: a file that names 20,000 agents over 20,000 rules would cost
    their product.
    """
    others = 0
    for line in text.splitlines():
        named = AGENT_LINE.match(line)
        if named:
            ours = named.group(1).lower() in ("*", agent.lower())
            others += not ours
            if ours or others == 1:
                yield line
        elif RULE_LINE.match(line):
            others = 0
            yield line

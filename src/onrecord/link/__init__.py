"""Findings of many pages, lined up: which pages tell of one occasion."""

from __future__ import annotations

from onrecord import __version__

LINEAGE = f"{__version__} 2"
"""Who computes lineage; the number is raised whenever the same pages would give another one, so that records see it."""

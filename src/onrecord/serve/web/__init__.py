"""The app: a record that one can look at, in the browser and on this machine."""

from onrecord.serve.web.app import create
from onrecord.serve.web.settings import Settings

__all__ = ["Settings", "create"]

"""Pages in: files, folders, archives, feeds, tables and addresses, to `Page` or a reason why not."""

from onrecord.capture.columns import Columns
from onrecord.capture.folder import pages
from onrecord.capture.source import Limits
from onrecord.capture.unfold import opened

__all__ = ["Columns", "Limits", "opened", "pages"]

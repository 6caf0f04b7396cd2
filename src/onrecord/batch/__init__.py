"""An archive to tables: the same reading as on one page, on all the cores of a machine or of a cluster.

The story: the files are listed; large ones are gone through once for where to cut them; partitions are read, each into
one file; what they hold is laid out by day. Every step is skipped where it was done, so that a run that lost a worker,
its driver or its machine goes on when the same command is given again.
"""

from onrecord.batch.engine import Engine
from onrecord.batch.ledger import Unlike
from onrecord.batch.places import BatchError
from onrecord.batch.run import Asked, Progress, run

__all__ = ["Asked", "BatchError", "Engine", "Progress", "Unlike", "run"]

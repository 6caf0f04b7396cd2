"""The tables of a record, the same on SQLite and on PostgreSQL; `migrations` makes them.

What was read is kept whole, packed, with each page (``page.reading``); what editors said is appended to ``decision``.
All other tables are computed from these two, so that they can be made anew and be proved. Numbers are of this file
alone; ids are digests of content and the same in every record.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

state = Table(
    "state",
    metadata,
    Column("key", String(16), primary_key=True),
    Column("value", Integer, nullable=False),
    comment="epoch: raised whenever rows that were there are changed, for those who hold some in memory; "
    "heard: raised whenever mentions or what is said of them changed; people: heard when speakers were last told",
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    comment="captured bytes, packed, by their digest",
)

page = Table(
    "page",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(16), nullable=False, unique=True),
    Column("name", Text, nullable=False, index=True),
    Column("address", Text, index=True),
    Column("captured", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("given", Text),
    Column("sha256", String(64), ForeignKey("snapshot.sha256")),
    Column("reader", Text, nullable=False),
    Column("reason", Text),
    Column("detail", Text),
    Column("reading", LargeBinary),
    Column("title", Text),
    Column("outlet", Text),
    Column("language", String(8)),
    Column("earliest", Integer),
    Column("latest", Integer),
    Column("translated", Boolean),
    Column("partial", Boolean),
    Column("size", Integer),
    comment="pages; those with a reason gave nothing. size: characters; days are Python's ordinals",
)

name = Table(
    "name",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Index("uq_name_text_kind", "text", "kind", unique=True),
    comment="who is credited, as pages call them",
)

speaker = Table(
    "speaker",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("detail", Text, nullable=False),
    comment="persons and bodies across pages; detail: roles, aliases and the reasons of the joins, as JSON",
)

mention = Table(
    "mention",
    metadata,
    Column("page", Integer, ForeignKey("page.number"), primary_key=True, autoincrement=False),
    Column("name", Integer, ForeignKey("name.number"), primary_key=True, autoincrement=False),
    Column("statements", Integer, nullable=False),
    Column("detail", Text, nullable=False),
    Column("speaker", String(16), index=True),
    comment="who a page credits, how often, with which roles and aliases, as JSON; speaker: who that is across pages",
)

statement = Table(
    "statement",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(16), nullable=False, unique=True),
    Column("page", Integer, ForeignKey("page.number"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("manner", String(8), nullable=False),
    Column("name", Integer, ForeignKey("name.number"), index=True),
    Column("earliest", Integer),
    Column("latest", Integer),
    Column("start", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("verdict", String(8)),
    comment="what is searched and counted; the rest is in the page's reading. Days: said, else published",
)

figure = Table(
    "figure",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(16), nullable=False),
    Column("page", Integer, ForeignKey("page.number"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("statement", String(16)),
    Column("low", Float),
    Column("high", Float),
    Column("unit", Text),
    Column("measure", Text),
    Column("earliest", Integer),
    Column("latest", Integer),
    comment="figures, to be compared across pages",
)

decision = Table(
    "decision",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("previous", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("target", Text, nullable=False, index=True),
    Column("page", String(16), index=True),
    Column("value", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("moment", Text, nullable=False),
    Column("why", Text, nullable=False),
    comment="editors' words: appended, chained by their digests, never changed",
)

change = Table(
    "change",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("page", Integer, ForeignKey("page.number"), nullable=False, index=True),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("detail", Text, nullable=False),
    comment="what another reader found otherwise: ids that are new, gone or told differently, as JSON",
)

meaning = Table(
    "meaning",
    metadata,
    Column("statement", Integer, ForeignKey("statement.number", ondelete="CASCADE"), primary_key=True),
    Column("model", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    comment="statements as vectors, to be found by meaning",
)

sketch = Table(
    "sketch",
    metadata,
    Column("page", Integer, ForeignKey("page.number"), primary_key=True, autoincrement=False),
    Column("version", String(16), nullable=False),
    Column("inputs", String(16), nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("seal", String(16), nullable=False),
    comment="what grouping pages by occasion needs of each; inputs: the digest of what it was made of; seal: its own",
)

occasion = Table(
    "occasion",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text),
    Column("place", Text),
    Column("earliest", Integer),
    Column("latest", Integer),
    Column("detail", Text, nullable=False),
    Column("grounds", Text, nullable=False),
    Column("inputs", String(16), nullable=False),
    Column("seal", String(16), nullable=False),
    comment="interviews, conferences, speeches, reports; detail: the basis and that of the days, as JSON; "
    "grounds: what brought the pages together; inputs: the digest of what its lineage was computed from, empty where "
    "it waits; seal: that of what was computed",
)

telling = Table(
    "telling",
    metadata,
    Column("page", Integer, ForeignKey("page.number"), primary_key=True, autoincrement=False),
    Column("occasion", String(16), ForeignKey("occasion.id"), nullable=False, index=True),
    Column("independent", Boolean),
    Column("detail", Text),
    comment="which occasion a page tells of, whether it had access of its own (null: unknown), and the day that other "
    "pages of the occasion lend it, as JSON",
)

utterance = Table(
    "utterance",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("occasion", String(16), ForeignKey("occasion.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("speaker", String(16), index=True),
    Column("reference", Text),
    Index("ix_utterance_occasion_position", "occasion", "position"),
    comment="one thing said once; reference: the best wording, as JSON",
)

instance = Table(
    "instance",
    metadata,
    Column("utterance", String(16), ForeignKey("utterance.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("page", Integer, ForeignKey("page.number"), nullable=False, index=True),
    Column("statement", String(16), index=True),
    Column("spans", Text, nullable=False),
    Column("form", String(16), nullable=False),
    Column("basis", Text, nullable=False),
    comment="the tellings of an utterance; statement: the id of the one that holds the words",
)

derivation = Table(
    "derivation",
    metadata,
    Column("occasion", String(16), ForeignKey("occasion.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("page", Integer, ForeignKey("page.number"), nullable=False, index=True),
    Column("source", Integer, ForeignKey("page.number"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("proof", Text, nullable=False),
    Column("here", Text, nullable=False),
    Column("there", Text, nullable=False),
    Column("basis", Text, nullable=False),
    comment="which page took from which, and the places of the words that show it",
)

discrepancy = Table(
    "discrepancy",
    metadata,
    Column("occasion", String(16), ForeignKey("occasion.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("utterance", String(16), ForeignKey("utterance.id"), nullable=False, index=True),
    Column("what", String(16), nullable=False),
    Column("told", Text, nullable=False),
    Column("reference", Text),
    Column("departures", Text, nullable=False),
    Column("basis", Text, nullable=False),
    comment="what tellings of an utterance disagree on; reference and departures are passages, as JSON",
)

STATES = ("epoch", "heard", "people")
"""The keys of ``state``."""
INDEXES = ("statement_words", "page_words", "term")
"""The tables of words by number: FTS5 on SQLite, characters with GIN on PostgreSQL, where terms are numbered."""

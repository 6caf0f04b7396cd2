"""The first record: pages, statements, figures, names, decisions and the tables of words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _pages()
    _findings()
    _editors()
    _words()
    _lineage()


def _pages() -> None:
    state = op.create_table(
        "state",
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_state"),
        comment="epoch: raised whenever rows that were there are changed, for those who hold some in memory; "
        "heard: raised whenever mentions or what is said of them changed; people: heard when speakers were last told",
    )
    op.bulk_insert(state, [{"key": key, "value": 0} for key in ("epoch", "heard", "people")])
    op.create_table(
        "snapshot",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_snapshot"),
        comment="captured bytes, packed, by their digest",
    )
    op.create_table(
        "page",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("captured", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("given", sa.Text()),
        sa.Column("sha256", sa.String(64)),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("detail", sa.Text()),
        sa.Column("reading", sa.LargeBinary()),
        sa.Column("title", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("language", sa.String(8)),
        sa.Column("earliest", sa.Integer()),
        sa.Column("latest", sa.Integer()),
        sa.Column("translated", sa.Boolean()),
        sa.Column("partial", sa.Boolean()),
        sa.Column("size", sa.Integer()),
        sa.PrimaryKeyConstraint("number", name="pk_page"),
        sa.UniqueConstraint("id", name="uq_page_id"),
        sa.ForeignKeyConstraint(["sha256"], ["snapshot.sha256"], name="fk_page_sha256"),
        comment="pages; those with a reason gave nothing. size: characters; days are Python's ordinals",
    )
    op.create_index("ix_page_name", "page", ["name"])
    op.create_index("ix_page_address", "page", ["address"])


def _findings() -> None:
    op.create_table(
        "name",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_name"),
        comment="who is credited, as pages call them",
    )
    op.create_index("uq_name_text_kind", "name", ["text", "kind"], unique=True)
    op.create_table(
        "speaker",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_speaker"),
        comment="persons and bodies across pages; detail: roles, aliases and the reasons of the joins, as JSON",
    )
    op.create_table(
        "mention",
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("speaker", sa.String(16)),
        sa.PrimaryKeyConstraint("page", "name", name="pk_mention"),
        sa.ForeignKeyConstraint(["page"], ["page.number"], name="fk_mention_page"),
        sa.ForeignKeyConstraint(["name"], ["name.number"], name="fk_mention_name"),
        comment="who a page credits, how often, with which roles and aliases, as JSON; "
        "speaker: who that is across pages",
    )
    op.create_index("ix_mention_speaker", "mention", ["speaker"])
    op.create_table(
        "statement",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("manner", sa.String(8), nullable=False),
        sa.Column("name", sa.Integer()),
        sa.Column("earliest", sa.Integer()),
        sa.Column("latest", sa.Integer()),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("verdict", sa.String(8)),
        sa.PrimaryKeyConstraint("number", name="pk_statement"),
        sa.UniqueConstraint("id", name="uq_statement_id"),
        sa.ForeignKeyConstraint(["page"], ["page.number"], name="fk_statement_page"),
        sa.ForeignKeyConstraint(["name"], ["name.number"], name="fk_statement_name"),
        comment="what is searched and counted; the rest is in the page's reading. Days: said, else published",
    )
    op.create_index("ix_statement_page", "statement", ["page"])
    op.create_index("ix_statement_name", "statement", ["name"])
    op.create_table(
        "figure",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(16)),
        sa.Column("low", sa.Float()),
        sa.Column("high", sa.Float()),
        sa.Column("unit", sa.Text()),
        sa.Column("measure", sa.Text()),
        sa.Column("earliest", sa.Integer()),
        sa.Column("latest", sa.Integer()),
        sa.PrimaryKeyConstraint("number", name="pk_figure"),
        sa.ForeignKeyConstraint(["page"], ["page.number"], name="fk_figure_page"),
        comment="figures, to be compared across pages",
    )
    op.create_index("ix_figure_page", "figure", ["page"])


def _editors() -> None:
    op.create_table(
        "decision",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("page", sa.String(16)),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_decision"),
        sa.UniqueConstraint("hash", name="uq_decision_hash"),
        comment="editors' words: appended, chained by their digests, never changed",
    )
    op.create_index("ix_decision_target", "decision", ["target"])
    op.create_index("ix_decision_page", "decision", ["page"])
    op.create_table(
        "change",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_change"),
        sa.ForeignKeyConstraint(["page"], ["page.number"], name="fk_change_page"),
        comment="what another reader found otherwise: ids that are new, gone or told differently, as JSON",
    )
    op.create_index("ix_change_page", "change", ["page"])
    op.create_table(
        "meaning",
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("statement", name="pk_meaning"),
        sa.ForeignKeyConstraint(["statement"], ["statement.number"], name="fk_meaning_statement", ondelete="CASCADE"),
        comment="statements as vectors, to be found by meaning",
    )


def _words() -> None:
    # Of statements the places of their words, for phrases and ranks; of pages which words they hold.
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        words = 'text text COLLATE "C" NOT NULL CONSTRAINT uq_term_text UNIQUE'
        op.execute(f"CREATE TABLE term (number integer CONSTRAINT pk_term PRIMARY KEY, {words})")
    for table, detail, length in (("statement_words", "full", "length integer NOT NULL,"), ("page_words", "none", "")):
        if sqlite:
            # Without a copy of the text; "ascii" leaves every other character as it is, for terms come folded.
            op.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(words, content='', tokenize='ascii', detail={detail})")
        else:
            op.execute(f'CREATE TABLE {table} (number integer NOT NULL, {length} words text COLLATE "C" NOT NULL)')
            # Texts are asked for by their words; by their numbers only to take some out, and from one on.
            op.execute(f"CREATE INDEX ix_{table}_number ON {table} USING brin (number) WITH (pages_per_range = 16)")
            # What is still to be sorted in is gone through by every search: as short a list as there can be.
            options = "fastupdate = on, gin_pending_list_limit = 64"
            among = "string_to_array(words, NULL)"
            op.execute(f"CREATE INDEX ix_{table}_words ON {table} USING gin ({among}) WITH ({options})")
            # How often which word stands is not counted by the database: every word is looked up by the index.
            op.execute(f"ALTER INDEX ix_{table}_words ALTER COLUMN 1 SET STATISTICS 0")


def _lineage() -> None:
    op.create_table(
        "sketch",
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("inputs", sa.String(16), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("page", name="pk_sketch"),
        sa.ForeignKeyConstraint(["page"], ["page.number"], name="fk_sketch_page"),
        comment="what grouping pages by occasion needs of each; inputs: the digest of what it was made of; "
        "seal: its own",
    )
    op.create_table(
        "occasion",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("earliest", sa.Integer()),
        sa.Column("latest", sa.Integer()),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("inputs", sa.String(16), nullable=False),
        sa.Column("seal", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_occasion"),
        comment="interviews, conferences, speeches, reports; detail: the basis and that of the days, as JSON; "
        "grounds: what brought the pages together; inputs: the digest of what its lineage was computed from, "
        "empty where it waits; seal: that of what was computed",
    )
    op.create_table(
        "telling",
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("occasion", sa.String(16), nullable=False),
        sa.Column("independent", sa.Boolean()),
        sa.Column("detail", sa.Text()),
        sa.PrimaryKeyConstraint("page", name="pk_telling"),
        sa.ForeignKeyConstraint(["page"], ["page.number"], name="fk_telling_page"),
        sa.ForeignKeyConstraint(["occasion"], ["occasion.id"], name="fk_telling_occasion"),
        comment="which occasion a page tells of, whether it had access of its own (null: unknown), and the day that "
        "other pages of the occasion lend it, as JSON",
    )
    op.create_index("ix_telling_occasion", "telling", ["occasion"])
    op.create_table(
        "utterance",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("occasion", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(16)),
        sa.Column("reference", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_utterance"),
        sa.ForeignKeyConstraint(["occasion"], ["occasion.id"], name="fk_utterance_occasion"),
        comment="one thing said once; reference: the best wording, as JSON",
    )
    op.create_index("ix_utterance_speaker", "utterance", ["speaker"])
    op.create_index("ix_utterance_occasion_position", "utterance", ["occasion", "position"])
    op.create_table(
        "instance",
        sa.Column("utterance", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(16)),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.Column("form", sa.String(16), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("utterance", "position", name="pk_instance"),
        sa.ForeignKeyConstraint(["utterance"], ["utterance.id"], name="fk_instance_utterance"),
        sa.ForeignKeyConstraint(["page"], ["page.number"], name="fk_instance_page"),
        comment="the tellings of an utterance; statement: the id of the one that holds the words",
    )
    op.create_index("ix_instance_page", "instance", ["page"])
    op.create_index("ix_instance_statement", "instance", ["statement"])
    op.create_table(
        "derivation",
        sa.Column("occasion", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("here", sa.Text(), nullable=False),
        sa.Column("there", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("occasion", "position", name="pk_derivation"),
        sa.ForeignKeyConstraint(["occasion"], ["occasion.id"], name="fk_derivation_occasion"),
        sa.ForeignKeyConstraint(["page"], ["page.number"], name="fk_derivation_page"),
        sa.ForeignKeyConstraint(["source"], ["page.number"], name="fk_derivation_source"),
        comment="which page took from which, and the places of the words that show it",
    )
    op.create_index("ix_derivation_page", "derivation", ["page"])
    op.create_index("ix_derivation_source", "derivation", ["source"])
    op.create_table(
        "discrepancy",
        sa.Column("occasion", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("utterance", sa.String(16), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text()),
        sa.Column("departures", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("occasion", "position", name="pk_discrepancy"),
        sa.ForeignKeyConstraint(["occasion"], ["occasion.id"], name="fk_discrepancy_occasion"),
        sa.ForeignKeyConstraint(["utterance"], ["utterance.id"], name="fk_discrepancy_utterance"),
        comment="what tellings of an utterance disagree on; reference and departures are passages, as JSON",
    )
    op.create_index("ix_discrepancy_utterance", "discrepancy", ["utterance"])

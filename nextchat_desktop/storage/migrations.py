"""The tables, version by version. It opens nothing."""

Migrations = tuple[tuple[str, ...], ...]

MIGRATIONS: Migrations = (
    (
        """CREATE TABLE conversations (
            id TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            named INTEGER NOT NULL,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            leaf TEXT,
            connection TEXT,
            model TEXT,
            deleted INTEGER
        ) STRICT""",
        "CREATE INDEX conversations_by_time ON conversations (deleted, updated)",
        """CREATE TABLE messages (
            id TEXT PRIMARY KEY,
            conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            parent TEXT,
            role TEXT NOT NULL,
            state TEXT NOT NULL,
            author TEXT NOT NULL,
            created INTEGER NOT NULL,
            parts TEXT NOT NULL,
            failure TEXT,
            usage TEXT,
            finish TEXT NOT NULL,
            seconds REAL
        ) STRICT""",
        "CREATE INDEX messages_by_conversation ON messages (conversation, created)",
        "CREATE INDEX messages_streaming ON messages (state) WHERE state = 'streaming'",
        """CREATE TABLE drafts (
            conversation TEXT PRIMARY KEY,
            text TEXT NOT NULL,
            caret INTEGER NOT NULL
        ) STRICT""",
    ),
    (
        "ALTER TABLE messages ADD COLUMN connection TEXT",
        "ALTER TABLE messages ADD COLUMN model TEXT",
        "ALTER TABLE drafts ADD COLUMN pictures TEXT NOT NULL DEFAULT '[]'",
    ),
    (
        "ALTER TABLE conversations ADD COLUMN cleared TEXT",
        "ALTER TABLE conversations ADD COLUMN mask TEXT",
        "ALTER TABLE conversations ADD COLUMN context TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE conversations ADD COLUMN hides_context INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE conversations ADD COLUMN parameters TEXT NOT NULL DEFAULT '{}'",
        "ALTER TABLE conversations ADD COLUMN folder TEXT",
        "ALTER TABLE conversations ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE conversations ADD COLUMN archived INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE conversations ADD COLUMN rank REAL NOT NULL DEFAULT 0",
        "ALTER TABLE conversations ADD COLUMN unread INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX conversations_in_order ON conversations (updated DESC, id) WHERE deleted IS NULL",
        """CREATE INDEX conversations_kept_apart ON conversations (id)
            WHERE deleted IS NULL AND (pinned = 1 OR folder IS NOT NULL)""",
        "CREATE INDEX messages_failed ON messages (conversation) WHERE state = 'failed'",
        "ALTER TABLE messages ADD COLUMN deleted INTEGER",
        "ALTER TABLE messages ADD COLUMN edited INTEGER",
        "CREATE INDEX messages_deleted ON messages (deleted) WHERE deleted IS NOT NULL",
        """CREATE TABLE wordings (
            id INTEGER PRIMARY KEY,
            message TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            parts TEXT NOT NULL,
            replaced INTEGER NOT NULL
        ) STRICT""",
        "CREATE INDEX wordings_by_message ON wordings (message)",
        """CREATE TRIGGER keep_wording AFTER UPDATE ON messages
            WHEN NEW.edited IS NOT OLD.edited AND NEW.parts <> OLD.parts
            BEGIN
                INSERT INTO wordings (message, parts, replaced)
                VALUES (OLD.id, OLD.parts, MAX(COALESCE(NEW.edited, 0), COALESCE(OLD.edited, 0)));
            END""",
        """CREATE TABLE memories (
            id TEXT PRIMARY KEY,
            conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            through TEXT NOT NULL,
            text TEXT NOT NULL,
            created INTEGER NOT NULL,
            connection TEXT,
            model TEXT,
            since TEXT
        ) STRICT""",
        "CREATE INDEX memories_by_conversation ON memories (conversation, created)",
        """CREATE TABLE folders (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            rank REAL NOT NULL,
            folded INTEGER NOT NULL,
            deleted INTEGER
        ) STRICT""",
        """CREATE TABLE masks (
            id TEXT PRIMARY KEY,
            content TEXT NOT NULL,
            created INTEGER NOT NULL,
            deleted INTEGER
        ) STRICT""",
        "CREATE TABLE favourite_masks (mask TEXT PRIMARY KEY) STRICT",
        """CREATE TABLE prompts (
            id TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            created INTEGER NOT NULL,
            deleted INTEGER
        ) STRICT""",
        """CREATE TABLE queued (
            id TEXT PRIMARY KEY,
            conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            text TEXT NOT NULL,
            pictures TEXT NOT NULL,
            created INTEGER NOT NULL,
            place INTEGER NOT NULL
        ) STRICT""",
        """CREATE TABLE places (
            conversation TEXT PRIMARY KEY,
            message TEXT NOT NULL,
            offset REAL NOT NULL
        ) STRICT""",
        """CREATE TABLE ledger (
            id TEXT PRIMARY KEY,
            at INTEGER NOT NULL,
            day TEXT NOT NULL,
            purpose TEXT NOT NULL,
            outcome TEXT NOT NULL,
            conversation TEXT NOT NULL,
            message TEXT NOT NULL,
            connection TEXT NOT NULL,
            model TEXT NOT NULL,
            prompt INTEGER NOT NULL,
            reply INTEGER NOT NULL,
            reasoning INTEGER NOT NULL,
            cached INTEGER NOT NULL,
            pictures INTEGER NOT NULL,
            estimated INTEGER NOT NULL,
            cost REAL,
            currency TEXT NOT NULL
        ) STRICT""",
        """CREATE INDEX ledger_by_day ON ledger (
            day, connection, model, purpose, conversation, currency, cost,
            prompt, reply, reasoning, cached, pictures, estimated
        )""",
        "CREATE INDEX ledger_by_conversation ON ledger (conversation)",
        "CREATE INDEX ledger_unpriced ON ledger (connection, model) WHERE cost IS NULL",
        """CREATE TABLE to_index (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            message TEXT NOT NULL,
            before TEXT
        ) STRICT""",
        """CREATE TRIGGER index_new AFTER INSERT ON messages WHEN NEW.state <> 'streaming'
            BEGIN
                INSERT INTO to_index (message) VALUES (NEW.id);
            END""",
        """CREATE TRIGGER index_changed AFTER UPDATE OF parts, state ON messages
            WHEN NEW.parts <> OLD.parts OR (OLD.state = 'streaming' AND NEW.state <> 'streaming')
            BEGIN
                INSERT INTO to_index (message, before) VALUES (OLD.id, OLD.parts);
            END""",
        """CREATE TRIGGER index_gone AFTER DELETE ON messages
            BEGIN
                INSERT INTO to_index (message, before) VALUES (OLD.id, OLD.parts);
            END""",
    ),
)
"""Statements from version n to n + 1. A landed row is never edited; times are UTC milliseconds."""

CREATE TABLE linking_pages (
  document_id TEXT PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
  serial INTEGER NOT NULL,
  state TEXT NOT NULL,
  happenings TEXT NOT NULL,
  terms BLOB NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE linking_state (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT;

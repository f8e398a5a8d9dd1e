CREATE TABLE totals (
  name TEXT PRIMARY KEY,
  n INTEGER NOT NULL
) STRICT;

CREATE TABLE month_totals (
  month TEXT PRIMARY KEY,
  n_documents INTEGER NOT NULL,
  n_claims INTEGER NOT NULL,
  n_figures INTEGER NOT NULL,
  n_conflicts INTEGER NOT NULL,
  n_denials INTEGER NOT NULL
) STRICT;

ALTER TABLE source_totals ADD COLUMN n_repeats INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source_totals ADD COLUMN n_repeating_documents INTEGER NOT NULL DEFAULT 0;

CREATE TABLE source_pairs (
  source_id TEXT NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
  other_id TEXT NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
  relation TEXT NOT NULL,
  outward INTEGER NOT NULL CHECK (outward IN (0, 1)),
  n INTEGER NOT NULL,
  PRIMARY KEY (source_id, other_id, relation, outward)
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_source_pairs_source_id_n ON source_pairs(source_id, n);
CREATE INDEX idx_source_pairs_other_id ON source_pairs(other_id);

CREATE TABLE newest_denials (
  link_id TEXT PRIMARY KEY REFERENCES links(id) ON DELETE CASCADE,
  place INTEGER NOT NULL
) STRICT;
CREATE INDEX idx_newest_denials_place ON newest_denials(place);

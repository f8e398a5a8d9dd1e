-- Made by: python -m provenance.store.schema --write

PRAGMA application_id = 1347571542;

PRAGMA user_version = 5;

CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  started TEXT NOT NULL,
  finished TEXT,
  version TEXT NOT NULL,
  model TEXT,
  settings TEXT NOT NULL,
  counts TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE captures (
  sha256 TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  bytes BLOB NOT NULL,
  origin TEXT NOT NULL,
  captured_at TEXT NOT NULL
) STRICT;

CREATE TABLE sources (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT,
  named INTEGER NOT NULL CHECK (named IN (0, 1)),
  parent_id TEXT REFERENCES sources(id) DEFERRABLE INITIALLY DEFERRED,
  scope_id TEXT,
  reliability TEXT NOT NULL DEFAULT 'F' CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE source_aliases (
  id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  rule TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE places (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  latitude REAL,
  longitude REAL,
  country TEXT,
  precision TEXT NOT NULL,
  gazetteer_id TEXT,
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE forms (
  id TEXT PRIMARY KEY,
  "row" TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  external_id TEXT,
  title TEXT,
  url TEXT,
  publisher TEXT,
  publisher_id TEXT REFERENCES sources(id),
  author TEXT,
  published TEXT,
  published_precision TEXT,
  republished_from TEXT,
  republished_from_id TEXT REFERENCES sources(id),
  language TEXT,
  media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES captures(sha256),
  n_claims INTEGER NOT NULL DEFAULT 0,
  text TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs(id)
, captured_at TEXT) STRICT;

CREATE TABLE run_documents (
  run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  PRIMARY KEY (run_id, document_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentences (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" >= start),
  zone TEXT NOT NULL,
  text TEXT NOT NULL,
  rule TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE events (
  id TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  kind TEXT,
  date_from TEXT,
  date_to TEXT,
  place_id TEXT REFERENCES places(id),
  n_claims INTEGER NOT NULL,
  n_origins INTEGER NOT NULL,
  n_documents INTEGER NOT NULL DEFAULT 0,
  n_figures INTEGER NOT NULL DEFAULT 0,
  n_conflicts INTEGER NOT NULL DEFAULT 0,
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE claims (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  sentence_id TEXT NOT NULL REFERENCES sentences(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  zone TEXT NOT NULL,
  text TEXT NOT NULL,
  polarity TEXT NOT NULL,
  modality TEXT NOT NULL,
  hedge_text TEXT,
  style TEXT NOT NULL,
  source_id TEXT REFERENCES sources(id),
  source_text TEXT,
  cue_text TEXT,
  attribution_rule TEXT,
  continues TEXT REFERENCES claims(id) DEFERRABLE INITIALLY DEFERRED,
  origin_id TEXT REFERENCES sources(id),
  origin_rule TEXT,
  event_id TEXT REFERENCES events(id) ON DELETE SET NULL,
  status TEXT NOT NULL DEFAULT 'unverified',
  credibility INTEGER NOT NULL DEFAULT 6 CHECK (credibility BETWEEN 1 AND 6),
  kind TEXT,
  stance TEXT,
  when_edtf TEXT,
  when_text TEXT,
  when_rule TEXT,
  place_id TEXT REFERENCES places(id),
  n_figures INTEGER NOT NULL DEFAULT 0,
  marks TEXT NOT NULL DEFAULT '[]',
  rule TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE figures (
  id TEXT PRIMARY KEY,
  claim_id TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  text TEXT NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" >= start),
  low INTEGER,
  high INTEGER,
  point INTEGER,
  measure TEXT NOT NULL,
  party TEXT,
  subject TEXT,
  unit TEXT,
  extent TEXT NOT NULL,
  subset_of TEXT REFERENCES figures(id) DEFERRABLE INITIALLY DEFERRED,
  unquantified INTEGER NOT NULL DEFAULT 0 CHECK (unquantified IN (0, 1)),
  rule TEXT NOT NULL,
  profile TEXT NOT NULL DEFAULT 'default',
  run_id TEXT NOT NULL REFERENCES runs(id),
  CHECK (low IS NULL OR high IS NULL OR low <= high)
) STRICT;

CREATE TABLE attributions (
  id TEXT PRIMARY KEY,
  claim_id TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  depth INTEGER NOT NULL CHECK (depth >= 0),
  source_id TEXT NOT NULL REFERENCES sources(id),
  rule TEXT NOT NULL,
  form_id TEXT NOT NULL REFERENCES forms(id),
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE claim_sources (
  id TEXT PRIMARY KEY,
  claim_id TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  part INTEGER NOT NULL CHECK (part >= 0),
  source_id TEXT NOT NULL REFERENCES sources(id),
  text TEXT NOT NULL,
  alignment TEXT,
  rule TEXT NOT NULL,
  form_id TEXT NOT NULL REFERENCES forms(id),
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE claim_places (
  id TEXT PRIMARY KEY,
  claim_id TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  place_id TEXT NOT NULL REFERENCES places(id),
  text TEXT NOT NULL,
  rule TEXT NOT NULL,
  form_id TEXT NOT NULL REFERENCES forms(id),
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE evidence (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  "row" TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  field TEXT NOT NULL,
  rule TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE spans (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  "row" TEXT NOT NULL,
  role TEXT NOT NULL,
  part INTEGER NOT NULL DEFAULT 0,
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" >= start),
  rule TEXT NOT NULL,
  evidence_id TEXT REFERENCES evidence(id) ON DELETE CASCADE,
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE event_claims (
  event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  claim_id TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  score REAL NOT NULL,
  reasons TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs(id),
  PRIMARY KEY (event_id, claim_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ranges (
  id TEXT PRIMARY KEY,
  event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
  measure TEXT NOT NULL,
  party TEXT,
  profile TEXT NOT NULL,
  low INTEGER,
  best INTEGER,
  high INTEGER,
  n_claims INTEGER NOT NULL,
  n_origins INTEGER NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE range_claims (
  range_id TEXT NOT NULL REFERENCES ranges(id) ON DELETE CASCADE,
  claim_id TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (range_id, claim_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
  id TEXT PRIMARY KEY,
  claim_a TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  claim_b TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  figure_a TEXT REFERENCES figures(id) ON DELETE CASCADE,
  figure_b TEXT REFERENCES figures(id) ON DELETE CASCADE,
  relation TEXT NOT NULL,
  same_origin TEXT NOT NULL,
  score REAL NOT NULL,
  reason TEXT NOT NULL,
  rule TEXT NOT NULL,
  evidence TEXT NOT NULL DEFAULT '[]',
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE flags (
  id TEXT PRIMARY KEY,
  claim_id TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  evidence_sentence_id TEXT REFERENCES sentences(id) ON DELETE SET NULL,
  evidence_claim_id TEXT REFERENCES claims(id) ON DELETE CASCADE,
  rule TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE source_totals (
  source_id TEXT PRIMARY KEY REFERENCES sources(id) ON DELETE CASCADE,
  n_claims INTEGER NOT NULL,
  n_documents INTEGER NOT NULL,
  n_figures INTEGER NOT NULL,
  n_events INTEGER NOT NULL,
  n_hedged INTEGER NOT NULL,
  n_unverified INTEGER NOT NULL,
  n_corroborated INTEGER NOT NULL,
  n_agrees INTEGER NOT NULL,
  n_conflicts INTEGER NOT NULL,
  n_denied INTEGER NOT NULL,
  n_corrected INTEGER NOT NULL
, n_repeats INTEGER NOT NULL DEFAULT 0, n_repeating_documents INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE reviews (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  target TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT,
  reason TEXT NOT NULL,
  previous_hash TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE imports (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents(id) DEFERRABLE INITIALLY DEFERRED,
  extractor TEXT NOT NULL,
  version TEXT,
  origin TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  n_claims INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  data TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

CREATE TABLE readings (
  id TEXT PRIMARY KEY,
  import_id TEXT NOT NULL REFERENCES imports(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  sentence_id TEXT NOT NULL REFERENCES sentences(id) ON DELETE CASCADE,
  claim_id TEXT NOT NULL REFERENCES claims(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  figure_id TEXT REFERENCES figures(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  start INTEGER NOT NULL CHECK (start >= 0),
  "end" INTEGER NOT NULL CHECK ("end" >= start),
  text TEXT NOT NULL,
  low INTEGER,
  high INTEGER,
  point INTEGER,
  measure TEXT,
  party TEXT,
  source TEXT,
  polarity TEXT NOT NULL,
  modality TEXT NOT NULL,
  rule TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs(id)
) STRICT;

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

CREATE TABLE source_pairs (
  source_id TEXT NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
  other_id TEXT NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
  relation TEXT NOT NULL,
  outward INTEGER NOT NULL CHECK (outward IN (0, 1)),
  n INTEGER NOT NULL,
  PRIMARY KEY (source_id, other_id, relation, outward)
) STRICT, WITHOUT ROWID;

CREATE TABLE newest_denials (
  link_id TEXT PRIMARY KEY REFERENCES links(id) ON DELETE CASCADE,
  place INTEGER NOT NULL
) STRICT;

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

CREATE VIRTUAL TABLE "documents_fts" USING FTS5 (
    "title", "text",
    content="documents"
);

CREATE VIRTUAL TABLE "claims_fts" USING FTS5 (
    "text",
    content="claims"
);

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE INDEX idx_sources_name ON sources(name);

CREATE INDEX idx_sources_kind ON sources(kind);

CREATE INDEX idx_sources_named ON sources(named);

CREATE INDEX idx_sources_parent_id ON sources(parent_id);

CREATE INDEX idx_sources_scope_id ON sources(scope_id);

CREATE INDEX idx_sources_reliability ON sources(reliability);

CREATE INDEX idx_sources_run_id ON sources(run_id);

CREATE INDEX idx_source_aliases_source_id ON source_aliases(source_id);

CREATE INDEX idx_source_aliases_name ON source_aliases(name);

CREATE INDEX idx_source_aliases_run_id ON source_aliases(run_id);

CREATE INDEX idx_places_name ON places(name);

CREATE INDEX idx_places_country ON places(country);

CREATE INDEX idx_places_precision ON places(precision);

CREATE INDEX idx_places_run_id ON places(run_id);

CREATE INDEX idx_forms_row ON forms("row");

CREATE INDEX idx_documents_external_id ON documents(external_id);

CREATE INDEX idx_documents_url ON documents(url);

CREATE INDEX idx_documents_publisher_id ON documents(publisher_id);

CREATE INDEX idx_documents_published ON documents(published);

CREATE INDEX idx_documents_republished_from_id ON documents(republished_from_id);

CREATE INDEX idx_documents_language ON documents(language);

CREATE INDEX idx_documents_media_type ON documents(media_type);

CREATE INDEX idx_documents_sha256 ON documents(sha256);

CREATE INDEX idx_documents_run_id ON documents(run_id);

CREATE INDEX idx_run_documents_document_id ON run_documents(document_id);

CREATE UNIQUE INDEX idx_sentences_document_id_ordinal ON sentences(document_id, ordinal);

CREATE INDEX idx_sentences_zone ON sentences(zone);

CREATE INDEX idx_sentences_run_id ON sentences(run_id);

CREATE INDEX idx_events_label ON events(label);

CREATE INDEX idx_events_kind ON events(kind);

CREATE INDEX idx_events_date_from ON events(date_from);

CREATE INDEX idx_events_date_to ON events(date_to);

CREATE INDEX idx_events_place_id ON events(place_id);

CREATE INDEX idx_events_n_origins ON events(n_origins);

CREATE INDEX idx_events_n_conflicts ON events(n_conflicts);

CREATE INDEX idx_events_run_id ON events(run_id);

CREATE UNIQUE INDEX idx_claims_document_id_position ON claims(document_id, position);

CREATE INDEX idx_claims_sentence_id ON claims(sentence_id);

CREATE INDEX idx_claims_zone ON claims(zone);

CREATE INDEX idx_claims_polarity ON claims(polarity);

CREATE INDEX idx_claims_modality ON claims(modality);

CREATE INDEX idx_claims_style ON claims(style);

CREATE INDEX idx_claims_source_id ON claims(source_id);

CREATE INDEX idx_claims_continues ON claims(continues);

CREATE INDEX idx_claims_origin_id ON claims(origin_id);

CREATE INDEX idx_claims_event_id ON claims(event_id);

CREATE INDEX idx_claims_status ON claims(status);

CREATE INDEX idx_claims_kind ON claims(kind);

CREATE INDEX idx_claims_stance ON claims(stance);

CREATE INDEX idx_claims_when_edtf ON claims(when_edtf);

CREATE INDEX idx_claims_place_id ON claims(place_id);

CREATE INDEX idx_claims_rule ON claims(rule);

CREATE INDEX idx_claims_run_id ON claims(run_id);

CREATE UNIQUE INDEX idx_figures_claim_id_ordinal ON figures(claim_id, ordinal);

CREATE INDEX idx_figures_document_id ON figures(document_id);

CREATE INDEX idx_figures_measure ON figures(measure);

CREATE INDEX idx_figures_party ON figures(party);

CREATE INDEX idx_figures_unit ON figures(unit);

CREATE INDEX idx_figures_extent ON figures(extent);

CREATE INDEX idx_figures_point ON figures(point);

CREATE INDEX idx_figures_subset_of ON figures(subset_of);

CREATE INDEX idx_figures_rule ON figures(rule);

CREATE INDEX idx_figures_profile ON figures(profile);

CREATE INDEX idx_figures_run_id ON figures(run_id);

CREATE UNIQUE INDEX idx_attributions_claim_id_depth ON attributions(claim_id, depth);

CREATE INDEX idx_attributions_source_id ON attributions(source_id);

CREATE INDEX idx_attributions_rule ON attributions(rule);

CREATE INDEX idx_attributions_form_id ON attributions(form_id);

CREATE INDEX idx_attributions_run_id ON attributions(run_id);

CREATE UNIQUE INDEX idx_claim_sources_claim_id_part ON claim_sources(claim_id, part);

CREATE INDEX idx_claim_sources_source_id_text ON claim_sources(source_id, text);

CREATE INDEX idx_claim_sources_alignment ON claim_sources(alignment);

CREATE INDEX idx_claim_sources_form_id ON claim_sources(form_id);

CREATE INDEX idx_claim_sources_run_id ON claim_sources(run_id);

CREATE UNIQUE INDEX idx_claim_places_claim_id_ordinal ON claim_places(claim_id, ordinal);

CREATE INDEX idx_claim_places_place_id ON claim_places(place_id);

CREATE INDEX idx_claim_places_form_id ON claim_places(form_id);

CREATE INDEX idx_claim_places_run_id ON claim_places(run_id);

CREATE UNIQUE INDEX idx_evidence_row_ordinal ON evidence("row", ordinal);

CREATE INDEX idx_evidence_document_id ON evidence(document_id);

CREATE INDEX idx_evidence_field ON evidence(field);

CREATE INDEX idx_evidence_rule ON evidence(rule);

CREATE INDEX idx_evidence_run_id ON evidence(run_id);

CREATE INDEX idx_spans_row ON spans("row");

CREATE INDEX idx_spans_document_id ON spans(document_id);

CREATE INDEX idx_spans_role ON spans(role);

CREATE INDEX idx_spans_evidence_id ON spans(evidence_id);

CREATE INDEX idx_spans_run_id ON spans(run_id);

CREATE INDEX idx_event_claims_claim_id ON event_claims(claim_id);

CREATE INDEX idx_event_claims_run_id ON event_claims(run_id);

CREATE INDEX idx_ranges_event_id ON ranges(event_id);

CREATE INDEX idx_ranges_measure ON ranges(measure);

CREATE INDEX idx_ranges_party ON ranges(party);

CREATE INDEX idx_ranges_profile ON ranges(profile);

CREATE INDEX idx_ranges_run_id ON ranges(run_id);

CREATE INDEX idx_range_claims_claim_id ON range_claims(claim_id);

CREATE INDEX idx_links_claim_a ON links(claim_a);

CREATE INDEX idx_links_claim_b ON links(claim_b);

CREATE INDEX idx_links_figure_a ON links(figure_a);

CREATE INDEX idx_links_figure_b ON links(figure_b);

CREATE INDEX idx_links_relation ON links(relation);

CREATE INDEX idx_links_same_origin ON links(same_origin);

CREATE INDEX idx_links_rule ON links(rule);

CREATE INDEX idx_links_run_id ON links(run_id);

CREATE INDEX idx_flags_claim_id_code ON flags(claim_id, code);

CREATE INDEX idx_flags_code ON flags(code);

CREATE INDEX idx_flags_evidence_sentence_id ON flags(evidence_sentence_id);

CREATE INDEX idx_flags_evidence_claim_id ON flags(evidence_claim_id);

CREATE INDEX idx_flags_rule ON flags(rule);

CREATE INDEX idx_flags_run_id ON flags(run_id);

CREATE INDEX idx_reviews_target ON reviews(target);

CREATE INDEX idx_reviews_by ON reviews("by");

CREATE INDEX idx_reviews_action ON reviews("action");

CREATE UNIQUE INDEX idx_imports_document_id_run_id ON imports(document_id, run_id);

CREATE INDEX idx_imports_extractor ON imports(extractor, version);

CREATE INDEX idx_imports_run_id ON imports(run_id);

CREATE INDEX idx_readings_import_id ON readings(import_id);

CREATE INDEX idx_readings_document_id ON readings(document_id);

CREATE INDEX idx_readings_sentence_id ON readings(sentence_id);

CREATE INDEX idx_readings_claim_id ON readings(claim_id);

CREATE INDEX idx_readings_figure_id ON readings(figure_id);

CREATE INDEX idx_readings_measure ON readings(measure);

CREATE INDEX idx_readings_run_id ON readings(run_id);

CREATE INDEX idx_source_pairs_source_id_n ON source_pairs(source_id, n);

CREATE INDEX idx_source_pairs_other_id ON source_pairs(other_id);

CREATE INDEX idx_newest_denials_place ON newest_denials(place);

CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews BEGIN
  SELECT RAISE(ABORT, 'reviews are append-only: record a new decision');
END;

CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews BEGIN
  SELECT RAISE(ABORT, 'reviews are append-only: record a new decision');
END;

CREATE TRIGGER captures_no_update BEFORE UPDATE ON captures BEGIN
  SELECT RAISE(ABORT, 'a capture is never changed');
END;

CREATE TRIGGER "documents_ai" AFTER INSERT ON "documents" BEGIN
  INSERT INTO "documents_fts" (rowid, "title", "text") VALUES (new.rowid, new."title", new."text");
END;

CREATE TRIGGER "documents_ad" AFTER DELETE ON "documents" BEGIN
  INSERT INTO "documents_fts" ("documents_fts", rowid, "title", "text") VALUES('delete', old.rowid, old."title", old."text");
END;

CREATE TRIGGER "documents_au" AFTER UPDATE OF title, text ON "documents" BEGIN
  INSERT INTO "documents_fts" ("documents_fts", rowid, "title", "text") VALUES('delete', old.rowid, old."title", old."text");
  INSERT INTO "documents_fts" (rowid, "title", "text") VALUES (new.rowid, new."title", new."text");
END;

CREATE TRIGGER "claims_ai" AFTER INSERT ON "claims" BEGIN
  INSERT INTO "claims_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;

CREATE TRIGGER "claims_ad" AFTER DELETE ON "claims" BEGIN
  INSERT INTO "claims_fts" ("claims_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
END;

CREATE TRIGGER "claims_au" AFTER UPDATE OF text ON "claims" BEGIN
  INSERT INTO "claims_fts" ("claims_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
  INSERT INTO "claims_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;

CREATE VIEW figure_comparison AS
SELECT
  f.id AS id,
  (SELECT label FROM events WHERE id = c.event_id) AS event,
  c.event_id AS event_id,
  f.measure AS measure,
  f.party AS party,
  (SELECT name FROM sources WHERE id = c.source_id) AS source,
  c.source_id AS source_id,
  f.low AS low,
  f.high AS high,
  f.point AS point,
  f.text AS text,
  f.subject AS subject,
  f.unit AS unit,
  f.extent AS extent,
  f.subset_of AS subset_of,
  f.unquantified AS unquantified,
  c.polarity AS polarity,
  c.modality AS modality,
  c.status AS status,
  c.zone AS zone,
  c.when_edtf AS "when",
  c.text AS claim,
  (SELECT text FROM sentences WHERE id = c.sentence_id) AS sentence,
  (SELECT label FROM documents WHERE id = c.document_id) AS document,
  c.document_id AS document_id,
  f.claim_id AS claim_id,
  (SELECT name FROM sources WHERE id = c.origin_id) AS origin,
  c.origin_id AS origin_id,
  (SELECT s.name FROM documents AS d JOIN sources AS s ON s.id = d.publisher_id
    WHERE d.id = c.document_id) AS publisher,
  (SELECT publisher_id FROM documents WHERE id = c.document_id) AS publisher_id,
  (SELECT published FROM documents WHERE id = c.document_id) AS published,
  (SELECT group_concat(code, ', ') FROM
    (SELECT DISTINCT code FROM flags WHERE claim_id = c.id ORDER BY code)) AS flags,
  f.rule AS rule
FROM figures AS f
JOIN claims AS c ON c.id = f.claim_id;

CREATE VIEW unverified_claims AS
SELECT
  c.id AS id,
  c.text AS text,
  (SELECT name FROM sources WHERE id = c.source_id) AS source,
  c.source_id AS source_id,
  (SELECT kind FROM sources WHERE id = c.source_id) AS source_kind,
  c.modality AS modality,
  c.zone AS zone,
  c.kind AS kind,
  c.when_edtf AS "when",
  c.n_figures AS n_figures,
  (SELECT label FROM events WHERE id = c.event_id) AS event,
  c.event_id AS event_id,
  (SELECT name FROM sources WHERE id = c.origin_id) AS origin,
  c.origin_id AS origin_id,
  (SELECT label FROM documents WHERE id = c.document_id) AS document,
  c.document_id AS document_id,
  (SELECT published FROM documents WHERE id = c.document_id) AS published,
  (SELECT group_concat(code, ', ') FROM
    (SELECT DISTINCT code FROM flags WHERE claim_id = c.id ORDER BY code)) AS flags,
  (SELECT group_concat(reason, '; ') FROM
    (SELECT DISTINCT reason FROM flags WHERE claim_id = c.id ORDER BY code, reason)) AS reasons
FROM claims AS c
WHERE c.status = 'unverified';

CREATE VIEW disagreements AS
SELECT
  l.id AS id,
  l.relation AS relation,
  (SELECT label FROM events WHERE id = coalesce(a.event_id, b.event_id)) AS event,
  coalesce(a.event_id, b.event_id) AS event_id,
  coalesce(fa.measure, fb.measure) AS measure,
  coalesce(fa.party, fb.party) AS party,
  (SELECT name FROM sources WHERE id = a.source_id) AS source_a,
  a.source_id AS source_a_id,
  fa.text AS figure_a,
  fa.low AS low_a,
  fa.high AS high_a,
  a.text AS text_a,
  (SELECT name FROM sources WHERE id = b.source_id) AS source_b,
  b.source_id AS source_b_id,
  fb.text AS figure_b,
  fb.low AS low_b,
  fb.high AS high_b,
  b.text AS text_b,
  l.same_origin AS same_origin,
  l.reason AS reason,
  l.rule AS rule,
  l.claim_a AS claim_a,
  l.claim_b AS claim_b,
  (SELECT label FROM documents WHERE id = a.document_id) AS document_a,
  a.document_id AS document_a_id,
  (SELECT label FROM documents WHERE id = b.document_id) AS document_b,
  b.document_id AS document_b_id
FROM links AS l
JOIN claims AS a ON a.id = l.claim_a
JOIN claims AS b ON b.id = l.claim_b
LEFT JOIN figures AS fa ON fa.id = l.figure_a
LEFT JOIN figures AS fb ON fb.id = l.figure_b
WHERE l.relation IN ('conflicts', 'denies', 'doubts');

CREATE VIEW source_scorecard AS
SELECT
  s.id AS id,
  s.name AS source,
  s.kind AS kind,
  s.named AS named,
  (SELECT p.name FROM sources AS p WHERE p.id = s.parent_id) AS parent,
  s.parent_id AS parent_id,
  s.reliability AS reliability,
  n.n_claims AS n_claims,
  n.n_documents AS n_documents,
  n.n_figures AS n_figures,
  n.n_events AS n_events,
  n.n_hedged AS n_hedged,
  n.n_unverified AS n_unverified,
  n.n_corroborated AS n_corroborated,
  n.n_agrees AS n_agrees,
  n.n_conflicts AS n_conflicts,
  n.n_denied AS n_denied,
  n.n_corrected AS n_corrected
FROM source_totals AS n
JOIN sources AS s ON s.id = n.source_id;

CREATE VIEW claim_provenance AS
SELECT
  a.id AS id,
  a.claim_id AS claim_id,
  c.text AS claim,
  a.depth AS depth,
  (SELECT name FROM sources WHERE id = a.source_id) AS source,
  a.source_id AS source_id,
  (SELECT kind FROM sources WHERE id = a.source_id) AS kind,
  (SELECT named FROM sources WHERE id = a.source_id) AS named,
  a.rule AS rule,
  c.source_text AS source_text,
  c.cue_text AS cue_text,
  c.style AS style,
  (SELECT label FROM documents WHERE id = c.document_id) AS document,
  c.document_id AS document_id,
  (SELECT published FROM documents WHERE id = c.document_id) AS published,
  (SELECT url FROM documents WHERE id = c.document_id) AS url,
  (SELECT sha256 FROM documents WHERE id = c.document_id) AS capture,
  (SELECT k.captured_at FROM documents AS d JOIN captures AS k ON k.sha256 = d.sha256
    WHERE d.id = c.document_id) AS captured_at,
  a.run_id AS run_id
FROM attributions AS a
JOIN claims AS c ON c.id = a.claim_id;

CREATE VIEW extractor_readings AS
SELECT
  r.id AS id,
  i.extractor AS extractor,
  i.version AS version,
  coalesce(r.figure_id, r.claim_id) AS finding,
  r.text AS text,
  r.start AS start,
  r."end" AS "end",
  r.low AS low,
  r.high AS high,
  r.point AS point,
  r.measure AS measure,
  r.party AS party,
  r.source AS source,
  r.polarity AS polarity,
  r.modality AS modality,
  r.rule AS rule,
  r.claim_id AS claim_id,
  r.figure_id AS figure_id,
  r.sentence_id AS sentence_id,
  r.document_id AS document_id,
  r.run_id AS run_id
FROM readings AS r
JOIN imports AS i ON i.id = r.import_id
UNION ALL
SELECT
  f.id,
  'provenance',
  (SELECT version FROM runs WHERE id = f.run_id),
  f.id,
  f.text,
  f.start,
  f."end",
  f.low,
  f.high,
  f.point,
  f.measure,
  f.party,
  (SELECT name FROM sources WHERE id = c.source_id),
  c.polarity,
  c.modality,
  f.rule,
  c.id,
  f.id,
  c.sentence_id,
  c.document_id,
  f.run_id
FROM figures AS f
JOIN claims AS c ON c.id = f.claim_id
WHERE f.document_id IN (SELECT document_id FROM imports)
  AND f.run_id NOT IN (SELECT run_id FROM imports)
UNION ALL
SELECT
  c.id,
  'provenance',
  (SELECT version FROM runs WHERE id = c.run_id),
  c.id,
  c.text,
  (SELECT min(start) FROM spans WHERE "row" = c.id AND role = 'content'),
  (SELECT max("end") FROM spans WHERE "row" = c.id AND role = 'content'),
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  (SELECT name FROM sources WHERE id = c.source_id),
  c.polarity,
  c.modality,
  c.rule,
  c.id,
  NULL,
  c.sentence_id,
  c.document_id,
  c.run_id
FROM claims AS c
WHERE c.document_id IN (SELECT document_id FROM imports)
  AND c.run_id NOT IN (SELECT run_id FROM imports)
  AND NOT EXISTS (SELECT 1 FROM figures AS f WHERE f.claim_id = c.id AND f.run_id = c.run_id);

CREATE VIEW extractor_comparison AS
WITH readers AS (
  SELECT document_id, run_id, extractor, version, 1 AS foreign_to_us FROM imports
  UNION
  SELECT d.id, d.run_id, 'provenance', (SELECT version FROM runs WHERE id = d.run_id), 0
  FROM documents AS d
  WHERE d.id IN (SELECT document_id FROM imports)
    AND d.run_id NOT IN (SELECT run_id FROM imports)
),
pairs AS (
  SELECT a.document_id, a.run_id AS run_a, a.extractor AS extractor_a,
    b.run_id AS run_b, b.extractor AS extractor_b
  FROM readers AS a
  JOIN readers AS b ON b.document_id = a.document_id
    AND (a.foreign_to_us, a.extractor, coalesce(a.version, ''), a.run_id)
      < (b.foreign_to_us, b.extractor, coalesce(b.version, ''), b.run_id)
),
found AS (
  SELECT p.extractor_a, p.extractor_b, x.finding, x.document_id,
    x.id AS reading_a, y.id AS reading_b
  FROM pairs AS p
  JOIN extractor_readings AS x ON x.document_id = p.document_id AND x.run_id = p.run_a
  LEFT JOIN extractor_readings AS y
    ON y.document_id = p.document_id AND y.run_id = p.run_b AND y.finding = x.finding
  UNION ALL
  SELECT p.extractor_a, p.extractor_b, y.finding, y.document_id, NULL, y.id
  FROM pairs AS p
  JOIN extractor_readings AS y ON y.document_id = p.document_id AND y.run_id = p.run_b
  WHERE NOT EXISTS (
    SELECT 1 FROM extractor_readings AS x
    WHERE x.document_id = p.document_id AND x.run_id = p.run_a AND x.finding = y.finding
  )
)
SELECT
  f.finding AS id,
  CASE WHEN b.id IS NULL THEN f.extractor_a WHEN a.id IS NULL THEN f.extractor_b
    ELSE 'both' END AS found_by,
  f.extractor_a AS extractor_a,
  f.extractor_b AS extractor_b,
  CASE WHEN coalesce(a.figure_id, b.figure_id) IS NULL THEN 'claim' ELSE 'figure' END AS what,
  a.text AS text_a,
  b.text AS text_b,
  a.low AS low_a,
  b.low AS low_b,
  a.high AS high_a,
  b.high AS high_b,
  a.measure AS measure_a,
  b.measure AS measure_b,
  a.party AS party_a,
  b.party AS party_b,
  a.source AS source_a,
  b.source AS source_b,
  a.modality AS modality_a,
  b.modality AS modality_b,
  CASE WHEN a.id IS NULL OR b.id IS NULL THEN NULL ELSE trim(
    CASE WHEN a.start IS b.start AND a."end" IS b."end" THEN '' ELSE 'span ' END
    || CASE WHEN a.low IS b.low AND a.high IS b.high THEN '' ELSE 'interval ' END
    || CASE WHEN a.measure IS b.measure THEN '' ELSE 'measure ' END
    || CASE WHEN a.party IS b.party THEN '' ELSE 'party ' END
    || CASE WHEN a.source IS b.source THEN '' ELSE 'source ' END
    || CASE WHEN a.polarity IS b.polarity THEN '' ELSE 'polarity ' END
    || CASE WHEN a.modality IS b.modality THEN '' ELSE 'modality ' END
  ) END AS differences,
  (SELECT text FROM sentences WHERE id = coalesce(a.sentence_id, b.sentence_id)) AS sentence,
  (SELECT label FROM documents WHERE id = f.document_id) AS document,
  f.document_id AS document_id,
  coalesce(a.claim_id, b.claim_id) AS claim_id,
  coalesce(a.rule, b.rule) AS rule
FROM found AS f
LEFT JOIN extractor_readings AS a ON a.id = f.reading_a
LEFT JOIN extractor_readings AS b ON b.id = f.reading_b;

CREATE VIEW document_versions AS
SELECT id, url, version, n_versions, captured_at, noted, previous_id, label, n_claims, n_edited
FROM (
  SELECT
    d.id,
    d.url,
    row_number() OVER (
      PARTITION BY d.url ORDER BY coalesce(d.captured_at, c.captured_at), d.id
    ) AS version,
    count(*) OVER (PARTITION BY d.url) AS n_versions,
    coalesce(d.captured_at, c.captured_at) AS captured_at,
    d.captured_at IS NOT NULL AS noted,
    lag(d.id) OVER (
      PARTITION BY d.url ORDER BY coalesce(d.captured_at, c.captured_at), d.id
    ) AS previous_id,
    d.label,
    d.n_claims,
    (
      SELECT count(*) FROM flags f JOIN claims l ON l.id = f.claim_id
      WHERE l.document_id = d.id AND f.code = 'silent_edit'
    ) AS n_edited
  FROM documents d
  JOIN captures c ON c.sha256 = d.sha256
  WHERE d.url IS NOT NULL
)
WHERE n_versions > 1;

INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('provenance', 'm001_initial', datetime('now'));

INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('provenance', 'm002_imports', datetime('now'));

INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('provenance', 'm003_summaries', datetime('now'));

INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('provenance', 'm004_linking', datetime('now'));

INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('provenance', 'm005_versions', datetime('now'));

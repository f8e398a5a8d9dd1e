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
CREATE UNIQUE INDEX idx_imports_document_id_run_id ON imports(document_id, run_id);
CREATE INDEX idx_imports_extractor ON imports(extractor, version);
CREATE INDEX idx_imports_run_id ON imports(run_id);

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
CREATE INDEX idx_readings_import_id ON readings(import_id);
CREATE INDEX idx_readings_document_id ON readings(document_id);
CREATE INDEX idx_readings_sentence_id ON readings(sentence_id);
CREATE INDEX idx_readings_claim_id ON readings(claim_id);
CREATE INDEX idx_readings_figure_id ON readings(figure_id);
CREATE INDEX idx_readings_measure ON readings(measure);
CREATE INDEX idx_readings_run_id ON readings(run_id);

-- What each extractor reads in the documents for which claims were imported: its figures,
-- and its claims without a figure.  A row of the main tables that an import made is told by
-- its readings, not here.
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

-- The pairs of extractors that read one document; what only the first, only the second, or
-- both of them found.
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

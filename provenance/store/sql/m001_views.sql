-- A name that goes with an id is read by a subquery, not by a join: SQLite leaves out the
-- subqueries that a count or a facet does not use, but it makes every join.

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

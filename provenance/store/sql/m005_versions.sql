-- When the bytes were captured, where whoever captured them noted it.
ALTER TABLE documents ADD COLUMN captured_at TEXT;

-- The captures of one address, in the order of their times; where none was noted, of when
-- they were stored.
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

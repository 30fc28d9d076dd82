-- Which classes does each provision have? A person's verdict, given or refused, stands over the machine's.
CREATE VIEW current_labels AS
SELECT l.rowid AS label_rowid, l.provision_id, l.class, l.evidence_start, l.evidence_end, l.why, l.method, l.method_version, l.score, l.run_id
FROM labels l
WHERE l.verdict = 'given' AND (l.method = 'curated' OR NOT EXISTS (
  SELECT 1 FROM labels c WHERE c.provision_id = l.provision_id AND c.class = l.class AND c.method = 'curated'));

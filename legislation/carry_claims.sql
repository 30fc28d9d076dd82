-- Machine claims of the old database (attached as old) that still hold for the new one.
INSERT INTO version_texts
SELECT t.* FROM old.version_texts t
WHERE EXISTS (
  SELECT 1 FROM links l JOIN fetches f USING (fetch_id)
  WHERE l.version_id = t.version_id AND l.link_id = t.link_id AND f.sha256 = t.input_sha256
);
INSERT INTO provisions (provision_id, version_id, number, section_number, heading, start, "end", text, wording, method, method_version, score, run_id)
SELECT provision_id, version_id, number, section_number, heading, start, "end", text, wording, method, method_version, score, run_id
FROM old.provisions WHERE version_id IN (SELECT version_id FROM version_texts);
INSERT INTO labels
SELECT l.* FROM old.labels l
WHERE l.provision_id IN (SELECT provision_id FROM provisions) AND l.class IN (SELECT class FROM classes);
INSERT INTO provision_amounts
SELECT s.* FROM old.provision_amounts s WHERE s.provision_id IN (SELECT provision_id FROM provisions);
INSERT INTO provision_dates
SELECT s.* FROM old.provision_dates s WHERE s.provision_id IN (SELECT provision_id FROM provisions);
INSERT INTO provision_bodies
SELECT s.* FROM old.provision_bodies s WHERE s.provision_id IN (SELECT provision_id FROM provisions);
INSERT INTO citations
SELECT s.* FROM old.citations s WHERE s.provision_id IN (SELECT provision_id FROM provisions);
INSERT INTO relevance
SELECT r.* FROM old.relevance r
WHERE r.method <> 'curated' AND r.bill_id IN (SELECT bill_id FROM bills);
INSERT INTO statuses
SELECT s.* FROM old.statuses s
WHERE s.method <> 'curated' AND s.bill_id IN (SELECT bill_id FROM bills);
INSERT INTO runs
SELECT r.* FROM old.runs r WHERE r.kind <> 'crawl' AND r.run_id NOT IN (SELECT run_id FROM runs);
INSERT OR IGNORE INTO quarantine
SELECT q.* FROM old.quarantine q WHERE q.step = 'enrich' AND (
  q.subject IN (SELECT version_id FROM versions) OR q.subject IN (SELECT provision_id FROM provisions));

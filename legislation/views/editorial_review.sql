-- Which entries of the knowledge base want a person's eye, and why?
CREATE VIEW editorial_review AS
SELECT 'law' AS kind, e.entry_id, e.bill_id, b.jurisdiction, b.jurisdiction_name, 'not verified' AS reason, e.verified_what AS detail, e.checked_date
FROM catalogue_entries e JOIN bill_current b USING (bill_id) WHERE e.is_verified = 0
UNION ALL
SELECT 'law', e.entry_id, e.bill_id, b.jurisdiction, b.jurisdiction_name, 'open question', q.value, e.checked_date
FROM catalogue_entries e JOIN bill_current b USING (bill_id), json_each(e.open_questions) q
UNION ALL
SELECT 'law', e.entry_id, e.bill_id, b.jurisdiction, b.jurisdiction_name, 'law without a date', coalesce(e.status_reason, ''), e.checked_date
FROM catalogue_entries e JOIN bill_current b USING (bill_id)
WHERE b.status IN ('enacted', 'adopted') AND b.status_date IS NULL
  AND NOT EXISTS (SELECT 1 FROM json_each(b.classification) WHERE value = 'statute') -- in force without a day of its own
UNION ALL
SELECT 'law', e.entry_id, e.bill_id, b.jurisdiction, b.jurisdiction_name, 'no digest', coalesce(e.no_digest, ''), e.checked_date
FROM catalogue_entries e JOIN bill_current b USING (bill_id)
WHERE NOT EXISTS (SELECT 1 FROM digest_lines d WHERE d.entry_id = e.entry_id)
UNION ALL
SELECT 'law', e.entry_id, e.bill_id, b.jurisdiction, b.jurisdiction_name, 'law digested without its sections', '', e.checked_date
FROM catalogue_entries e JOIN bill_current b USING (bill_id)
WHERE b.status IN ('enacted', 'adopted') AND EXISTS (SELECT 1 FROM digest_lines d WHERE d.entry_id = e.entry_id)
  AND NOT EXISTS (SELECT 1 FROM digest_lines d WHERE d.entry_id = e.entry_id AND d.section <> '')
UNION ALL
SELECT 'fee', f.fee_id, NULL, f.jurisdiction, j.name, 'missing figure', json_extract(m.value, '$.question') || ': ' || json_extract(m.value, '$.reason'), f.checked_date
FROM fees f JOIN jurisdictions j USING (jurisdiction), json_each(f.missing) m
UNION ALL
SELECT 'program', p.program_id, NULL, p.jurisdiction, j.name, 'not verified', p.verified_what, p.checked_date
FROM programs p JOIN jurisdictions j USING (jurisdiction) WHERE p.is_verified = 0
UNION ALL
SELECT 'program', p.program_id, NULL, p.jurisdiction, j.name, 'no result with a definition', '', p.checked_date
FROM programs p JOIN jurisdictions j USING (jurisdiction)
WHERE NOT EXISTS (SELECT 1 FROM program_results r WHERE r.program_id = p.program_id)
UNION ALL
SELECT x.kind, x.entry_id, x.bill_id, x.jurisdiction, j.name, 'not checked for 180 days', '', x.checked_date
FROM (
  SELECT 'law' AS kind, e.entry_id, e.bill_id, b.jurisdiction, e.checked_date FROM catalogue_entries e JOIN bills b USING (bill_id)
  UNION ALL SELECT 'fee', fee_id, NULL, jurisdiction, checked_date FROM fees
  UNION ALL SELECT 'program', program_id, NULL, jurisdiction, checked_date FROM programs
) x JOIN jurisdictions j USING (jurisdiction)
WHERE x.checked_date < date('now', '-180 days');

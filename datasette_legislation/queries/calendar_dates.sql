-- When do laws take effect, end, or ask for something, and where does it say so?
SELECT 1 AS rank, d.bill_id || '-' || d.entry_id || '-' || d.number AS uid, d.kind, d.date, d.note, d.section, d.bill_id, b.identifier, b.title,
  b.jurisdiction_name, 'read by a person' AS who
FROM dates d JOIN bill_current b USING (bill_id)
WHERE d.date IS NOT NULL AND b.status IN ('enacted', 'adopted') AND b.is_relevant = 1
  AND d.kind IN ('effective', 'sunset', 'deadline', 'report_due', 'fee_start', 'fee_end')
UNION ALL
SELECT 2, d.provision_id || '-' || d.number, d.kind, d.date, d.what, p.section_number, b.bill_id, b.identifier, b.title,
  b.jurisdiction_name, 'read by a machine'
FROM provision_dates d JOIN provisions p USING (provision_id) JOIN latest_versions v USING (version_id) JOIN bill_current b USING (bill_id)
WHERE d.date IS NOT NULL AND b.status IN ('enacted', 'adopted') AND b.is_relevant = 1
ORDER BY date, rank, uid

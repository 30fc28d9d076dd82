-- In which bills does this language stand?
SELECT DISTINCT v.bill_id, b.jurisdiction_name, b.identifier
FROM provisions p JOIN versions v USING (version_id) JOIN bill_current b USING (bill_id)
WHERE p.wording = :wording AND p.wording <> '' AND b.is_relevant = 1
  AND EXISTS (SELECT 1 FROM latest_versions l WHERE l.bill_id = v.bill_id AND l.version_id = v.version_id)
ORDER BY b.jurisdiction_name, v.bill_id LIMIT 12

-- What does a list say of these provisions, and which words show their best label?
SELECT p.rowid AS rowid, p.provision_id, p.number, p.section_number, p.heading, p.text, v.bill_id, v.number AS version_number,
  l.evidence_start, l.evidence_end
FROM json_each(:rowids) wanted CROSS JOIN provisions p ON p.rowid = wanted.value JOIN versions v USING (version_id)
LEFT JOIN labels l ON l.rowid = (
  SELECT label_rowid FROM current_labels x WHERE x.provision_id = p.provision_id ORDER BY x.class = :class DESC, x.score DESC, x.class LIMIT 1)

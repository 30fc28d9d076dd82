-- Which labels did persons correct in these days?
SELECT l.provision_id, l.class, c.label, l.verdict, l.why, v.bill_id, b.identifier, b.jurisdiction_name
FROM labels l JOIN classes c USING (class) JOIN provisions p USING (provision_id) JOIN versions v USING (version_id)
  JOIN bill_current b USING (bill_id)
WHERE l.method = 'curated' AND l.method_version BETWEEN :first AND :last ORDER BY l.provision_id, l.class

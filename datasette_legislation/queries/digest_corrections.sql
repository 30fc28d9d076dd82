-- What did we say wrongly, and mend in these days?
SELECT c.correction_date, c.kind, c.entry_id, c.bill_id, b.identifier, b.jurisdiction_name, c.was, c.now, c.source_url
FROM catalogue_corrections c LEFT JOIN bill_current b USING (bill_id)
WHERE c.correction_date BETWEEN :first AND :last ORDER BY c.correction_date DESC, c.kind, c.entry_id, c.correction_id

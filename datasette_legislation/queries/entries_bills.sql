-- Which bills are these catalogue entries?
SELECT e.entry_id, e.bill_id, b.identifier, b.title, j.name AS jurisdiction_name
FROM json_each(:entry_ids) wanted JOIN catalogue_entries e ON e.entry_id = wanted.value
JOIN bills b USING (bill_id) JOIN jurisdictions j ON j.jurisdiction = b.jurisdiction

-- Which agencies, funds and bodies does the bill name?
SELECT a.role, a.name, a.method, e.is_verified
FROM agencies a JOIN catalogue_entries e USING (entry_id) WHERE a.bill_id = :bill_id ORDER BY a.role, a.entry_id, a.number

-- Which dates does the bill set?
SELECT d.kind, d.date, d.section, d.source_url, d.note, d.method, e.is_verified
FROM dates d JOIN catalogue_entries e USING (entry_id) WHERE d.bill_id = :bill_id ORDER BY d.entry_id, d.number

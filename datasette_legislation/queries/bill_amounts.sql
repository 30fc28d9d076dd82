-- Which sums does the bill name?
SELECT a.kind, a.amount_usd, a.unit, a.from_date, a.to_date, a.section, a.source_url, a.note, a.method, e.is_verified
FROM amounts a JOIN catalogue_entries e USING (entry_id) WHERE a.bill_id = :bill_id ORDER BY a.entry_id, a.number

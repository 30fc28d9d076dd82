-- Who sponsors the bill?
SELECT number, name, classification, entity_type, is_primary FROM sponsorships
WHERE bill_id = :bill_id ORDER BY is_primary DESC, number

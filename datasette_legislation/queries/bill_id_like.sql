-- Which bill is meant by an id in other capitals?
SELECT bill_id FROM bills WHERE bill_id = :bill_id COLLATE NOCASE LIMIT 1

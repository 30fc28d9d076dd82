-- Which bills does the publisher relate to this one, and which of them are here? Sources may name one twice.
SELECT r.identifier, max(r.session) AS session, r.relation, b.bill_id, b.title
FROM related_bills r LEFT JOIN bills b ON b.bill_id = r.related_bill_id
WHERE r.bill_id = :bill_id GROUP BY coalesce(b.bill_id, r.identifier || r.session), r.relation
ORDER BY r.relation, r.identifier

-- What are these bills called?
SELECT b.bill_id, j.name AS jurisdiction_name, b.identifier
FROM json_each(:bill_ids) wanted JOIN bills b ON b.bill_id = wanted.value JOIN jurisdictions j USING (jurisdiction)
ORDER BY j.name, b.bill_id LIMIT 12

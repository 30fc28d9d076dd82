-- What happened to the bill?
SELECT number, date, description, organization, classification FROM actions WHERE bill_id = :bill_id ORDER BY number

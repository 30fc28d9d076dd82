-- What did each charge cost, figure by figure, oldest first?
SELECT * FROM fee_ledger ORDER BY fee_id, coalesce(from_date, '9999'), number

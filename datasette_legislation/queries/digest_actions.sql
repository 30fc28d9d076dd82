-- Which steps did bills take in these days, by the publishers' dates?
SELECT a.bill_id, a.date, a.description FROM actions a JOIN bill_current b USING (bill_id)
WHERE b.is_relevant = 1 AND a.date BETWEEN :first AND :last
ORDER BY a.date DESC, a.bill_id, a.number DESC

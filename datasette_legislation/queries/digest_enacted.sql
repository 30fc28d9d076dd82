-- Which bills became law or were adopted in these days?
SELECT bill_id FROM bill_current
WHERE is_relevant = 1 AND status IN ('enacted', 'adopted') AND status_date BETWEEN :first AND :last
ORDER BY status_date DESC, bill_id

-- Which bills were introduced in these days?
SELECT bill_id FROM bill_current
WHERE is_relevant = 1 AND introduced_date BETWEEN :first AND :last
ORDER BY introduced_date DESC, bill_id

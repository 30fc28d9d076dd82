-- Dates are ISO dates.
SELECT bill_id, date FROM actions WHERE date(date) IS NOT date
UNION ALL SELECT bill_id, date FROM versions WHERE date IS NOT NULL AND date(date) IS NOT date
UNION ALL SELECT bill_id, date FROM dates WHERE date IS NOT NULL AND date(date) IS NOT date;

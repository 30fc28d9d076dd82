-- What to weigh in an area?
SELECT number, title, text FROM considerations WHERE area = :area ORDER BY number

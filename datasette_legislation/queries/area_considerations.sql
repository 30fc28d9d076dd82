-- What to weigh in an area?
SELECT number, title, text, classes, entries, programs FROM considerations WHERE area = :area ORDER BY number

-- What to read about an area?
SELECT title, publisher, year, kind, url FROM resources WHERE area = :area ORDER BY number

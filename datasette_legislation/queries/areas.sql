-- What are the issue areas, in order?
SELECT area, slug, number, title, snapshot, basis, sources FROM areas ORDER BY number

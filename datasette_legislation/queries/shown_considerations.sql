-- What does a list say of these considerations?
SELECT c.area, c.number, c.title, c.text, a.slug, a.title AS area_title
FROM considerations c JOIN areas a USING (area) ORDER BY a.number, c.number

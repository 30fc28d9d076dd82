-- What are the provision classes, in the codebook's order?
SELECT c.class, c.number, c.area, c.label, c.topic, c.does, c.not_this, a.title AS area_title, a.slug AS area_slug
FROM classes c JOIN areas a USING (area) ORDER BY c.number

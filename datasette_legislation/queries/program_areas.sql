-- Which issue areas does a program show?
SELECT a.slug, a.title FROM program_areas p JOIN areas a USING (area) WHERE p.program_id = :program_id ORDER BY a.number

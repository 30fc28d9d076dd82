-- Which programs show an area?
SELECT program_id FROM program_areas JOIN programs USING (program_id) WHERE area = :area ORDER BY name

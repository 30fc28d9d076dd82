-- Which programs show an area, by their own entry or as a consideration names them?
SELECT program_id FROM programs
WHERE program_id IN (
  SELECT program_id FROM program_areas WHERE area = :area
  UNION SELECT value FROM considerations, json_each(programs) WHERE area = :area)
ORDER BY name

-- Which programs does a place have?
SELECT program_id FROM programs WHERE jurisdiction = :jurisdiction ORDER BY name

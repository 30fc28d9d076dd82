-- Which programs are featured?
SELECT program_id FROM programs WHERE highlight_number IS NOT NULL ORDER BY highlight_number LIMIT 4

-- Which laws does a program stand on?
SELECT bill_id FROM program_laws WHERE program_id = :program_id ORDER BY bill_id

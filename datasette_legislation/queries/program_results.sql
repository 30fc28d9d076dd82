-- What did a program achieve, as its sources say?
SELECT measure, value, period, definition, source_url FROM program_results WHERE program_id = :program_id ORDER BY number

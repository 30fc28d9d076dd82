-- What is known of one program?
SELECT p.*, j.name AS jurisdiction_name FROM programs p JOIN jurisdictions j USING (jurisdiction) WHERE program_id = :program_id

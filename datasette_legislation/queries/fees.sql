-- Which charges pay for 988, those in force first?
SELECT f.*, j.name AS jurisdiction_name
FROM fees f JOIN jurisdictions j USING (jurisdiction)
ORDER BY f.state = 'in_force' DESC, f.state = 'enacted' DESC, j.name, f.fee_id

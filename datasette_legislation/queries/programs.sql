-- Which programs are known?
SELECT p.program_id, p.name, p.jurisdiction, j.name AS jurisdiction_name, p.response_type, p.status, p.status_as_of, p.launched,
  p.lead_agency, p.is_verified
FROM programs p JOIN jurisdictions j USING (jurisdiction) ORDER BY p.response_type, j.name, p.name

-- What does a list say of these programs?
SELECT p.program_id, p.name, p.jurisdiction, j.name AS jurisdiction_name, j.jurisdiction_id, p.response_type, p.status,
  p.status_as_of, p.launched, p.lead_agency, p.staffing, p.hours, p.is_verified, p.highlight_number
FROM json_each(:program_ids) wanted CROSS JOIN programs p ON p.program_id = wanted.value JOIN jurisdictions j USING (jurisdiction)
ORDER BY wanted.key

-- Which program is that of the week, or the last one before it?
SELECT h.week, h.program_id, h.text, p.name, p.response_type, p.launched, p.hours, p.staffing, j.name AS jurisdiction_name
FROM highlights h JOIN programs p USING (program_id) JOIN jurisdictions j USING (jurisdiction)
WHERE h.week <= :week ORDER BY h.week DESC LIMIT 1

-- Which agencies, funds and advisory bodies do the version's provisions name, as a machine read them?
SELECT b.*, p.number AS provision_number FROM provisions p JOIN provision_bodies b USING (provision_id)
WHERE p.version_id = :version_id ORDER BY p.number, b.number

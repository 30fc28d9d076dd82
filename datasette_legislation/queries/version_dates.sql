-- Which dates do the version's provisions set, as a machine read them?
SELECT d.*, p.number AS provision_number FROM provisions p JOIN provision_dates d USING (provision_id)
WHERE p.version_id = :version_id ORDER BY p.number, d.number

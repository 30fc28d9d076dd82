-- Which fees and appropriations do the version's provisions state, as a machine read them?
SELECT a.*, p.number AS provision_number FROM provisions p JOIN provision_amounts a USING (provision_id)
WHERE p.version_id = :version_id ORDER BY p.number, a.number

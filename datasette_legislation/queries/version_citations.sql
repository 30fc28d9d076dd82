-- Which laws do the version's provisions amend, repeal, add or cite, as a machine read them?
SELECT c.*, p.number AS provision_number FROM provisions p JOIN citations c USING (provision_id)
WHERE p.version_id = :version_id ORDER BY p.number, c.number

-- A provision's text is that slice of its version's text.
SELECT p.provision_id FROM provisions p LEFT JOIN version_texts t USING (version_id)
WHERE t.version_id IS NULL OR substr(t.text, p.start + 1, p."end" - p.start) IS NOT p.text;

-- Provisions of a version follow each other without overlap.
SELECT provision_id FROM (
  SELECT provision_id, start, lag("end") OVER (PARTITION BY version_id ORDER BY number) AS before FROM provisions
) WHERE start < before;

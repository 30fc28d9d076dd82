-- When was each source last read?
SELECT source, started_at, outcome, found, kept, quarantined, last_success_at, bills FROM source_health ORDER BY source

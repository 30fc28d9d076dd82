-- Has anything been built or enriched since the shelf was filled?
SELECT count(*) AS runs, max(started_at) AS started, max(finished_at) AS finished FROM runs WHERE kind <> 'crawl'

-- Where do sources disagree about a charge?
SELECT fee_id, about, claims, we_follow FROM fee_conflicts ORDER BY fee_id, number

-- What may the money of each charge pay for, and who does not pay?
SELECT fee_id, kind, does, section FROM fee_clauses ORDER BY fee_id, kind DESC, number

-- Which laws in force do most in an area, one a place, each with a line of our digest that names its section?
WITH lines AS (
  SELECT b.bill_id, b.jurisdiction, b.jurisdiction_name, b.identifier, b.status_date, d.class, c.label, d.does, d.section,
    -- the line's place on the bill's page
    (SELECT count(*) FROM digest_lines x WHERE x.bill_id = d.bill_id AND (x.entry_id, x.number) <= (d.entry_id, d.number)) AS number,
    count(*) OVER (PARTITION BY b.bill_id) AS lines,
    row_number() OVER (PARTITION BY b.bill_id ORDER BY d.number) AS line
  FROM digest_lines d JOIN classes c USING (class) JOIN bill_current b USING (bill_id)
  WHERE c.area = :area AND b.status IN ('enacted', 'adopted') AND b.is_verified = 1 AND d.section <> ''
), laws AS (
  SELECT *, row_number() OVER (PARTITION BY jurisdiction ORDER BY lines DESC, status_date DESC, bill_id) AS rank
  FROM lines WHERE line = 1
)
SELECT bill_id, number, jurisdiction_name, identifier, class, label, does, section FROM laws
WHERE rank = 1 ORDER BY lines DESC, jurisdiction_name LIMIT 8

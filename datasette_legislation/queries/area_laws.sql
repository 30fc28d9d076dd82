-- Which laws in force show an area, each with a line of our digest that names its section? One law a place.
SELECT bill_id, number, jurisdiction_name, identifier, class, label, does, section FROM (
  SELECT b.bill_id, b.jurisdiction, b.jurisdiction_name, b.identifier, d.class, c.label, d.does, d.section,
    (SELECT count(*) FROM digest_lines x WHERE x.bill_id = d.bill_id AND x.number <= d.number) AS number,
    row_number() OVER (PARTITION BY b.jurisdiction ORDER BY d.section IS NULL OR d.section = '', b.status_date DESC, d.number) AS rank
  FROM digest_lines d JOIN classes c USING (class) JOIN bill_current b USING (bill_id)
  WHERE c.area = :area AND b.status IN ('enacted', 'adopted') AND b.is_verified = 1
) WHERE rank = 1
ORDER BY section IS NULL OR section = '', jurisdiction_name LIMIT 8

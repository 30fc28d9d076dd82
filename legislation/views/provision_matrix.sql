-- Which places have bills of which provision class, and how many of them are law?
CREATE VIEW provision_matrix AS
SELECT b.jurisdiction, b.jurisdiction_name, c.class,
  count(DISTINCT b.bill_id) AS bills,
  count(DISTINCT CASE WHEN b.status IN ('enacted', 'adopted') THEN b.bill_id END) AS laws
FROM bill_classes c JOIN bill_current b USING (bill_id)
WHERE b.is_relevant = 1
GROUP BY b.jurisdiction, b.jurisdiction_name, c.class;

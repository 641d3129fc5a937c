WITH
known AS MATERIALIZED (
SELECT unit, name, parent, gathered, first_year, last_year FROM (VALUES
  ('1000', '社0', '101', '101', 0, 2012),
  ('1001', '社1', '102', '102', 0, 9999),
  ('1002', '社2', '101', '101', 0, 9999),
  ('1003', '社3', '102', '102', 0, 2012),
  ('1004', '社4', '101', '101', 0, 9999),
  ('1005', '社5', '102', '102', 0, 9999),
  ('1006', '社6', '101', '101', 0, 9999),
  ('1007', '社7', '102', '102', 2012, 9999),
  ('1008', '社8', '101', '101', 0, 9999),
  ('1009', '社9', '102', '102', 0, 2012),
  ('1010', '社10', '101', '101', 0, 9999),
  ('1011', '社11', '102', '102', 2012, 9999),
  ('1012', '社12', '101', '101', 0, 9999),
  ('1013', '社13', '102', '102', 0, 9999),
  ('1014', '社14', '101', '101', 2012, 9999),
  ('1015', '社15', '102', '102', 0, 9999),
  ('1016', '社16', '101', '101', 0, 9999),
  ('1017', '社17', '102', '102', 2012, 9999),
  ('1018', '社18', '101', '101', 0, 9999),
  ('1019', '社19', '102', '102', 0, 2012),
  ('1020', '社20', '101', '101', 0, 2012),
  ('1021', '社21', '102', '102', 2012, 9999),
  ('1022', '社22', '101', '101', 0, 2012),
  ('1023', '社23', '102', '102', 0, 9999),
  ('1024', '社24', '101', '101', 0, 2012),
  ('1025', '社25', '102', '102', 0, 9999),
  ('1026', '社26', '101', '101', 0, 9999),
  ('1027', '社27', '102', '102', 0, 9999),
  ('1028', '社28', '101', '101', 2012, 9999),
  ('1029', '社29', '102', '102', 0, 2012),
  ('1030', '社30', '101', '101', 0, 2012),
  ('1031', '社31', '102', '102', 0, 9999),
  ('1032', '社32', '101', '101', 0, 9999),
  ('1033', '社33', '102', '102', 0, 9999),
  ('1034', '社34', '101', '101', 0, 2012),
  ('1035', '社35', '102', '102', 0, 9999),
  ('1036', '社36', '101', '101', 0, 9999),
  ('1037', '社37', '102', '102', 0, 9999),
  ('1038', '社38', '101', '101', 0, 9999),
  ('1039', '社39', '102', '102', 0, 9999),
  ('1040', '社40', '101', '101', 0, 9999),
  ('1041', '社41', '102', '102', 0, 9999),
  ('1042', '社42', '101', '101', 0, 9999),
  ('1043', '社43', '102', '102', 0, 9999),
  ('1044', '社44', '101', '101', 2012, 9999),
  ('1045', '社45', '102', '102', 0, 2012),
  ('1046', '社46', '101', '101', 0, 9999),
  ('1047', '社47', '102', '102', 0, 9999),
  ('1048', '社48', '101', '101', 0, 9999),
  ('1049', '社49', '102', '102', 0, 9999),
  ('1050', '社50', '101', '101', 0, 2012),
  ('1051', '社51', '102', '102', 0, 2012),
  ('1052', '社52', '101', '101', 0, 9999),
  ('1053', '社53', '102', '102', 0, 9999),
  ('1054', '社54', '101', '101', 2012, 9999),
  ('1055', '社55', '102', '102', 2012, 9999),
  ('1056', '社56', '101', '101', 0, 9999),
  ('1057', '社57', '102', '102', 0, 2012),
  ('1058', '社58', '101', '101', 0, 2012),
  ('1059', '社59', '102', '102', 2012, 9999),
  ('1060', '社60', '101', '101', 0, 2012),
  ('1061', '社61', '102', '102', 0, 9999),
  ('1062', '社62', '101', '101', 0, 9999),
  ('1063', '社63', '102', '102', 0, 2012),
  ('1064', '社64', '101', '101', 0, 9999),
  ('1065', '社65', '102', '102', 0, 9999),
  ('1066', '社66', '101', '101', 0, 9999),
  ('1067', '社67', '102', '102', 0, 9999),
  ('1068', '社68', '101', '101', 0, 9999),
  ('1069', '社69', '102', '102', 2012, 9999)
) AS rows_of_known(unit, name, parent, gathered, first_year, last_year)
),
-- the rows of figures, and what their cells say where they are clean
read_1 AS MATERIALIZED (
SELECT texts.*,
  TRIM(c0) AS unit,
  '' AS name,
  CASE WHEN regexp_full_match(c1, '[12][0-9][0-9][0-9]') THEN c1 ELSE '' END AS year,
  CASE WHEN regexp_full_match(c1, '[12][0-9][0-9][0-9]') THEN CAST(c1 AS INTEGER) ELSE 0 END AS year_number,
  CASE WHEN regexp_full_match(c1, '[ ]*([12][0-9][0-9][0-9](年|年度)?)?[ ]*') THEN 0 ELSE 1 END AS of_years,
  CASE WHEN regexp_full_match(c3, '-?(0|[1-9][0-9]{0,14})([.]0{1,2})?') THEN CAST(CAST(c3 AS DECIMAL(20, 2)) AS DECIMAL(38, 0)) END AS v0,
  CASE WHEN regexp_full_match(c4, '-?(0|[1-9][0-9]{0,13})([.][0-9]0?)?') THEN CAST(CAST(c4 AS DECIMAL(20, 1)) * 10 AS DECIMAL(38, 0)) END AS v1,
  CASE WHEN regexp_full_match(c5, '-?(0|[1-9][0-9]{0,14})([.]0{1,2})?') THEN CAST(CAST(c5 AS DECIMAL(20, 2)) AS DECIMAL(38, 0)) END AS v2,
  CASE WHEN regexp_full_match(c6, '-?(0|[1-9][0-9]{0,13})([.][0-9]0?)?') THEN CAST(CAST(c6 AS DECIMAL(20, 1)) * 10 AS DECIMAL(38, 0)) END AS v3,
  CASE WHEN regexp_full_match(c7, '-?(0|[1-9][0-9]{0,12})([.][0-9]{1,2})?') THEN CAST(CAST(c7 AS DECIMAL(20, 2)) * 100 AS DECIMAL(38, 0)) END AS v4,
  CASE WHEN regexp_full_match(c8, '-?(0|[1-9][0-9]{0,11})([.][0-9]{1,3})?') THEN CAST(CAST(c8 AS DECIMAL(20, 3)) * 1000 AS DECIMAL(38, 0)) END AS v5
FROM (
SELECT
  COALESCE(CAST("代码" AS VARCHAR), '') AS c0,
  COALESCE(CAST("年度" AS VARCHAR), '') AS c1,
  COALESCE(CAST("性质" AS VARCHAR), '') AS c2,
  COALESCE(CAST("residents" AS VARCHAR), '') AS c3,
  COALESCE(CAST("employed" AS VARCHAR), '') AS c4,
  COALESCE(CAST("staff" AS VARCHAR), '') AS c5,
  COALESCE(CAST("age" AS VARCHAR), '') AS c6,
  COALESCE(CAST("funds" AS VARCHAR), '') AS c7,
  COALESCE(CAST("balance" AS VARCHAR), '') AS c8
FROM "figures"
) AS texts
),
clean_1 AS MATERIALIZED (
SELECT rows.*, known.gathered,
  CASE WHEN known.gathered <> ''
    AND rows.year_number >= 2010 AND rows.year_number <= 2013
    AND rows.year_number >= known.first_year AND rows.year_number <= known.last_year
    AND rows.c2 IN ('', 'actual', '实际')
    AND (rows.v0 IS NOT NULL AND rows.v0 >= 0 AND rows.v0 <= 60)
    AND (rows.v1 IS NOT NULL AND rows.v1 >= 0)
    AND (rows.v2 IS NOT NULL AND rows.v2 >= 0 AND rows.v2 <= 9)
    AND (rows.v3 IS NOT NULL AND rows.v3 >= 160 AND rows.v3 <= 700)
    AND (rows.c7 = '' OR rows.v4 IS NOT NULL AND rows.v4 >= 0)
    AND (rows.c8 = '' OR rows.v5 IS NOT NULL AND rows.v5 >= -50000 AND rows.v5 <= 50000)
    AND rows.v1 <= rows.v0 * 10
    AND rows.v2 >= 0
    THEN 1 ELSE 0 END AS clean
FROM read_1 AS rows
LEFT JOIN known AS known ON known.unit = rows.c0
),
-- the rows of late, and what their cells say where they are clean
read_2 AS MATERIALIZED (
SELECT texts.*,
  TRIM(c0) AS unit,
  TRIM(c1) AS name,
  CASE WHEN regexp_full_match(c2, '[12][0-9][0-9][0-9]') THEN c2 ELSE '' END AS year,
  CASE WHEN regexp_full_match(c2, '[12][0-9][0-9][0-9]') THEN CAST(c2 AS INTEGER) ELSE 0 END AS year_number,
  CASE WHEN regexp_full_match(c2, '[ ]*([12][0-9][0-9][0-9](年|年度)?)?[ ]*') THEN 0 ELSE 1 END AS of_years,
  CASE WHEN regexp_full_match(c4, '-?(0|[1-9][0-9]{0,12})([.][0-9]{1,2})?') THEN CAST(CAST(c4 AS DECIMAL(20, 2)) * 100 AS DECIMAL(38, 0)) END AS v0
FROM (
SELECT
  COALESCE(CAST("code" AS VARCHAR), '') AS c0,
  COALESCE(CAST("name" AS VARCHAR), '') AS c1,
  COALESCE(CAST("nd" AS VARCHAR), '') AS c2,
  COALESCE(CAST("as_of" AS VARCHAR), '') AS c3,
  COALESCE(CAST("zj" AS VARCHAR), '') AS c4
FROM "late"
) AS texts
),
clean_2 AS MATERIALIZED (
SELECT rows.*, known.gathered,
  CASE WHEN known.gathered <> ''
    AND rows.year_number >= 2010 AND rows.year_number <= 2013
    AND rows.year_number >= known.first_year AND rows.year_number <= known.last_year
    AND rows.c1 IN ('', known.name)
    AND rows.c3 IN ('')
    AND (rows.c4 = '' OR rows.v0 IS NOT NULL AND rows.v0 >= 0)
    THEN 1 ELSE 0 END AS clean
FROM read_2 AS rows
LEFT JOIN known AS known ON known.unit = rows.c0
),
-- rows that are not clean: whose they may be
suspects AS MATERIALIZED (
SELECT unit, name, year FROM clean_1 WHERE clean = 0
UNION ALL SELECT unit, name, year FROM clean_2 WHERE clean = 0
),
-- clean rows by unit and year
counted_once AS MATERIALIZED (
SELECT c0 AS unit, year FROM clean_1 WHERE clean = 1
UNION ALL SELECT c0 AS unit, year FROM clean_2 WHERE clean = 1
),
-- units and years of which no row is counted; the year '' stands for all
doubts AS MATERIALIZED (
SELECT unit, year FROM suspects WHERE unit <> ''
UNION SELECT known.unit, suspects.year FROM suspects JOIN known AS known ON known.name = suspects.name
WHERE suspects.unit = '' AND suspects.name <> ''
UNION SELECT unit, year FROM counted_once GROUP BY unit, year HAVING COUNT(*) > 1
),
always AS MATERIALIZED (
SELECT unit FROM doubts WHERE year = ''
),
-- rows that may be of several years together
of_years AS MATERIALIZED (
SELECT COUNT(*) AS found FROM (
SELECT of_years FROM clean_1 WHERE of_years = 1
UNION ALL SELECT of_years FROM clean_2 WHERE of_years = 1
) AS rows_of_years
),
marked_1 AS MATERIALIZED (
SELECT rows.*, CASE WHEN rows.clean = 1 AND doubts.unit IS NULL AND always.unit IS NULL AND of_years.found = 0
    THEN 1 ELSE 0 END AS counted
FROM clean_1 AS rows
LEFT JOIN doubts ON doubts.unit = rows.c0 AND doubts.year = rows.year
LEFT JOIN always ON always.unit = rows.c0
CROSS JOIN of_years
),
marked_2 AS MATERIALIZED (
SELECT rows.*, CASE WHEN rows.clean = 1 AND doubts.unit IS NULL AND always.unit IS NULL AND of_years.found = 0
    THEN 1 ELSE 0 END AS counted
FROM clean_2 AS rows
LEFT JOIN doubts ON doubts.unit = rows.c0 AND doubts.year = rows.year
LEFT JOIN always ON always.unit = rows.c0
CROSS JOIN of_years
),
-- what is added up of figures
sums_1 AS MATERIALIZED (
SELECT gathered,
  year,
  SUM(CASE WHEN c3 <> '' THEN 1 ELSE 0 END) AS reported_0,
  SUM(CASE WHEN c3 = '' THEN 1 ELSE 0 END) AS blank_0,
  COALESCE(SUM(v0), 0) AS sum_0,
  SUM(CASE WHEN v0 IS NOT NULL AND v0 >= 20 THEN 1 ELSE 0 END) AS holds_1,
  SUM(CASE WHEN v0 IS NOT NULL AND NOT (v0 >= 20) THEN 1 ELSE 0 END) AS fails_1,
  SUM(CASE WHEN c4 <> '' THEN 1 ELSE 0 END) AS reported_2,
  SUM(CASE WHEN c4 = '' THEN 1 ELSE 0 END) AS blank_2,
  COALESCE(SUM(v1), 0) AS sum_2,
  SUM(CASE WHEN c5 <> '' THEN 1 ELSE 0 END) AS reported_3,
  SUM(CASE WHEN c5 = '' THEN 1 ELSE 0 END) AS blank_3,
  COALESCE(SUM(v2), 0) AS sum_3,
  SUM(CASE WHEN c7 <> '' THEN 1 ELSE 0 END) AS reported_4,
  SUM(CASE WHEN c7 = '' THEN 1 ELSE 0 END) AS blank_4,
  COALESCE(SUM(v4), 0) AS sum_4,
  SUM(CASE WHEN v4 IS NOT NULL AND v4 <= 150 THEN 1 ELSE 0 END) AS holds_5,
  SUM(CASE WHEN v4 IS NOT NULL AND NOT (v4 <= 150) THEN 1 ELSE 0 END) AS fails_5,
  SUM(CASE WHEN c8 <> '' THEN 1 ELSE 0 END) AS reported_6,
  SUM(CASE WHEN c8 = '' THEN 1 ELSE 0 END) AS blank_6,
  COALESCE(SUM(v5), 0) AS sum_6,
  COUNT(*) AS reported_7,
  SUM(v3 * v2) AS sum_7
FROM marked_1 WHERE counted = 1 AND year_number <= 2012
GROUP BY gathered, year
),
-- what is added up of late
sums_2 AS MATERIALIZED (
SELECT gathered,
  year,
  SUM(CASE WHEN c4 <> '' THEN 1 ELSE 0 END) AS reported_0,
  SUM(CASE WHEN c4 = '' THEN 1 ELSE 0 END) AS blank_0,
  COALESCE(SUM(v0), 0) AS sum_0,
  SUM(CASE WHEN v0 IS NOT NULL AND v0 <= 150 THEN 1 ELSE 0 END) AS holds_1,
  SUM(CASE WHEN v0 IS NOT NULL AND NOT (v0 <= 150) THEN 1 ELSE 0 END) AS fails_1
FROM marked_2 WHERE counted = 1 AND year_number <= 2012
GROUP BY gathered, year
)
SELECT what, unit, year, reported, blank, holds, fails, undecided, not_applicable, lo, hi, items, bands, losses FROM (
SELECT 0 AS place, 'plan:b7ec29ba948e0e87d68e733ae23243df2210d9188d19d6fc0a4af064a440de8a' AS what, '' AS unit, '' AS year, '' AS reported, '' AS blank, '' AS holds, '' AS fails, '' AS undecided, '' AS not_applicable, '' AS lo, '' AS hi, '' AS items, '' AS bands, '' AS losses
UNION ALL
SELECT 1, 'question:district/2012/', '', '', '', '', '', '', '', '', '', '', '', '', ''
UNION ALL
SELECT 2, 'rest:figures', '', '', CAST(COUNT(*) AS VARCHAR), '', '', '', '', '', '', '', '', '', ''
FROM marked_1 WHERE counted = 0
UNION ALL
SELECT 3, 'rows:figures', '', '', CAST(COUNT(*) AS VARCHAR), '', '', '', '', '', '', '', '', '', ''
FROM marked_1 WHERE counted = 1 AND year_number > 2012
UNION ALL
SELECT 4, 'rows:figures', '', year, CAST(COUNT(*) AS VARCHAR), '', '', '', '', '', '', '', '', '', ''
FROM marked_1 WHERE counted = 1 AND year_number <= 2012 GROUP BY year
UNION ALL
-- indicator employed (employed), clause c
SELECT 5, 'sum:residents', gathered, year, CAST(reported_0 AS VARCHAR), CAST(blank_0 AS VARCHAR), '', '', '', '', CAST(sum_0 AS VARCHAR), CAST(sum_0 AS VARCHAR), '', '', ''
FROM sums_1
UNION ALL
-- indicator crowded (crowded), clause c
SELECT 6, 'holds:crowded', gathered, year, '', '', CAST(holds_1 AS VARCHAR), CAST(fails_1 AS VARCHAR), '', '', '', '', '', '', ''
FROM sums_1 WHERE holds_1 + fails_1 > 0
UNION ALL
-- indicator employed (employed), clause c
SELECT 7, 'sum:employed', gathered, year, CAST(reported_2 AS VARCHAR), CAST(blank_2 AS VARCHAR), '', '', '', '', CAST(sum_2 AS VARCHAR), CAST(sum_2 AS VARCHAR), '', '', ''
FROM sums_1
UNION ALL
-- indicator age (age), clause c
SELECT 8, 'sum:staff', gathered, year, CAST(reported_3 AS VARCHAR), CAST(blank_3 AS VARCHAR), '', '', '', '', CAST(sum_3 AS VARCHAR), CAST(sum_3 AS VARCHAR), '', '', ''
FROM sums_1
UNION ALL
-- indicator funds (funds), clause c
SELECT 9, 'sum:funds', gathered, year, CAST(reported_4 AS VARCHAR), CAST(blank_4 AS VARCHAR), '', '', '', '', CAST(sum_4 AS VARCHAR), CASE WHEN blank_4 = 0 THEN CAST(sum_4 AS VARCHAR) ELSE '' END, '', '', ''
FROM sums_1
UNION ALL
-- indicator poor (poor), clause c
SELECT 10, 'holds:poor', gathered, year, '', '', CAST(holds_5 AS VARCHAR), CAST(fails_5 AS VARCHAR), '', '', '', '', '', '', ''
FROM sums_1 WHERE holds_5 + fails_5 > 0
UNION ALL
-- indicator balance (balance), clause c
SELECT 11, 'sum:balance', gathered, year, CAST(reported_6 AS VARCHAR), CAST(blank_6 AS VARCHAR), '', '', '', '', CASE WHEN blank_6 = 0 THEN CAST(sum_6 AS VARCHAR) ELSE CAST(sum_6 + CAST(blank_6 AS DECIMAL(38, 0)) * -50000 AS VARCHAR) END, CASE WHEN blank_6 = 0 THEN CAST(sum_6 AS VARCHAR) ELSE CAST(sum_6 + CAST(blank_6 AS DECIMAL(38, 0)) * 50000 AS VARCHAR) END, '', '', ''
FROM sums_1
UNION ALL
-- indicator age (age), clause c
SELECT 12, 'mean:age:staff', gathered, year, CAST(reported_7 AS VARCHAR), '', '', '', '', '', CAST(sum_7 AS VARCHAR), CAST(sum_7 AS VARCHAR), '', '', ''
FROM sums_1
UNION ALL
SELECT 13, 'rest:late', '', '', CAST(COUNT(*) AS VARCHAR), '', '', '', '', '', '', '', '', '', ''
FROM marked_2 WHERE counted = 0
UNION ALL
SELECT 14, 'rows:late', '', '', CAST(COUNT(*) AS VARCHAR), '', '', '', '', '', '', '', '', '', ''
FROM marked_2 WHERE counted = 1 AND year_number > 2012
UNION ALL
SELECT 15, 'rows:late', '', year, CAST(COUNT(*) AS VARCHAR), '', '', '', '', '', '', '', '', '', ''
FROM marked_2 WHERE counted = 1 AND year_number <= 2012 GROUP BY year
UNION ALL
-- indicator funds (funds), clause c
SELECT 16, 'sum:funds', gathered, year, CAST(reported_0 AS VARCHAR), CAST(blank_0 AS VARCHAR), '', '', '', '', CAST(sum_0 AS VARCHAR), CASE WHEN blank_0 = 0 THEN CAST(sum_0 AS VARCHAR) ELSE '' END, '', '', ''
FROM sums_2
UNION ALL
-- indicator poor (poor), clause c
SELECT 17, 'holds:poor', gathered, year, '', '', CAST(holds_1 AS VARCHAR), CAST(fails_1 AS VARCHAR), '', '', '', '', '', '', ''
FROM sums_2 WHERE holds_1 + fails_1 > 0
) AS tally
ORDER BY place, what, unit, year;

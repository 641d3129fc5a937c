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
-- the rows of answers, and what their cells say where they are clean
read_1 AS MATERIALIZED (
SELECT texts.*,
  TRIM(c0) AS unit,
  '' AS name,
  CASE WHEN regexp_full_match(c2, '[12][0-9][0-9][0-9]') THEN c2 ELSE '' END AS year,
  CASE WHEN regexp_full_match(c2, '[12][0-9][0-9][0-9]') THEN CAST(c2 AS INTEGER) ELSE 0 END AS year_number,
  CASE WHEN regexp_full_match(c2, '[ ]*([12][0-9][0-9][0-9](年|年度)?)?[ ]*') THEN 0 ELSE 1 END AS of_years,
  CASE WHEN c3 = '' THEN -1 WHEN c3 IN ('0', 'N', 'X', 'false', 'n', 'no', 'x', '×', '✗', '不达标', '否', '无', '未', '未完成', '未建立', '未达标', '没有') THEN 0 WHEN c3 IN ('ongoing', 'under way', 'under-way', 'underway', '在建', '推进中', '筹备中', '进行中') THEN 1 WHEN c3 IN ('1', 'Y', 'true', 'y', 'yes', '√', '✓', '✔', '完成', '已完成', '已建立', '已成立', '是', '有', '达标') THEN 2 WHEN c3 IN ('na', 'null', '无数据', '未报', '缺', '缺失') THEN -1 ELSE -9 END AS v0,
  CASE WHEN c4 = '' THEN -1 WHEN c4 IN ('0', 'not', '否') THEN 0 WHEN c4 IN ('0.5', 'half') THEN 1 WHEN c4 IN ('1', 'met', '是') THEN 2 WHEN c4 IN ('-', '--', '---', 'n/a', '–', '—', '——', '不涉及', '不适用') THEN -2 WHEN c4 IN ('na', 'null', '无数据', '未报', '缺', '缺失') THEN -1 ELSE -9 END AS v1,
  CASE WHEN c5 = '' THEN -1 WHEN c5 IN ('0', 'not', '否') THEN 0 WHEN c5 IN ('0.5', 'half') THEN 1 WHEN c5 IN ('1', 'met', '是') THEN 2 WHEN c5 IN ('-', '--', '---', 'n/a', '–', '—', '——', '不涉及', '不适用') THEN -2 WHEN c5 IN ('na', 'null', '无数据', '未报', '缺', '缺失') THEN -1 ELSE -9 END AS v2,
  CASE WHEN c6 = '' THEN -1 WHEN c6 IN ('0', 'not', '否') THEN 0 WHEN c6 IN ('0.5', 'half') THEN 1 WHEN c6 IN ('1', 'met', '是') THEN 2 WHEN c6 IN ('-', '--', '---', 'n/a', '–', '—', '——', '不涉及', '不适用') THEN -2 WHEN c6 IN ('na', 'null', '无数据', '未报', '缺', '缺失') THEN -1 ELSE -9 END AS v3,
  CASE WHEN c7 = '' THEN -1 WHEN c7 IN ('0', 'not', '否') THEN 0 WHEN c7 IN ('0.5', 'half') THEN 1 WHEN c7 IN ('1', 'met', '是') THEN 2 WHEN c7 IN ('-', '--', '---', 'n/a', '–', '—', '——', '不涉及', '不适用') THEN -2 WHEN c7 IN ('na', 'null', '无数据', '未报', '缺', '缺失') THEN -1 ELSE -9 END AS v4,
  CASE WHEN c8 = '' THEN -1 WHEN c8 IN ('0', 'not', '否') THEN 0 WHEN c8 IN ('0.5', 'half') THEN 1 WHEN c8 IN ('1', 'met', '是') THEN 2 WHEN c8 IN ('-', '--', '---', 'n/a', '–', '—', '——', '不涉及', '不适用') THEN -2 WHEN c8 IN ('na', 'null', '无数据', '未报', '缺', '缺失') THEN -1 ELSE -9 END AS v5
FROM (
SELECT
  COALESCE(CAST("code" AS VARCHAR), '') AS c0,
  COALESCE(CAST("parent" AS VARCHAR), '') AS c1,
  COALESCE(CAST("year" AS VARCHAR), '') AS c2,
  COALESCE(CAST("centre" AS VARCHAR), '') AS c3,
  COALESCE(CAST("service" AS VARCHAR), '') AS c4,
  COALESCE(CAST("i1" AS VARCHAR), '') AS c5,
  COALESCE(CAST("i2" AS VARCHAR), '') AS c6,
  COALESCE(CAST("i3" AS VARCHAR), '') AS c7,
  COALESCE(CAST("i4" AS VARCHAR), '') AS c8
FROM "answers"
) AS texts
),
clean_1 AS MATERIALIZED (
SELECT rows.*, known.gathered,
  CASE WHEN known.gathered <> ''
    AND rows.year_number >= 2010 AND rows.year_number <= 2013
    AND rows.year_number >= known.first_year AND rows.year_number <= known.last_year
    AND rows.c1 IN ('', known.parent)
    AND rows.v0 <> -9
    AND rows.v1 <> -9
    AND rows.v2 <> -9
    AND rows.v3 <> -9
    AND rows.v4 <> -9
    AND rows.v5 <> -9
    THEN 1 ELSE 0 END AS clean
FROM read_1 AS rows
LEFT JOIN known AS known ON known.unit = rows.c0
),
-- rows that are not clean: whose they may be
suspects AS MATERIALIZED (
SELECT unit, name, year FROM clean_1 WHERE clean = 0
),
-- clean rows by unit and year
counted_once AS MATERIALIZED (
SELECT c0 AS unit, year FROM clean_1 WHERE clean = 1
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
marked_1 AS MATERIALIZED (
SELECT rows.*, CASE WHEN rows.clean = 1 AND doubts.unit IS NULL AND always.unit IS NULL
    THEN 1 ELSE 0 END AS counted
FROM clean_1 AS rows
LEFT JOIN doubts ON doubts.unit = rows.c0 AND doubts.year = rows.year
LEFT JOIN always ON always.unit = rows.c0
),
-- what is added up of answers
sums_1 AS MATERIALIZED (
SELECT gathered,
  year,
  SUM(CASE WHEN v0 IN (2) THEN 1 ELSE 0 END) AS holds_0,
  SUM(CASE WHEN v0 IN (0, 1) THEN 1 ELSE 0 END) AS fails_0,
  SUM(CASE WHEN v0 = -2 THEN 1 ELSE 0 END) AS without_0,
  SUM(CASE WHEN v1 IN (1, 2) THEN 1 ELSE 0 END) AS holds_1,
  SUM(CASE WHEN v1 IN (0) THEN 1 ELSE 0 END) AS fails_1,
  SUM(CASE WHEN v1 = -2 THEN 1 ELSE 0 END) AS without_1
FROM marked_1 WHERE counted = 1 AND year_number <= 2012
GROUP BY gathered, year
)
SELECT what, unit, year, reported, blank, holds, fails, undecided, not_applicable, lo, hi, items, bands, losses FROM (
SELECT 0 AS place, 'plan:b7ec29ba948e0e87d68e733ae23243df2210d9188d19d6fc0a4af064a440de8a' AS what, '' AS unit, '' AS year, '' AS reported, '' AS blank, '' AS holds, '' AS fails, '' AS undecided, '' AS not_applicable, '' AS lo, '' AS hi, '' AS items, '' AS bands, '' AS losses
UNION ALL
SELECT 1, 'question:district/2012/', '', '', '', '', '', '', '', '', '', '', '', '', ''
UNION ALL
SELECT 2, 'rest:answers', '', '', CAST(COUNT(*) AS VARCHAR), '', '', '', '', '', '', '', '', '', ''
FROM marked_1 WHERE counted = 0
UNION ALL
SELECT 3, 'rows:answers', '', '', CAST(COUNT(*) AS VARCHAR), '', '', '', '', '', '', '', '', '', ''
FROM marked_1 WHERE counted = 1 AND year_number > 2012
UNION ALL
SELECT 4, 'rows:answers', '', year, CAST(COUNT(*) AS VARCHAR), '', '', '', '', '', '', '', '', '', ''
FROM marked_1 WHERE counted = 1 AND year_number <= 2012 GROUP BY year
UNION ALL
-- indicator centre (centre), clause c
SELECT 5, 'holds:centre', gathered, year, '', '', CAST(holds_0 AS VARCHAR), CAST(fails_0 AS VARCHAR), '', CAST(without_0 AS VARCHAR), '', '', '', '', ''
FROM sums_1 WHERE holds_0 + fails_0 + without_0 > 0
UNION ALL
-- indicator service (service), clause c
SELECT 6, 'holds:service', gathered, year, '', '', CAST(holds_1 AS VARCHAR), CAST(fails_1 AS VARCHAR), '', CAST(without_1 AS VARCHAR), '', '', '', '', ''
FROM sums_1 WHERE holds_1 + fails_1 + without_1 > 0
UNION ALL
SELECT 7, 'passes:list', unit, year, '', '', holds, fails, undecided, not_applicable, '', '', items, bands, ''
FROM (
-- checklist list (l)
--   indicator list (l), clause c
SELECT
  unit,
  year,
  CAST(holds AS VARCHAR) AS holds,
  CAST(fails AS VARCHAR) AS fails,
  CAST(undecided AS VARCHAR) AS undecided,
  CAST(not_applicable AS VARCHAR) AS not_applicable,
  CONCAT(CONCAT(CAST(met_0 AS VARCHAR), '/', CAST(units - met_0 - open_0 - without_0 AS VARCHAR), '/', CAST(open_0 AS VARCHAR), '/', CAST(without_0 AS VARCHAR)), ' ', CONCAT(CAST(met_1 AS VARCHAR), '/', CAST(units - met_1 - open_1 - without_1 AS VARCHAR), '/', CAST(open_1 AS VARCHAR), '/', CAST(without_1 AS VARCHAR)), ' ', CONCAT(CAST(met_2 AS VARCHAR), '/', CAST(units - met_2 - open_2 - without_2 AS VARCHAR), '/', CAST(open_2 AS VARCHAR), '/', CAST(without_2 AS VARCHAR)), ' ', CONCAT(CAST(met_3 AS VARCHAR), '/', CAST(units - met_3 - open_3 - without_3 AS VARCHAR), '/', CAST(open_3 AS VARCHAR), '/', CAST(without_3 AS VARCHAR))) AS items,
  CONCAT(CAST(band_0 AS VARCHAR), '/', CAST(band_1 AS VARCHAR)) AS bands
FROM (
SELECT
  unit,
  year,
  COUNT(*) AS units,
  SUM(CAST(outcome = 2 AS INTEGER)) AS holds,
  SUM(CAST(outcome = 0 AS INTEGER)) AS fails,
  SUM(CAST(outcome = 1 AS INTEGER)) AS undecided,
  SUM(CAST(outcome = -1 AS INTEGER)) AS not_applicable,
  SUM(CAST(band = 0 AS INTEGER)) AS band_0,
  SUM(CAST(band = 1 AS INTEGER)) AS band_1,
  SUM(CAST(i0 = 2 AS INTEGER)) AS met_0,
  SUM(CAST(i0 = -1 AS INTEGER)) AS open_0,
  SUM(CAST(i0 = -2 AS INTEGER)) AS without_0,
  SUM(CAST(i1 = 2 AS INTEGER)) AS met_1,
  SUM(CAST(i1 = -1 AS INTEGER)) AS open_1,
  SUM(CAST(i1 = -2 AS INTEGER)) AS without_1,
  SUM(CAST(i2 = 2 AS INTEGER)) AS met_2,
  SUM(CAST(i2 = -1 AS INTEGER)) AS open_2,
  SUM(CAST(i2 = -2 AS INTEGER)) AS without_2,
  SUM(CAST(i3 = 2 AS INTEGER)) AS met_3,
  SUM(CAST(i3 = -1 AS INTEGER)) AS open_3,
  SUM(CAST(i3 = -2 AS INTEGER)) AS without_3
FROM (
SELECT
  *,
  CASE
    WHEN outcome <> 2 THEN -1
    WHEN got >= whole * 9 THEN 1
    WHEN got + more >= whole * 9 THEN -1
    WHEN got >= whole * 6 THEN 0
    ELSE -1
  END AS band
FROM (
SELECT
  *,
  CASE
    WHEN whole = 0 THEN -1
    WHEN got + more < whole * 6
      OR got_0 + more_0 < whole_0 * 5
      OR must_unmet > 0 THEN 0
    WHEN got >= whole * 6
      AND got_0 >= whole_0 * 5
      AND must_unanswered = 0 THEN 2
    ELSE 1
  END AS outcome
FROM (
SELECT
  *,
  got_0 + got_1 AS got,
  more_0 + more_1 AS more,
  whole_0 + whole_1 AS whole,
  must_unmet_0 AS must_unmet,
  must_unanswered_0 AS must_unanswered
FROM (
SELECT
  *,
  packed_0 % 10 AS whole_0,
  (packed_0 // 10) % 100 AS got_0,
  (packed_0 // 1000) % 100 AS more_0,
  (packed_0 // 100000) % 10 AS must_unmet_0,
  packed_0 // 1000000 AS must_unanswered_0,
  packed_1 % 10 AS whole_1,
  (packed_1 // 10) % 100 AS got_1,
  packed_1 // 1000 AS more_1
FROM (
SELECT
  *,
  CAST(0 AS BIGINT)
    + CASE i0 WHEN 2 THEN 202 WHEN 1 THEN 102 WHEN 0 THEN 2 WHEN -1 THEN 20002 ELSE 0 END
    + CASE i1 WHEN 2 THEN 101 WHEN 1 THEN 100051 WHEN 0 THEN 100001 WHEN -1 THEN 1010001 ELSE 0 END AS packed_0,
  CAST(0 AS BIGINT)
    + CASE i2 WHEN 2 THEN 101 WHEN 1 THEN 51 WHEN 0 THEN 1 WHEN -1 THEN 10001 ELSE 0 END
    + CASE i3 WHEN 2 THEN 303 WHEN 1 THEN 153 WHEN 0 THEN 3 WHEN -1 THEN 30003 ELSE 0 END AS packed_1
FROM (
SELECT
  gathered AS unit,
  year AS year,
  v2 AS i0, -- 1 first
  v3 AS i1, -- 2 second, must be met
  v4 AS i2, -- 3 third
  v5 AS i3 -- 4 fourth
FROM marked_1 WHERE counted = 1 AND year_number <= 2012
) AS given
WHERE i0 <> -1
  OR i1 <> -1
  OR i2 <> -1
  OR i3 <> -1
) AS packed
) AS parts
) AS totals
) AS judged
) AS placed
GROUP BY unit, year
) AS counts
) AS passes_1_2
) AS tally
ORDER BY place, what, unit, year;

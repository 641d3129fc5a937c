WITH
known AS (
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
read_1 AS (
SELECT texts.*,
  TRIM(c0) AS unit,
  '' AS name,
  CASE WHEN c2 RLIKE '^([12][0-9][0-9][0-9])(?![^a]|a)' THEN c2 ELSE '' END AS year,
  CASE WHEN c2 RLIKE '^([12][0-9][0-9][0-9])(?![^a]|a)' THEN CAST(c2 AS INTEGER) ELSE 0 END AS year_number,
  CASE WHEN c2 RLIKE '^([ ]*([12][0-9][0-9][0-9](年|年度)?)?[ ]*)(?![^a]|a)' THEN 0 ELSE 1 END AS of_years,
  CASE WHEN c3 = '' THEN -1 WHEN c3 IN ('0', 'N', 'X', 'false', 'n', 'no', 'x', '×', '✗', '不达标', '否', '无', '未', '未完成', '未建立', '未达标', '没有') THEN 0 WHEN c3 IN ('ongoing', 'under way', 'under-way', 'underway', '在建', '推进中', '筹备中', '进行中') THEN 1 WHEN c3 IN ('1', 'Y', 'true', 'y', 'yes', '√', '✓', '✔', '完成', '已完成', '已建立', '已成立', '是', '有', '达标') THEN 2 WHEN c3 IN ('na', 'null', '无数据', '未报', '缺', '缺失') THEN -1 ELSE -9 END AS v0,
  CASE WHEN c4 = '' THEN -1 WHEN c4 IN ('0', 'not', '否') THEN 0 WHEN c4 IN ('0.5', 'half') THEN 1 WHEN c4 IN ('1', 'met', '是') THEN 2 WHEN c4 IN ('-', '--', '---', 'n/a', '–', '—', '——', '不涉及', '不适用') THEN -2 WHEN c4 IN ('na', 'null', '无数据', '未报', '缺', '缺失') THEN -1 ELSE -9 END AS v1,
  CASE WHEN c5 = '' THEN -1 WHEN c5 IN ('0', 'not', '否') THEN 0 WHEN c5 IN ('0.5', 'half') THEN 1 WHEN c5 IN ('1', 'met', '是') THEN 2 WHEN c5 IN ('-', '--', '---', 'n/a', '–', '—', '——', '不涉及', '不适用') THEN -2 WHEN c5 IN ('na', 'null', '无数据', '未报', '缺', '缺失') THEN -1 ELSE -9 END AS v2,
  CASE WHEN c6 = '' THEN -1 WHEN c6 IN ('0', 'not', '否') THEN 0 WHEN c6 IN ('0.5', 'half') THEN 1 WHEN c6 IN ('1', 'met', '是') THEN 2 WHEN c6 IN ('-', '--', '---', 'n/a', '–', '—', '——', '不涉及', '不适用') THEN -2 WHEN c6 IN ('na', 'null', '无数据', '未报', '缺', '缺失') THEN -1 ELSE -9 END AS v3,
  CASE WHEN c7 = '' THEN -1 WHEN c7 IN ('0', 'not', '否') THEN 0 WHEN c7 IN ('0.5', 'half') THEN 1 WHEN c7 IN ('1', 'met', '是') THEN 2 WHEN c7 IN ('-', '--', '---', 'n/a', '–', '—', '——', '不涉及', '不适用') THEN -2 WHEN c7 IN ('na', 'null', '无数据', '未报', '缺', '缺失') THEN -1 ELSE -9 END AS v4,
  CASE WHEN c8 = '' THEN -1 WHEN c8 IN ('0', 'not', '否') THEN 0 WHEN c8 IN ('0.5', 'half') THEN 1 WHEN c8 IN ('1', 'met', '是') THEN 2 WHEN c8 IN ('-', '--', '---', 'n/a', '–', '—', '——', '不涉及', '不适用') THEN -2 WHEN c8 IN ('na', 'null', '无数据', '未报', '缺', '缺失') THEN -1 ELSE -9 END AS v5
FROM (
SELECT
  COALESCE(CAST(`code` AS STRING), '') AS c0,
  COALESCE(CAST(`parent` AS STRING), '') AS c1,
  COALESCE(CAST(`year` AS STRING), '') AS c2,
  COALESCE(CAST(`centre` AS STRING), '') AS c3,
  COALESCE(CAST(`service` AS STRING), '') AS c4,
  COALESCE(CAST(`i1` AS STRING), '') AS c5,
  COALESCE(CAST(`i2` AS STRING), '') AS c6,
  COALESCE(CAST(`i3` AS STRING), '') AS c7,
  COALESCE(CAST(`i4` AS STRING), '') AS c8
FROM `answers`
) AS texts
),
clean_1 AS (
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
suspects AS (
SELECT unit, name, year FROM clean_1 WHERE clean = 0
),
-- clean rows by unit and year
counted_once AS (
SELECT c0 AS unit, year FROM clean_1 WHERE clean = 1
),
-- units and years of which no row is counted; the year '' stands for all
doubts AS (
SELECT unit, year FROM suspects WHERE unit <> ''
UNION SELECT known.unit, suspects.year FROM suspects JOIN known AS known ON known.name = suspects.name
WHERE suspects.unit = '' AND suspects.name <> ''
UNION SELECT unit, year FROM counted_once GROUP BY unit, year HAVING COUNT(*) > 1
),
always AS (
SELECT unit FROM doubts WHERE year = ''
),
marked_1 AS (
SELECT rows.*, CASE WHEN rows.clean = 1 AND doubts.unit IS NULL AND always.unit IS NULL
    THEN 1 ELSE 0 END AS counted
FROM clean_1 AS rows
LEFT JOIN doubts ON doubts.unit = rows.c0 AND doubts.year = rows.year
LEFT JOIN always ON always.unit = rows.c0
)
SELECT
  c0 AS `code`,
  c1 AS `parent`,
  c2 AS `year`,
  c3 AS `centre`,
  c4 AS `service`,
  c5 AS `i1`,
  c6 AS `i2`,
  c7 AS `i3`,
  c8 AS `i4`
FROM marked_1 WHERE counted = 0
ORDER BY c0, c1, c2, c3, c4, c5, c6, c7, c8;

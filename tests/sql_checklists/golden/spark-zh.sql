-- 清单 safe-community（平安社区）
--   指标 safe-community（平安社区），条款 1.1-safe
SELECT
  unit,
  year,
  CAST(holds AS STRING) AS holds,
  CAST(fails AS STRING) AS fails,
  CAST(undecided AS STRING) AS undecided,
  CAST(not_applicable AS STRING) AS not_applicable,
  CONCAT(CONCAT(CAST(met_0 AS STRING), '/', CAST(units - met_0 - open_0 - without_0 AS STRING), '/', CAST(open_0 AS STRING), '/', CAST(without_0 AS STRING)), ' ', CONCAT(CAST(met_1 AS STRING), '/', CAST(units - met_1 - open_1 - without_1 AS STRING), '/', CAST(open_1 AS STRING), '/', CAST(without_1 AS STRING)), ' ', CONCAT(CAST(met_2 AS STRING), '/', CAST(units - met_2 - open_2 - without_2 AS STRING), '/', CAST(open_2 AS STRING), '/', CAST(without_2 AS STRING))) AS items,
  CONCAT(CAST(band_0 AS STRING), '/', CAST(band_1 AS STRING)) AS bands
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
  SUM(CAST(i2 = -2 AS INTEGER)) AS without_2
FROM (
SELECT
  *,
  CASE
    WHEN outcome <> 2 THEN -1
    WHEN got >= whole * 9 THEN 1
    WHEN got + more >= whole * 9 THEN -1
    WHEN got >= whole * 8 THEN 0
    ELSE -1
  END AS band
FROM (
SELECT
  *,
  CASE
    WHEN whole = 0 THEN -1
    WHEN got + more < whole * 8
      OR got_0 + more_0 < whole_0 * 6
      OR must_unmet > 0 THEN 0
    WHEN got >= whole * 8
      AND got_0 >= whole_0 * 6
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
  packed_0 % 100 AS whole_0,
  (packed_0 DIV 100) % 1000 AS got_0,
  (packed_0 DIV 100000) % 1000 AS more_0,
  (packed_0 DIV 100000000) % 10 AS must_unmet_0,
  packed_0 DIV 1000000000 AS must_unanswered_0,
  packed_1 % 100 AS whole_1,
  (packed_1 DIV 100) % 1000 AS got_1,
  packed_1 DIV 100000 AS more_1
FROM (
SELECT
  *,
  CAST(0 AS BIGINT)
    + CASE i0 WHEN 2 THEN 20020 WHEN 1 THEN 100010020 WHEN 0 THEN 100000020 WHEN -1 THEN 1020000020 ELSE 0 END
    + CASE i1 WHEN 2 THEN 15015 WHEN 1 THEN 7515 WHEN 0 THEN 15 WHEN -1 THEN 15000015 ELSE 0 END AS packed_0,
  CAST(0 AS BIGINT)
    + CASE i2 WHEN 2 THEN 10010 WHEN 1 THEN 5010 WHEN 0 THEN 10 WHEN -1 THEN 10000010 ELSE 0 END AS packed_1
FROM (
SELECT
  gathered AS unit,
  year AS year,
  a0 AS i0, -- 1 公共安全制度健全，须达标
  a1 AS i1, -- 2 应急预案完备
  a2 AS i2 -- 3 定期开展巡查
FROM answers WHERE counted = 1
) AS given
WHERE i0 <> -1
  OR i1 <> -1
  OR i2 <> -1
) AS packed
) AS parts
) AS totals
) AS judged
) AS placed
GROUP BY unit, year
) AS counts

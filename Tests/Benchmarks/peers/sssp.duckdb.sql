WITH RECURSIVE distance(node, steps) USING KEY (node) AS (
  SELECT 0::BIGINT, 0::BIGINT
  UNION
  SELECT e.c2, min(d.steps + e.c3)
  FROM distance d JOIN edge e ON d.node = e.c1
    LEFT JOIN recurring.distance known ON known.node = e.c2
  WHERE known.steps IS NULL OR d.steps + e.c3 < known.steps
  GROUP BY e.c2)
SELECT count(*), sum(steps) FROM distance;

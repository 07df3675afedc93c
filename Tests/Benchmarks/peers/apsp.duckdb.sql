WITH RECURSIVE distance(a, b, steps) USING KEY (a, b) AS (
  SELECT c1, c2, min(c3) FROM edge GROUP BY c1, c2
  UNION
  SELECT d.a, e.c2, min(d.steps + e.c3)
  FROM distance d JOIN edge e ON d.b = e.c1
    LEFT JOIN recurring.distance known ON known.a = d.a AND known.b = e.c2
  WHERE known.steps IS NULL OR d.steps + e.c3 < known.steps
  GROUP BY d.a, e.c2)
SELECT count(*), sum(steps) FROM distance;

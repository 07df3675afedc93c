SELECT count(*) FROM (
  SELECT DISTINCT a.c1 AS x, a.c2 AS y, b.c2 AS z
  FROM edge a JOIN edge b ON a.c2 = b.c1 JOIN edge c ON c.c1 = a.c1 AND c.c2 = b.c2) t;

WITH RECURSIVE path(y) AS (
  SELECT c2 FROM edge WHERE c1 = 1
  UNION
  SELECT edge.c2 FROM path JOIN edge ON path.y = edge.c1)
SELECT count(*) FROM path;

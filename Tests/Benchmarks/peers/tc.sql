WITH RECURSIVE path(x, y) AS (
  SELECT c1, c2 FROM edge
  UNION
  SELECT path.x, edge.c2 FROM path JOIN edge ON path.y = edge.c1)
SELECT count(*) FROM path;

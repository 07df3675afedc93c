WITH RECURSIVE sg(x, y) AS (
  SELECT p.c1, q.c1 FROM parent p JOIN parent q ON p.c2 = q.c2
  UNION
  SELECT p.c1, q.c1 FROM sg JOIN parent p ON p.c2 = sg.x JOIN parent q ON q.c2 = sg.y)
SELECT count(*) FROM sg;

WITH position AS (SELECT DISTINCT c2 AS actor, c3 AS topic, c4 AS stance FROM statement),
  congruent AS (
    SELECT a.actor AS a, b.actor AS b, count(DISTINCT a.topic) AS topics
    FROM position a JOIN position b
      ON a.topic = b.topic AND a.stance = b.stance AND a.actor < b.actor
    GROUP BY 1, 2),
  conflict AS (
    SELECT a.actor AS a, b.actor AS b, count(DISTINCT a.topic) AS topics
    FROM position a JOIN position b
      ON a.topic = b.topic AND a.stance <> b.stance AND a.actor < b.actor
    GROUP BY 1, 2)
SELECT (SELECT count(*) FROM congruent), (SELECT count(*) FROM conflict),
  (SELECT count(*) FROM congruent c
   WHERE NOT EXISTS (SELECT 1 FROM conflict d WHERE d.a = c.a AND d.b = c.b));

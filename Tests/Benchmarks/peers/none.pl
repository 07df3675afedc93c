counts([N]) :- aggregate_all(count, edge(_, _), N).

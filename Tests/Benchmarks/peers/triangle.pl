:- table triangle/3.
:- include('../rules/triangle.dl').
counts([N]) :- aggregate_all(count, triangle(_, _, _), N).

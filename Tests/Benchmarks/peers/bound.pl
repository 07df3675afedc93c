:- table path/2.
:- include('../rules/tc.dl').
counts([N]) :- aggregate_all(count, path(1, _), N).

:- table sg/2.
:- include('../rules/sg.dl').
counts([N]) :- aggregate_all(count, sg(_, _), N).

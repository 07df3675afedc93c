:- table pt/2.
:- include('../rules/andersen.dl').
counts([N]) :- aggregate_all(count, pt(_, _), N).

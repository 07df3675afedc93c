:- table vf/2, ma/2, va/2.
:- include('../rules/cspa.dl').
counts([F, M, V]) :-
    aggregate_all(count, vf(_, _), F),
    aggregate_all(count, ma(_, _), M),
    aggregate_all(count, va(_, _), V).

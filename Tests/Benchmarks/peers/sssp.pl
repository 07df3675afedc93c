:- table distance(_, min).
distance(0, 0).
distance(Y, D) :- distance(X, E), edge(X, Y, W), D is E + W.
counts([N, S]) :-
    aggregate_all(count, distance(_, _), N),
    aggregate_all(sum(D), distance(_, D), S).

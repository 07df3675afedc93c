:- table distance(_, _, min).
distance(X, Y, W) :- edge(X, Y, W).
distance(X, Y, D) :- distance(X, Z, E), edge(Z, Y, W), D is E + W.
counts([N, S]) :-
    aggregate_all(count, distance(_, _, _), N),
    aggregate_all(sum(D), distance(_, _, D), S).

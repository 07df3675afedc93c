% swipl count.pl -- PROGRAM FACTS: loads both and prints the numbers that counts/1 of the program gives.
:- initialization(main, main).

main([Program, Facts]) :-
    style_check(-singleton),
    load_files(Program, [silent(true)]),
    load_files(Facts, [silent(true)]),
    counts(Numbers),
    atomic_list_concat(Numbers, '\t', Line),
    writeln(Line).

#!/usr/bin/env escript
%%! +A1
%% Writes what Erlang's own PER implementation makes of random values of Constructs.asn, limits preferred:
%%   constructs.escript FOLDER/Constructs.asn per|uper COUNT SEED > FOLDER/aligned.encodings
%% A line is type, octets in hex, value. Needs Debian's erlang-base, erlang-asn1, erlang-dev.
%%
%% Left out, because Erlang 25 reads or writes them otherwise than X.691 has it: strings of size zero whose size is
%% bounded (no alignment follows, 11.9.4.1), CHOICEs with tags of their own (canonical order, 23.1), the
%% value of an INTEGER with a single value on decode.
-mode(compile).
-define(M, 'Constructs').
main([File, Rule, N, Seed]) ->
    Dir = filename:join("/tmp", "constructs-" ++ os:getpid()), ok = filelib:ensure_dir(Dir ++ "/x"),
    ok = asn1ct:compile(File, [list_to_atom(Rule), noobj, {outdir, Dir}]),
    {ok, ?M} = compile:file(Dir ++ "/Constructs.erl", [report_errors, {outdir, Dir}, {i, Dir}]),
    code:add_patha(Dir), rand:seed(exsss, list_to_integer(Seed)),
    io:format("# Written by Erlang/OTP ~s from Constructs.asn, ~s: type, octets, value~n", [erlang:system_info(otp_release), Rule]),
    [ [ one(T) || _ <- lists:seq(1, list_to_integer(N)) ] ||
      T <- ['Integers','Unbounded','Bits','OctetStrings','Characters','Wide','Lists','Enumerations','Presence','Extended',
            'Empty','Nothing','Alternatives','Lone','Tree','Identifiers','Message'] ],
    [ long(L) || L <- [127,128,16383,16384,16385,65535,65536,65537,131077] ],
    file:del_dir_r(Dir).
%% lists and strings of every kind, too long to keep: their number of units and the MD5 of the octets
long(N) ->
    B0 = << <<(I*7)>> || I <- lists:seq(0, (N + 7) div 8 - 1) >>, <<Bits:N/bitstring, _/bitstring>> = B0,
    Text = [ 32 + I rem 90 || I <- lists:seq(0, N-1) ],
    {ok, Colours} = ?M:encode('Colours', [ lists:nth(1 + I rem 5, [red,green,blue,cyan,magenta]) || I <- lists:seq(0, N-1) ]),
    {ok, B} = ?M:encode('Long', {'Long', true, << <<(I*7)>> || I <- lists:seq(0, N-1) >>, Bits, [ (I*5) band 255 || I <- lists:seq(0, N-1) ],
        Text, list_to_binary(Text), Colours}),
    io:format("Long ~w ~s~n", [N, hx(erlang:md5(iolist_to_binary(B)))]).
one(T) ->
    V = v(T),
    case catch ?M:encode(T, V) of
        {ok, B} ->
            case catch ?M:decode(T, B) of
               {ok, V2} -> io:format("~s ~s ~ts~n", [T, hx(B), s(case T of 'Integers' -> V; _ -> V2 end)]);
               E -> io:format(standard_error, "DEC ~s ~0P~n", [T, E, 20]) end;
        E -> io:format(standard_error, "ENC ~s ~0P ~0P~n", [T, V, 30, E, 20])
    end.
hx(B) -> case string:lowercase(binary:encode_hex(iolist_to_binary(B))) of <<>> -> "-"; X -> X end.
%% values as text
s(asn1_NOVALUE) -> "-";
s(true) -> "true"; s(false) -> "false";
s(A) when is_atom(A) -> atom_to_list(A);
s(I) when is_integer(I) -> integer_to_list(I);
s(F) when is_float(F) -> "_";
s(B) when is_bitstring(B) -> N = bit_size(B), P = (8 - N rem 8) rem 8, [string:lowercase(binary:encode_hex(<<B/bitstring, 0:P>>)), "/", integer_to_list(N)];
s(L) when is_list(L) -> ["[", lists:join(",", [s(X) || X <- L]), "]"];
s({0,0,A,B}) when is_integer(A), is_integer(B) -> integer_to_list(A*256+B);
s({0,P,A,B}) when is_integer(A), is_integer(B) -> integer_to_list(P*65536+A*256+B);
s({asn1_enum, N}) -> ["?", integer_to_list(N)];
s(T) when is_integer(element(1,T)) -> lists:join(".", [integer_to_list(X) || X <- tuple_to_list(T)]);
s(T) -> [H|R] = tuple_to_list(T), N = atom_to_list(H),
    case {hd(N) >= $a, R} of
       {true, [V]} -> [N, ":", s(V)];
       _ -> ["{", lists:join(",", [s(X) || X <- R]), "}"] end.
%% random
pick(L) -> lists:nth(rand:uniform(length(L)), L).
r(A, B) -> case rand:uniform(4) of 1 -> A; 2 -> B; _ -> A + rand:uniform(B - A + 1) - 1 end.
near(A, B) -> case rand:uniform(3) of 1 -> r(A, B); 2 -> X = A + (1 bsl (rand:uniform(65)-1)) - rand:uniform(2), max(A, min(B, X)); 3 -> pick([A,B]) end.
wide() -> case rand:uniform(4) of 1 -> r(-130, 130); _ -> X = (1 bsl (rand:uniform(63) - 1)) - rand:uniform(3) + 1, pick([X, -X]) end.
atleast(L) -> case rand:uniform(3) of 1 -> L + rand:uniform(300) - 1; 2 -> L; _ -> max(L, (1 bsl (rand:uniform(62)-1)) - rand:uniform(3)) end.
bo() -> pick([true,false]).
oct(N) -> rand:bytes(N).
bits(N) -> P = (8 - N rem 8) rem 8, <<B:N/bitstring, _:P>> = rand:bytes((N + P) div 8), B.
ch(S, N) -> [pick(S) || _ <- lists:seq(1, N)].
ls(F, N) -> [F() || _ <- lists:seq(1, N)].
opt(F) -> case bo() of true -> F(); _ -> asn1_NOVALUE end.
pr() -> " '()+,-./0123456789:=?ABCXYZabcxyz".
q(L) -> [case C of _ when C < 256 -> C; _ -> {0, C bsr 16, (C bsr 8) band 255, C band 255} end || C <- L].
v('Integers') -> {'Integers', 5, r(0,1), r(-2,3), r(0,254), r(1,256), r(0,256), near(0,65535), near(0,65536), near(0,16777215), near(0,4294967295),
   near(-2147483648,2147483647), near(0,1099511627775), near(0,9223372036854775807), near(0,18446744073709551615), near(-9223372036854775808,9223372036854775807)};
v('Unbounded') -> {'Unbounded', bo(), wide(), atleast(0), atleast(-5), 10 - atleast(0), pick([0,3,7,8,-1,1000,-100000]), pick([0,255,256,4294967295,4294967296,-1,65536]), pick([0,7,8,100,50])};
v('Bits') -> {'Bits', bo(), bits(1), bits(16), bits(17), bits(64), bits(r(1,16)), bits(r(1,200)), bits(pick([16,16,17,0,15,200])), bits(r(1,300)), bits(pick([0,1,7,8,9,127,128,129,300]))};
v('OctetStrings') -> {'OctetStrings', bo(), oct(1), oct(2), oct(3), oct(r(1,2)), oct(r(4,8)), oct(r(1,255)), oct(pick([1,2,128,300])), oct(pick([0,1,127,128,300])),
   oct(pick([8,8,0,7,9,200])), oct(pick([1,2,3,4,0,5,130])), oct(pick([2,3,127,128,200])), oct(pick([0,1,2,127,128,129,300]))};
v('Characters') -> {'Characters', bo(), ch(" 0123456789", pick([0,1,2,5,127,130])), ch(pr(), pick([1,2,150,151,200])), ch(lists:seq(0,127), r(1,20)), ch(lists:seq(0,127), 2), ch(lists:seq(0,127),3),
   ch(lists:seq(0,127), r(0,2)), ch(lists:seq(32,126), pick([4,5,299,300])), ch("abcd", r(1,9)), ch("0123456789ABCDEF", r(1,8)),
   unicode:characters_to_binary(ch([65,233,8364,128512,0,127], pick([0,1,5,70]))), q(ch([65,0,233,8364,65535], r(1,10)))};
v('Wide') -> {'Wide', q(ch([65,0,233,8364,128512], r(1,4)))};
v('Lists') -> {'Lists', bo(), ls(fun() -> r(0,7) end, 3), ls(fun bo/0, r(1,16)), ls(fun() -> r(0,3) end, r(0,256)), ls(fun() -> r(0,3) end, pick([1,2,255,256,300])),
   ls(fun() -> r(0,3) end, pick([0,1,127,128,300])), ls(fun() -> r(0,300) end, pick([2,3,4,0,1,5,130])), ls(fun() -> r(0,15) end, pick([0,1,2,127,128,200])),
   ls(fun() -> v('Colour') end, r(0,3)), ls(fun() -> {'Lists_pairs_SEQOF', r(0,9), opt(fun bo/0)} end, r(0,3)), ls(fun() -> r(0,9) end, r(0,4))};
v('Colour') -> pick([red,green,blue,cyan,magenta]);
v('Enumerations') -> {'Enumerations', only, v('Colour'), pick([high,low,middle]), pick([v0, a0, a1, a62, a63, a64, a66])};
v('Presence') -> {'Presence', opt(fun() -> r(0,7) end), pick([3,4,asn1_DEFAULT]), pick([true,false,asn1_DEFAULT]), pick([green,red,magenta,asn1_DEFAULT]), opt(fun() -> oct(1) end),
   pick(['NULL',asn1_NOVALUE]), pick([low,high,asn1_DEFAULT]), pick([<<5:4>>,<<7:4>>,asn1_DEFAULT]), r(0,255)};
v('Extended') -> D = opt(fun bo/0), E = case D of asn1_NOVALUE -> asn1_NOVALUE; _ -> opt(fun() -> r(0,7) end) end,
   {'Extended', r(0,7), opt(fun bo/0), opt(fun() -> r(0,300) end), pick(['NULL',asn1_NOVALUE]), opt(fun() -> ls(fun() -> v('Colour') end, pick([0,2,150])) end), D, E, opt(fun() -> oct(pick([0,3,130])) end), opt(fun() -> v('Colour') end)};
v('Empty') -> {'Empty'};
v('Nothing') -> {'Nothing'};
v('Alternatives') -> alt(4);
v('Lone') -> {only, r(0,3)};
v('Tree') -> tree(5);
v('Identifiers') -> {'Identifiers', bo(), pick([{1,2,840,113549},{0,9,5},{2,999,3},{2,5,4,3,70000},{1,39,1}]), pick([{1},{8571,3},{1,2,3,128}])};
v('Message') -> {'Message', ls(fun() -> field() end, pick([0,1,3,5]))}.
alt(0) -> {none,'NULL'};
alt(D) -> case rand:uniform(8) of 1 -> {none,'NULL'}; 2 -> {number, r(0,300)}; 3 -> {nested, pick([{x,bo()},{y,{z,r(0,7)}},{y,{w,oct(pick([0,3,200]))}}])};
   4 -> {sequence, {'Alternatives_sequence', bo(), opt(fun() -> alt(D-1) end)}}; 5 -> {list, ls(fun() -> alt(D-1) end, r(0,4))};
   6 -> {later, bo()}; 7 -> {much, ls(fun() -> v('Colour') end, pick([0,1,5]))}; 8 -> {nil,'NULL'} end.
tree(0) -> {'Tree', r(0,255), asn1_NOVALUE, asn1_NOVALUE};
tree(D) -> {'Tree', r(0,255), opt(fun() -> tree(D-1) end), opt(fun() -> tree(D-1) end)}.
field() -> case rand:uniform(9) of 8 -> {'Field', 12, light, v('Presence')}; 9 -> {'Field', 13, light, v('Unbounded')}; 1 -> {'Field', 0, heavy, v('Colour')}; 2 -> {'Field', 7, light, near(0,4294967295)}; 3 -> {'Field', 8, light, oct(pick([0,1,100,124,125,126,127,128,200]))};
   4 -> {'Field', 9, light, v('Lists')}; 5 -> {'Field', 10, light, ls(fun() -> inner() end, r(0,3))}; 6 -> {'Field', 11, light, 'NULL'};
   7 -> {'Field', pick([5,6,300]), pick([light,heavy]), {asn1_OPENTYPE, oct(pick([1,5,130]))}} end.
inner() -> pick([{'Field', 0, light, bo()}, {'Field', 1, heavy, tree(2)}]).

%% Makes Erlang's codec of a set of modules, and measures it.
-module(kenb_bench).
-export([versions/1, build/1, measure/1]).

versions(_) ->
    ok = application:load(asn1),
    {ok, Asn1} = application:get_key(asn1, vsn),
    io:format("OTP ~s, asn1 ~s, emulator ~p~n",
              [erlang:system_info(otp_release), Asn1, erlang:system_info(emu_flavor)]),
    halt(0).

%% Of the modules that Name.set.asn lists, in the working directory.
build([Name, Rules]) ->
    ok = asn1ct:compile(Name ++ ".set.asn", [list_to_atom(Rules), noobj, {i, "."}, {outdir, "."}]),
    {ok, _} = compile:file(Name, [{i, "."}]),
    halt(0).

%% File: a line a message, its name, type and octets in hex. Prints a line a round:
%% name, decode or encode, nanoseconds of processor time and by the clock, an operation.
measure([Codec, File, Rounds, Millis]) ->
    {ok, Text} = file:read_file(File),
    [message(list_to_atom(Codec), binary:split(Line, <<" ">>, [global]),
             list_to_integer(Rounds), list_to_integer(Millis))
     || Line <- binary:split(Text, <<"\n">>, [global, trim])],
    halt(0).

message(Codec, [Name, TypeName, Hex], Rounds, Millis) ->
    Type = binary_to_atom(TypeName),
    Octets = binary:decode_hex(Hex),
    try
        {ok, Value} = Codec:decode(Type, Octets),
        Again = case Codec:encode(Type, Value) of {ok, Octets} -> "same"; {ok, _} -> "other" end,
        io:format("~s octets ~s~n", [Name, Again]),
        rounds(Name, "decode", fun(N) -> decode(N, Codec, Type, Octets) end, Rounds, Millis),
        rounds(Name, "encode", fun(N) -> encode(N, Codec, Type, Value) end, Rounds, Millis)
    catch _:Reason -> io:format("~s refused ~0P~n", [Name, Reason, 12])
    end.

decode(0, _, _, _) -> ok;
decode(N, Codec, Type, Octets) -> {ok, _} = Codec:decode(Type, Octets), decode(N - 1, Codec, Type, Octets).

encode(0, _, _, _) -> ok;
encode(N, Codec, Type, Value) -> {ok, _} = Codec:encode(Type, Value), encode(N - 1, Codec, Type, Value).

%% The first round finds out how many make the time, and is not counted.
rounds(Name, What, Run, Rounds, Millis) ->
    Count = count(Run, 1000, Millis * 1000000),
    [begin
         {Cpu, Wall} = timed(Run, Count),
         io:format("~s ~s ~.3f ~.3f~n", [Name, What, Cpu / Count, Wall / Count])
     end || _ <- lists:seq(1, Rounds)].

count(Run, Count, Wanted) ->
    case timed(Run, Count) of
        {Cpu, _} when Cpu * 4 < Wanted -> count(Run, Count * 2, Wanted);
        {Cpu, _} -> max(1, round(Count * Wanted / Cpu))
    end.

%% In a process of its own, so that each round starts with a small heap.
timed(Run, Count) ->
    Self = self(),
    Work = fun() ->
        {Cpu0, _} = statistics(runtime),
        Wall0 = erlang:monotonic_time(nanosecond),
        Run(Count),
        Wall1 = erlang:monotonic_time(nanosecond),
        {Cpu1, _} = statistics(runtime),
        Self ! {timed, (Cpu1 - Cpu0) * 1000000, Wall1 - Wall0}
    end,
    {_, Monitor} = spawn_monitor(Work),
    receive
        {timed, Cpu, Wall} -> demonitor(Monitor, [flush]), {Cpu, Wall};
        {'DOWN', Monitor, _, _, Reason} -> exit(Reason)
    end.

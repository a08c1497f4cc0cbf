%% Erlang's codec of one module set, behind a pipe: requests and answers are terms behind a length of 4 octets.
-module(kenb_peer).
-export([build/1, serve/1]).

%% Makes the codec `Name` of the modules that `Name`.set.asn lists, in the working directory. SEQUENCEs are records: as maps
%% they would lose their extension addition groups.
build([Name, Rules]) ->
    ok = asn1ct:compile(Name ++ ".set.asn", [list_to_atom(Rules), noobj, {i, "."}, {outdir, "."}]),
    {ok, _} = compile:file(Name, [{i, "."}]),
    halt(0).

serve([Name]) ->
    process_flag(trap_exit, true),
    answer(open_port({fd, 0, 1}, [binary, {packet, 4}, eof]), list_to_atom(Name)).

answer(Port, Codec) ->
    receive
        {Port, {data, Request}} ->
            port_command(Port, term_to_binary(reply(Codec, binary_to_term(Request)))),
            answer(Port, Codec);
        _ -> halt(0)
    end.

reply(Codec, Request) ->
    try
        case Request of
            {encode, Type, Value} -> encode(Codec, Type, Value);
            {decode, Type, Octets} -> decode(Codec, Type, Octets)
        end
    catch Kind:Reason:Stack ->
        {error, text({Kind, Reason, lists:sublist(Stack, 3)})}
    end.

encode(Codec, Type, Value) ->
    case Codec:encode(Type, contained(Codec, Value)) of
        {ok, Octets} -> {ok, iolist_to_binary(Octets)};
        {error, Reason} -> {error, text(Reason)}
    end.

decode(Codec, Type, Octets) ->
    case Codec:decode(Type, Octets) of
        {ok, Value} -> {ok, Value};
        {ok, Value, _} -> {ok, Value};
        {error, Reason} -> {error, text(Reason)}
    end.

%% What travels as octets is to be encoded first.
contained(Codec, {'$contained', Type, Value}) ->
    case encode(Codec, Type, Value) of
        {ok, Octets} -> Octets;
        {error, Reason} -> throw({contained, Type, Reason})
    end;
contained(Codec, List) when is_list(List) -> [contained(Codec, V) || V <- List];
contained(Codec, Tuple) when is_tuple(Tuple) -> list_to_tuple(contained(Codec, tuple_to_list(Tuple)));
contained(_, Value) -> Value.

text(Reason) -> unicode:characters_to_binary(io_lib:format("~0P", [Reason, 60])).

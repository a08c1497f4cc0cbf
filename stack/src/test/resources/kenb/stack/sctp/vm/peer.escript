#!/usr/bin/env escript
%% An SCTP peer in Erlang (gen_sctp).
%%   peer.escript echo PORT ADDRESS...          sends back what it gets, and prints it
%%   peer.escript send COUNT LENGTH PPID FROM TO PORT   sends messages, counts what comes back, shuts down
-mode(compile).
-include_lib("kernel/include/inet_sctp.hrl").

main(["echo", Port | Addresses]) ->
    {ok, Socket} = gen_sctp:open([{port, list_to_integer(Port)} | options(Addresses)]),
    ok = gen_sctp:listen(Socket, true),
    io:format("ready~n"),
    echo(Socket);
main(["send", Count, Length, Ppid, From, To, Port]) ->
    {ok, Socket} = gen_sctp:open(options([From])),
    {ok, Peer} = inet:parse_address(To),
    {ok, #sctp_assoc_change{state = comm_up, assoc_id = Id, outbound_streams = Streams}} =
        gen_sctp:connect(Socket, Peer, list_to_integer(Port), []),
    io:format("up ~p~n", [Streams]),
    N = list_to_integer(Count),
    Data = binary:copy(<<"e">>, list_to_integer(Length)),
    Sender = self(),
    spawn_link(fun() ->
        [send(Socket,
              #sctp_sndrcvinfo{assoc_id = Id, stream = I rem Streams, ppid = list_to_integer(Ppid)},
              Data) || I <- lists:seq(1, N)],
        Sender ! sent
    end),
    Back = back(Socket, N, 0),
    receive sent -> ok end,
    io:format("back ~p~n", [Back]),
    ok = gen_sctp:eof(Socket, #sctp_assoc_change{assoc_id = Id}),
    io:format("~p~n", [until_down(Socket)]).

options(Addresses) ->
    [{ip, element(2, {ok, _} = inet:parse_address(A))} || A <- Addresses] ++
        [{mode, binary}, {active, false}, {recbuf, 400000}, {sndbuf, 400000}, {sctp_nodelay, true},
         {sctp_initmsg, #sctp_initmsg{num_ostreams = 16, max_instreams = 16}}].

echo(Socket) ->
    case gen_sctp:recv(Socket) of
        {ok, {_, _, [#sctp_sndrcvinfo{stream = Stream, ppid = Ppid, flags = Flags, assoc_id = Id}], Data}}
                when is_binary(Data) ->
            Unordered = [unordered || lists:member(unordered, Flags)],
            io:format("data ~p ~p ~p ~p~n", [Stream, Ppid, byte_size(Data), Unordered]),
            send(Socket,
                 #sctp_sndrcvinfo{stream = Stream, ppid = Ppid, assoc_id = Id, flags = Unordered},
                 Data),
            echo(Socket);
        {ok, {_, _, [], #sctp_assoc_change{state = State}}} ->
            io:format("association ~p~n", [State]),
            echo(Socket);
        {ok, _} ->
            echo(Socket)
    end.

send(Socket, Info, Data) ->
    case gen_sctp:send(Socket, Info, Data) of
        ok -> ok;
        {error, eagain} -> timer:sleep(10), send(Socket, Info, Data)
    end.

back(_, N, N) -> N;
back(Socket, N, Got) ->
    case gen_sctp:recv(Socket, 60000) of
        {ok, {_, _, [#sctp_sndrcvinfo{}], Data}} when is_binary(Data) -> back(Socket, N, Got + 1);
        {ok, _} -> back(Socket, N, Got);
        {error, _} -> Got
    end.

until_down(Socket) ->
    case gen_sctp:recv(Socket, 60000) of
        {ok, {_, _, [], #sctp_assoc_change{state = State}}} -> State;
        {ok, _} -> until_down(Socket);
        {error, Reason} -> Reason
    end.

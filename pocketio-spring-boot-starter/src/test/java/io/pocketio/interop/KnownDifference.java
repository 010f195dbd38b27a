package io.pocketio.interop;

/**
 * Where the servers of Node answer older clients otherwise than this one, and why this one does as it does. The guide has the
 * same list for users.
 */
enum KnownDifference {
    MAX_PAYLOAD("The open packet has no `maxPayload`, as at the time of these clients; Node 4 tells it to all."),
    SEPARATE_CONNECT(
            "The CONNECT that nobody has asked for comes with the second poll, as from Node 4; Node 2 has it in"
                    + " the first answer."),
    ASCII("Text over polling is escaped to ASCII, and so it is over a WebSocket for who offers no extension: clients of"
            + " Socket.IO 1 lose their connection over anything else, or misread it."),
    TWICE("Text that Socket.IO 1 has posted, which it encodes twice, is decoded twice; Node hands it on as it came."),
    BYTES(
            "Clients up to Socket.IO 1.3, known by their parameter `t`, get bytes from the first answer on: some of them read"
                    + " nothing else."),
    PRIVACY("No cookie, nothing for pages of other origins unless told, and nothing that caches may keep, as in Node 4;"
            + " Node 2 does all three."),
    OVERLAP("The second poll at a time is answered 400, as by Node 4; 500 by Node 2."),
    PONG("A pong of the client is taken for nothing, as by Node 2; Node 4 ends the session."),
    TOO_LARGE("A payload above the limit is refused with 413, and the session goes on, as in Node 4; Node 2 drops the"
            + " request and ends the session."),
    ANY_PACKET("Whatever a client says keeps it, as with Node 2; Node 4 counts pings alone."),
    FORGOTTEN_TIMER("Who pings no more after an upgrade is ended; Node 4 waits for him for ever."),
    WITHOUT_PROBE("A WebSocket that upgrades without a probe is closed: no client does that; Node takes it."),
    SECOND_WEBSOCKET("A session over a WebSocket takes no second one; Node begins an upgrade."),
    OTHER_REVISION("All requests of a session have its revision, as in Node 4; Node 2 does not look at it."),
    MAIN_NAMESPACE_FIRST("Who is refused in the main namespace may join others, as in Node 4; Node 2 leaves him without"
            + " an answer."),
    FOREIGN_ORIGIN("Once `pocketio.cors` names origins, pages of others are refused with 403, WebSockets among"
            + " them; Node 4 lets them in and leaves the rest to browsers, Node 2 says 400 to a WebSocket."),
    SCRIPT_TYPE("JSONP is `text/javascript`: under `nosniff` browsers do not run the `text/plain` of Node."),
    SCRIPT_BINARY("Binary over JSONP is base64, asked for or not: no client reads what Node sends then."),
    UNKNOWN_NAMESPACE("An unknown namespace is told as a string, which these clients expect, as by Node 2; Node 4 sends"
            + " an object."),
    FOREIGN_NAMESPACE("Who sends to a namespace that he is not in is disconnected, as by Node 4; Node 2 ignores it."),
    EXPLICIT_CONNECT("A CONNECT to the main namespace is taken for nothing, as by Node 2; Node 4 ends the connection."),
    SECOND_CONNECT("A second CONNECT to a namespace is taken for nothing; Node 4 ends the connection, Node 2 lets the"
            + " client join twice."),
    LEGACY_TYPES("A handshake says that it is UTF-8, and for a script that it is `text/javascript`, its name today."),
    LEGACY_CORS("Pages of other origins get an answer that they can read when `pocketio.cors` names them; Node 0.9 lets"
            + " all in."),
    ANY_METHOD("A handshake is a GET or a POST; Node 0.9 takes any method for one."),
    BARE_PATH("The path without a version is that of newer clients; Node 0.9 welcomes there."),
    BAD_PATHS("An unknown transport, one without an id, and the path of a WebSocket without one are 400; Node 0.9 drops"
            + " the connection, or makes another handshake."),
    CLOSE_FRAME("A WebSocket ends with a close frame; Node 0.9 cuts it."),
    EARLY_POST("What is posted before the first poll is taken, and the greeting comes with that poll; Node 0.9 forgets"
            + " both."),
    GONE("Who has gone by `?disconnect` is not known any more; Node 0.9 holds his next poll."),
    FAREWELL("Who says goodbye over polling is told goodbye once; Node 0.9 has forgotten him."),
    LEFT_BEHIND("The WebSocket that a client has left for another transport is closed; Node 0.9 goes on reading it."),
    BAD_ORIGIN("Pages of other origins hear `Forbidden`, as newer clients do, and scripts 403; Node 0.9 says"
            + " `handshake bad origin`, and sends a script."),
    REASONS("The reason of who is lost is `ping timeout` for all generations; Node 0.9 has `heartbeat"
            + " timeout` and `close timeout`."),
    LEGACY_ESCAPES("What a script could take for an end of a line, or a browser for one of the script, is escaped."),
    ENDPOINT_QUERY("An endpoint may have a query, as the specification says; Node 0.9 ignores such a packet."),
    UNKNOWN_ENDPOINT("An unknown endpoint is refused; Node 0.9 says nothing, and its client waits.");

    private final String reason;

    KnownDifference(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}

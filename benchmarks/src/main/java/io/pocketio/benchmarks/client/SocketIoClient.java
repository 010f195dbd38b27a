package io.pocketio.benchmarks.client;

import io.netty.buffer.ByteBuf;
import io.pocketio.benchmarks.client.ClientSettings.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One socket in the main namespace, on a connection of its own: Socket.IO 5 on Engine.IO 4. What it does not understand it takes
 * for an error of the server, and closes. Confined to the loop.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/">Socket.IO protocol</a>
 */
public final class SocketIoClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    private final ClientLoop loop;
    private final int port;
    private final ClientSettings settings;
    private final ClientListener listener;
    private final Map<Integer, Consumer<String>> acks = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // set by open()
    private Link link;

    /** Waits for its attachment. */
    private @Nullable String binaryEvent;

    /** What is sent while the transport changes. */
    private @Nullable List<Object> held;

    private int nextAck;
    private boolean connected;
    private boolean answersPings = true;
    private boolean ended;
    private int pings;

    private SocketIoClient(ClientLoop loop, int port, ClientSettings settings, ClientListener listener) {
        this.loop = loop;
        this.port = port;
        this.settings = settings;
        this.listener = listener;
    }

    /** Connects; the listener is told when that is done. On the loop. */
    public static SocketIoClient connect(ClientLoop loop, int port, ClientSettings settings, ClientListener listener) {
        SocketIoClient client = new SocketIoClient(loop, port, settings, listener);
        client.open();
        return client;
    }

    private void open() {
        LinkEvents events = new LinkEvents();
        link = settings.transport() == Transport.WEBSOCKET
                ? new WebSocketLink(loop, port, settings, "", events)
                : new PollingLink(loop, port, events);
        events.of = link;
    }

    /** @param arguments the name of the event and what follows, as they are in the JSON array, without its brackets */
    public void emit(String arguments) {
        send("42[" + arguments + ']');
    }

    /** @param answer takes the JSON array of the acknowledgement */
    public void emit(String arguments, Consumer<String> answer) {
        int id = nextAck++;
        acks.put(id, answer);
        send("42" + id + '[' + arguments + ']');
    }

    public void emit(String event, byte[] attachment) {
        send("451-" + binaryArguments(event));
        send((Object) attachment);
    }

    /** The packet of an event with one attachment and nothing else is this behind {@code 451-}. */
    public static String binaryArguments(String event) {
        return "[\"" + event + "\"," + PLACEHOLDER + ']';
    }

    private void send(Object packet) {
        if (held != null) {
            held.add(packet);
        } else if (packet instanceof String text) {
            link.send(text);
        } else {
            link.send((byte[]) packet);
        }
    }

    /** Whether more can be sent without piling up here. */
    public boolean isWritable() {
        return held == null && link.isWritable();
    }

    public boolean isConnected() {
        return connected && !ended;
    }

    /** Events whose acknowledgement has not come. */
    public int unanswered() {
        return acks.size();
    }

    /** Pings that have come so far. */
    public int pings() {
        return pings;
    }

    // Ways to leave, and to stay half; the listener is told of no end that comes from here.

    /** As a well-behaved client does. */
    public void disconnect() {
        send("41");
        close();
    }

    /** Without leaving the namespace first. */
    public void close() {
        ended = true;
        link.close();
    }

    /** With no farewell at all. */
    public void reset() {
        ended = true;
        link.reset();
    }

    /** Goes on reading, and lets the pings of the server go by. */
    public void ignorePings() {
        answersPings = false;
    }

    /** Over polling: no poll follows the one that waits. */
    public void stopReading() {
        link.setReading(false);
    }

    // What the server sends

    private void packet(ByteBuf text) {
        switch (text.getByte(text.readerIndex())) {
            case '0' -> opened(text);
            case '1' -> fail("the server sent a close packet");
            case '2' -> ping();
            case '4' -> message(text);
            case '6' -> {} // the end of a poll during an upgrade
            default -> fail("unexpected packet: " + string(text));
        }
    }

    private void ping() {
        pings++;
        if (answersPings) {
            send("3");
        }
    }

    private void opened(ByteBuf text) {
        Open open = JSON.readValue(string(text).substring(1), Open.class);
        if (link instanceof PollingLink polling) {
            polling.begin(open.sid());
        }
        link.send("40");
    }

    private void message(ByteBuf text) {
        switch (text.readableBytes() < 2 ? 0 : text.getByte(text.readerIndex() + 1)) {
            case '0' -> joined(string(text));
            case '1' -> fail("the server disconnected the socket");
            case '2' -> listener.event(text);
            case '3' -> acknowledged(string(text));
            case '5' -> binaryEvent = string(text);
            default -> fail("unexpected message: " + string(text));
        }
    }

    private void joined(String packet) {
        if (connected || !packet.startsWith("40{\"sid\":\"")) {
            fail("unexpected message: " + packet);
            return;
        }
        connected = true;
        if (settings.transport() == Transport.UPGRADE) {
            Upgrade.begin(this, (PollingLink) link, loop, port, settings);
        }
        listener.connected();
    }

    private void acknowledged(String packet) {
        int array = packet.indexOf('[');
        Consumer<String> answer = array < 3 ? null : acks.remove(Integer.parseInt(packet, 2, array, 10));
        if (answer == null) {
            fail("an acknowledgement that nobody waits for: " + packet);
        } else {
            answer.accept(packet.substring(array));
        }
    }

    private void binary(ByteBuf bytes) {
        String event = binaryEvent;
        binaryEvent = null;
        if (event == null || !event.startsWith("451-")) {
            fail("unexpected binary message");
        } else {
            listener.event(event, bytes);
        }
    }

    private void fail(String reason) {
        if (!ended) {
            ended = true;
            link.close();
            listener.closed(reason);
        }
    }

    static String string(ByteBuf text) {
        return text.toString(StandardCharsets.UTF_8);
    }

    // For the upgrade

    /** From now on what is sent waits for {@link #changeTo}. */
    void hold() {
        held = new ArrayList<>();
    }

    boolean hasEnded() {
        return ended;
    }

    void upgradeFailed(String reason) {
        fail("the upgrade failed: " + reason);
    }

    Link.Listener changeTo(Link other) {
        List<Object> waiting = held;
        held = null;
        link = other;
        LinkEvents events = new LinkEvents();
        events.of = other;
        if (waiting != null) {
            waiting.forEach(this::send);
        }
        return events;
    }

    /** What matters of Engine.IO's handshake; some servers leave out some of the rest. */
    private record Open(String sid) {}

    /** Passes on what comes from the link that is in use. */
    private final class LinkEvents implements Link.Listener {

        private @Nullable Link of;

        @Override
        public void opened() {}

        @Override
        public void packet(ByteBuf text) {
            if (!ended) {
                SocketIoClient.this.packet(text);
            }
        }

        @Override
        public void message(ByteBuf binary) {
            if (!ended) {
                binary(binary);
            }
        }

        @Override
        public void writable() {
            if (!ended) {
                listener.writable();
            }
        }

        @Override
        public void closed(String reason) {
            if (link == of) {
                fail(reason);
            }
        }
    }
}

package io.pocketio.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;

/** Somebody who chats, with the official Java client. */
final class Person implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> EVENTS = List.of(
            Socket.EVENT_CONNECT,
            Socket.EVENT_CONNECT_ERROR,
            Socket.EVENT_DISCONNECT,
            "welcome",
            "rooms",
            "presence",
            "message",
            "delivered",
            "typing",
            "announcement");

    private final Socket socket;

    /** What has come and was not asked for yet. */
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private Person(Socket socket) {
        this.socket = socket;
        for (String name : EVENTS) {
            socket.on(name, arguments -> events.add(new Event(name, plain(arguments))));
        }
        socket.connect();
    }

    /** @param transports polling with an upgrade to WebSocket unless named */
    static Person at(int port, Map<String, String> auth, String... transports) {
        IO.Options options = IO.Options.builder()
                .setTransports(transports.length == 0 ? null : transports)
                .setForceNew(true)
                .setReconnection(false)
                .setAuth(auth)
                .build();
        return new Person(IO.socket(URI.create("http://127.0.0.1:" + port), options));
    }

    Map<String, Object> joins(String room) {
        return asks("join", room, 0);
    }

    /** @return id of the message */
    long says(String text) {
        return (Long) asks("message", "key of " + text, text).get("id");
    }

    void emits(String event, Object... arguments) {
        socket.emit(event, arguments);
    }

    /** Emits the event and waits for the acknowledgement. */
    Map<String, Object> asks(String event, Object... arguments) {
        CompletableFuture<List<Object>> answer = new CompletableFuture<>();
        socket.emit(event, arguments, (Ack) values -> answer.complete(plain(values)));
        return new Event(
                        event,
                        answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .object();
    }

    Event sees(String name) {
        return sees(name, event -> true);
    }

    /** Waits for such an event and skips all others. */
    Event sees(String name, Predicate<Event> predicate) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Event event = next(end - System.nanoTime());
            assertThat(event).as("event '%s'", name).isNotNull();
            if (event.name().equals(name) && predicate.test(event)) {
                return event;
            }
        }
    }

    /** Events that have come and were not asked for. The answer to a last question shows that no earlier one is on its way. */
    List<String> otherEvents() {
        asks("message", "", "");
        return events.stream().map(Event::name).toList();
    }

    @Override
    public void close() {
        socket.disconnect();
    }

    private Event next(long nanos) {
        try {
            return events.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static List<Object> plain(Object[] arguments) {
        return Stream.of(arguments).map(Person::plain).toList();
    }

    /** Maps and lists in place of the client's own types; binary stays {@code byte[]}. */
    private static Object plain(Object value) {
        if (value instanceof JSONArray array) {
            return IntStream.range(0, array.length())
                    .mapToObj(array::opt)
                    .map(Person::plain)
                    .toList();
        }
        if (value instanceof JSONObject object) {
            Map<String, Object> members = new TreeMap<>();
            for (Iterator<?> keys = object.keys(); keys.hasNext(); ) {
                String key = (String) keys.next();
                members.put(key, plain(object.opt(key)));
            }
            return members;
        }
        return value;
    }

    record Event(String name, List<Object> arguments) {

        @SuppressWarnings("unchecked")
        Map<String, Object> object() {
            return (Map<String, Object>) arguments.get(0);
        }
    }
}

package io.pocketio.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.pocketio.benchmarks.client.ClientListener;
import io.pocketio.benchmarks.client.ClientLoop;
import io.pocketio.benchmarks.client.ClientSettings;
import io.pocketio.benchmarks.client.ClientSettings.Transport;
import io.pocketio.benchmarks.client.SocketIoClient;
import io.pocketio.benchmarks.load.Broadcasts.Sent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does a little of everything, checks all that it gets, and leaves in one of many ways. Confined to the loop. */
final class SoakClient implements ClientListener {

    private static final long LATE_NANOS = Duration.ofSeconds(20).toNanos();

    /** The server gives up a client that does not answer pings within 45 s. */
    private static final long GIVEN_UP_NANOS = Duration.ofSeconds(70).toNanos();

    /** What others said in a room before it left may come behind the answer to that: each event loop hands on at its own pace. */
    private static final long ON_THE_WAY_NANOS = Duration.ofSeconds(5).toNanos();

    private static final int ROOMS = 40;
    private static final int MAX_TEXT = 2000;

    private final Broadcasts broadcasts;
    private final SoakCounts counts;
    private final Random random;
    private final Transport transport;
    private final SocketIoClient client;
    private final long begin = System.nanoTime();

    /** What has to come next, by kind. */
    private final Queue<Expected> echoes = new ArrayDeque<>();

    private final Queue<Expected> attachments = new ArrayDeque<>();
    private final Queue<Expected> ownWords = new ArrayDeque<>();
    private final Queue<Expected> answers = new ArrayDeque<>();

    /** What the server may send of: those it is joining and leaving now among them. */
    private final Set<String> rooms = new HashSet<>();

    /** Of these, those that it has not asked to leave: what it says there comes back to it. */
    private final Set<String> own = new HashSet<>();

    /** When it heard that it had left a room. */
    private final Map<String, Long> left = new HashMap<>();

    /** Of broadcasts; none before the first one. */
    private @Nullable OrderCheck order;

    private @Nullable Leaving leaving;
    private long leavingSince;
    private long number;
    private boolean gone;

    SoakClient(ClientLoop loop, int port, Broadcasts broadcasts, SoakCounts counts, Random random) {
        this.broadcasts = broadcasts;
        this.counts = counts;
        this.random = random;
        this.transport = anyTransport(random);
        client = SocketIoClient.connect(loop, port, ClientSettings.of(transport), this);
    }

    private static Transport anyTransport(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Transport.POLLING;
            case 1 -> Transport.UPGRADE;
            default -> Transport.WEBSOCKET;
        };
    }

    @Override
    public void connected() {
        counts.connected();
    }

    /** Whether it takes part: it has come, and not begun to leave. */
    boolean isActive() {
        return client.isConnected() && leaving == null;
    }

    boolean isGone() {
        return gone;
    }

    int pings() {
        return client.pings();
    }

    // What it does

    void act() {
        counts.sent();
        switch (random.nextInt(6)) {
            case 0 -> sendBytes();
            case 1 -> ask();
            case 2 -> changeRoom();
            case 3 -> say();
            default -> echo();
        }
    }

    private void echo() {
        String arguments = "\"echo\"," + object();
        echoes.add(Expected.now("42[" + arguments + ']'));
        client.emit(arguments);
    }

    private void ask() {
        String object = object();
        emitWithAck("\"ack\"," + object, '[' + object + ']');
    }

    private String object() {
        return "{\"n\":" + number++ + ",\"d\":\"" + "é".repeat(random.nextInt(MAX_TEXT)) + "\"}";
    }

    private void emitWithAck(String arguments, String right) {
        Expected expected = Expected.now(right);
        answers.add(expected);
        client.emit(arguments, answer -> {
            answers.remove(expected);
            check(answer.equals(right), answer);
        });
    }

    private void sendBytes() {
        byte[] bytes = new byte[random.nextInt(MAX_TEXT)];
        random.nextBytes(bytes);
        attachments.add(new Expected(System.nanoTime(), "451-" + SocketIoClient.binaryArguments("bin"), bytes));
        client.emit("bin", bytes);
    }

    private void changeRoom() {
        String room = '"' + anyRoom() + '"';
        if (rooms.add(room)) {
            own.add(room);
            emitWithAck("\"join\"," + room, '[' + room + ']');
        } else if (own.remove(room)) {
            Expected expected = Expected.now('[' + room + ']');
            answers.add(expected);
            client.emit("\"leave\"," + room, answer -> {
                answers.remove(expected);
                rooms.remove(room);
                left.put(room, System.nanoTime());
                check(answer.equals(expected.packet()), answer);
            });
        }
    }

    private String anyRoom() {
        return "room " + random.nextInt(ROOMS);
    }

    private void say() {
        String arguments = (own.isEmpty() ? "\"nobody\"" : own.iterator().next()) + ",{\"n\":" + number++
                + ",\"from\":\"" + System.identityHashCode(this) + "\"}";
        if (!own.isEmpty()) {
            ownWords.add(Expected.now("42[\"said\"," + arguments + ']'));
        }
        client.emit("\"say\"," + arguments);
    }

    // What it gets

    @Override
    public void event(ByteBuf packet) {
        String text = packet.toString(StandardCharsets.UTF_8);
        if (text.startsWith(Broadcasts.HEAD)) {
            broadcast(Broadcasts.numberIn(text), packet);
        } else if (text.startsWith("42[\"said\",")) {
            said(text);
        } else {
            Expected echo = echoes.poll();
            check(echo != null && echo.packet().equals(text), text);
        }
    }

    private void broadcast(long which, ByteBuf packet) {
        if (order == null) {
            order = new OrderCheck(which);
        }
        Sent sent = broadcasts.sent(which);
        check(sent != null && sent.isIn(packet) && which == order.next(), "broadcast " + which);
        order.saw(which);
    }

    /** Its own words come in their order; those of others only from rooms that it is in. */
    private void said(String text) {
        if (text.contains("\"from\":\"" + System.identityHashCode(this) + '"')) {
            Expected own = ownWords.poll();
            check(own != null && own.packet().equals(text), text);
        } else {
            check(mayHear('"' + text.split("\"", 5)[3] + '"'), text);
        }
    }

    private boolean mayHear(String room) {
        Long since = left.get(room);
        return rooms.contains(room) || since != null && System.nanoTime() - since < ON_THE_WAY_NANOS;
    }

    @Override
    public void event(String packet, ByteBuf attachment) {
        Expected expected = attachments.poll();
        boolean right = expected != null
                && expected.packet().equals(packet)
                && Arrays.equals(expected.bytes(), ByteBufUtil.getBytes(attachment));
        check(right, packet);
    }

    private void check(boolean right, String what) {
        if (right) {
            counts.checked();
        } else {
            counts.error(transport + ": unexpected: " + what);
        }
    }

    @Override
    public void closed(String reason) {
        gone = true;
        if (leaving == null || leaving == Leaving.DISCONNECT) {
            counts.error(transport + ": " + reason);
        }
    }

    // How it leaves

    void leave(Leaving way) {
        leaving = way;
        leavingSince = System.nanoTime();
        switch (way) {
            case DISCONNECT -> disconnectWhenAnswered();
            case CLOSE -> end(client::close);
            case RESET -> end(client::reset);
            case HALF_OPEN -> client.ignorePings();
            case STALL -> client.stopReading();
        }
    }

    private void end(Runnable how) {
        gone = true;
        how.run();
    }

    private void disconnectWhenAnswered() {
        if (echoes.isEmpty() && attachments.isEmpty() && ownWords.isEmpty() && answers.isEmpty()) {
            end(client::disconnect);
        }
    }

    /** To be called now and then: looks for what is late, and goes on with leaving. */
    void look(long now) {
        if (gone) {
            return;
        }
        if (leaving == Leaving.STALL || leaving == Leaving.HALF_OPEN) {
            lookAtHalf(now, leaving);
            return;
        }
        if (isLate(now)) {
            counts.error(transport + (client.isConnected() ? ": an answer is late" : ": not connected yet"));
            end(client::reset);
        } else if (leaving == Leaving.DISCONNECT) {
            disconnectWhenAnswered();
        }
    }

    /** One that stalls does not notice its end; one that reads has to. */
    private void lookAtHalf(long now, Leaving way) {
        if (now - leavingSince > GIVEN_UP_NANOS) {
            end(client::reset);
            if (way == Leaving.HALF_OPEN) {
                counts.error(transport + ": answers no ping, and is not given up");
            }
        }
    }

    private boolean isLate(long now) {
        return client.isConnected()
                ? isLate(echoes, now) || isLate(attachments, now) || isLate(ownWords, now) || isLate(answers, now)
                : now - begin > LATE_NANOS;
    }

    private static boolean isLate(Queue<Expected> queue, long now) {
        Expected first = queue.peek();
        return first != null && now - first.since() > LATE_NANOS;
    }

    /** What has to come: a packet, or the arguments of an acknowledgement, and what is attached. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Expected(long since, String packet, byte[] bytes) {

        private static Expected now(String packet) {
            return new Expected(System.nanoTime(), packet, new byte[0]);
        }
    }
}

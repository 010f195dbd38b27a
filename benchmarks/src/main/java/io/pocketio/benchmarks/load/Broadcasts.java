package io.pocketio.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.pocketio.benchmarks.client.ClientListener;
import io.pocketio.benchmarks.client.ClientLoop;
import io.pocketio.benchmarks.client.ClientSettings;
import io.pocketio.benchmarks.client.ClientSettings.Transport;
import io.pocketio.benchmarks.client.SocketIoClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has one client start numbered broadcasts at a fixed rate, and knows what each of them looks like. Confined to the loop. */
final class Broadcasts implements ClientListener {

    /** Of the packet of each broadcast; the number follows. */
    static final String HEAD = "42[\"broadcast\",{\"n\":";

    /** How far behind a client may be; more counts as lost. */
    private static final int KEPT = 2048;

    private final List<Integer> sizes;
    private final long periodNanos;
    private final List<String> bodies = new ArrayList<>();
    private final @Nullable Sent[] sent = new @Nullable Sent[KEPT];
    private final List<String> errors = new ArrayList<>();
    private @Nullable SocketIoClient sender;

    /** By size, for broadcasts from now on; none while nothing is measured. */
    private List<Latencies> latencies = List.of();

    private long firstDue;
    private long count;
    private boolean running;

    Broadcasts(List<Integer> sizes, Duration period) {
        this.sizes = sizes;
        this.periodNanos = period.toNanos();
        sizes.forEach(size -> bodies.add("x".repeat(size)));
    }

    void connect(ClientLoop loop, int port) {
        sender = SocketIoClient.connect(loop, port, ClientSettings.of(Transport.WEBSOCKET), this);
    }

    /** The number of a broadcast, by its packet; -1 when it is none. */
    static long numberIn(String packet) {
        int comma = packet.indexOf(',', HEAD.length());
        return !packet.startsWith(HEAD) || comma < 0 ? -1 : Long.parseLong(packet, HEAD.length(), comma, 10);
    }

    boolean isConnected() {
        return sender != null && sender.isConnected();
    }

    void start(ClientLoop loop) {
        running = true;
        firstDue = System.nanoTime() + periodNanos;
        loop.every(Duration.ofNanos(periodNanos), Duration.ofNanos(periodNanos), this::broadcast);
    }

    void stop() {
        running = false;
    }

    void disconnect() {
        if (sender != null) {
            sender.disconnect();
        }
    }

    /** For each size, in their order, where its latencies go from now on. */
    void measure(List<Latencies> bySize) {
        latencies = bySize;
    }

    private void broadcast() {
        if (!running || sender == null) {
            return;
        }
        long number = count++;
        int kind = (int) (number % sizes.size());
        String arguments = "\"broadcast\",{\"n\":" + number + ",\"d\":\"" + bodies.get(kind) + "\"}";
        ByteBuffer packet = ByteBuffer.wrap(("42[" + arguments + ']').getBytes(StandardCharsets.US_ASCII));
        Latencies due = latencies.isEmpty() ? null : latencies.get(kind);
        sent[slot(number)] = new Sent(number, firstDue + number * periodNanos, packet, due);
        sender.emit(arguments);
    }

    /** How many there were so far. */
    long count() {
        return count;
    }

    List<String> errors() {
        return errors;
    }

    /** {@code null} for one that was not, or too long ago. */
    @Nullable
    Sent sent(long number) {
        Sent one = number < 0 ? null : sent[slot(number)];
        return one != null && one.number() == number ? one : null;
    }

    private static int slot(long number) {
        return (int) (number % KEPT);
    }

    @Override
    public void connected() {}

    /** It is in the room as well; what comes is checked by others. */
    @Override
    public void event(ByteBuf packet) {}

    @Override
    public void closed(String reason) {
        errors.add("the client that broadcasts: " + reason);
    }

    /** @param packet as it should come */
    record Sent(
            long number,
            long due,
            ByteBuffer packet,
            @Nullable Latencies latencies) {

        boolean isIn(ByteBuf received) {
            return received.nioBuffer().equals(packet);
        }

        void arrived() {
            if (latencies != null) {
                latencies.record(System.nanoTime() - due);
            }
        }
    }
}

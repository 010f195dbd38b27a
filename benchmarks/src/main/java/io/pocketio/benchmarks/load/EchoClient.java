package io.pocketio.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.pocketio.benchmarks.client.ClientListener;
import io.pocketio.benchmarks.client.ClientLoop;
import io.pocketio.benchmarks.client.ClientSettings;
import io.pocketio.benchmarks.client.ClientSettings.Transport;
import io.pocketio.benchmarks.client.SocketIoClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends echoes at a fixed rate, whether answers come or not, and checks that they come whole and in order. Confined to the loop. */
final class EchoClient implements ClientListener {

    private final SocketIoClient client;
    private final Supplier<Latencies> latencies;
    private final Queue<Echo> underWay = new ArrayDeque<>();
    private @Nullable Future<?> schedule;
    private long firstDue;
    private long periodNanos;
    private long count;
    private @Nullable String error;

    /** @param latencies where they go at that time */
    EchoClient(ClientLoop loop, int port, Supplier<Latencies> latencies) {
        this.latencies = latencies;
        client = SocketIoClient.connect(loop, port, ClientSettings.of(Transport.WEBSOCKET), this);
    }

    boolean isConnected() {
        return client.isConnected();
    }

    void start(ClientLoop loop, Duration first, Duration period) {
        periodNanos = period.toNanos();
        firstDue = System.nanoTime() + first.toNanos();
        schedule = loop.every(first, period, this::send);
    }

    void stop() {
        if (schedule != null) {
            schedule.cancel(false);
        }
    }

    private void send() {
        long number = count++;
        String arguments = "\"echo\",{\"n\":" + number + ",\"d\":\"abcdefghijklmnop\"}";
        underWay.add(new Echo(firstDue + number * periodNanos, "42[" + arguments + ']'));
        client.emit(arguments);
    }

    @Override
    public void connected() {}

    @Override
    public void event(ByteBuf packet) {
        Echo echo = underWay.poll();
        if (echo == null || !echo.packet().equals(packet.toString(StandardCharsets.UTF_8))) {
            error = "unexpected: " + packet.toString(StandardCharsets.UTF_8);
        } else {
            latencies.get().record(System.nanoTime() - echo.due());
        }
    }

    @Override
    public void closed(String reason) {
        error = reason;
    }

    boolean isThrough() {
        return underWay.isEmpty();
    }

    /** What went wrong; {@code null} when nothing did. */
    @Nullable
    String error() {
        return error;
    }

    void disconnect() {
        stop();
        client.disconnect();
    }

    /** @param packet as it should come back */
    private record Echo(long due, String packet) {}
}

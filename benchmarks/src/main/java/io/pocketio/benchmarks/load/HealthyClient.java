package io.pocketio.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.pocketio.benchmarks.client.ClientListener;
import io.pocketio.benchmarks.client.ClientLoop;
import io.pocketio.benchmarks.client.ClientSettings;
import io.pocketio.benchmarks.client.ClientSettings.Transport;
import io.pocketio.benchmarks.client.SocketIoClient;
import io.pocketio.benchmarks.load.Broadcasts.Sent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads all broadcasts, and checks each byte of them and their order. Confined to the loop. */
final class HealthyClient implements ClientListener {

    private final Broadcasts broadcasts;
    private final SocketIoClient client;
    private final OrderCheck order = new OrderCheck(0);
    private long damaged;
    private @Nullable String end;

    HealthyClient(ClientLoop loop, int port, Broadcasts broadcasts) {
        this.broadcasts = broadcasts;
        client = SocketIoClient.connect(loop, port, ClientSettings.of(Transport.WEBSOCKET), this);
    }

    boolean isConnected() {
        return client.isConnected();
    }

    @Override
    public void connected() {}

    @Override
    public void event(ByteBuf packet) {
        Sent expected = broadcasts.sent(order.next());
        if (expected == null || !expected.isIn(packet)) {
            expected = other(packet);
        }
        if (expected == null) {
            damaged++;
        } else {
            order.saw(expected.number());
            expected.arrived();
        }
    }

    /** Which one it is, when it is not the one that should come now. */
    private @Nullable Sent other(ByteBuf packet) {
        Sent sent = broadcasts.sent(Broadcasts.numberIn(packet.toString(StandardCharsets.UTF_8)));
        return sent != null && sent.isIn(packet) ? sent : null;
    }

    @Override
    public void closed(String reason) {
        end = reason;
    }

    /** Broadcasts, of so many, that did not come. */
    long lost(long count) {
        return order.lost(count);
    }

    /** Whether all of so many have come, or the connection has ended. */
    boolean isThrough(long count) {
        return end != null || order.next() >= count;
    }

    long misplaced() {
        return order.misplaced();
    }

    long damaged() {
        return damaged;
    }

    /** Why the connection has ended; {@code null} while it has not. */
    @Nullable
    String end() {
        return end;
    }

    void disconnect() {
        client.disconnect();
    }
}

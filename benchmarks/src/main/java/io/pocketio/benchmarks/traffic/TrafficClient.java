package io.pocketio.benchmarks.traffic;

import io.netty.buffer.ByteBuf;
import io.pocketio.benchmarks.client.ClientListener;
import io.pocketio.benchmarks.client.ClientLoop;
import io.pocketio.benchmarks.client.ClientSettings;
import io.pocketio.benchmarks.client.SocketIoClient;
import java.nio.charset.StandardCharsets;

/** Checks that what comes back is what was sent, in its order and byte for byte. Confined to the loop. */
final class TrafficClient implements ClientListener {

    private final ClientLoop loop;
    private final Traffic traffic;
    private final TrafficSettings.Kind kind;
    private final int node;
    private final SocketIoClient socket;
    private int sent;
    private int received;

    /** @param node that it connects to, by its index */
    TrafficClient(ClientLoop loop, TrafficSettings settings, int node, Traffic traffic) {
        this.loop = loop;
        this.traffic = traffic;
        this.kind = settings.kind();
        this.node = node;
        socket = SocketIoClient.connect(
                loop, settings.nodes().get(node).port(), ClientSettings.of(settings.transport()), this);
    }

    int node() {
        return node;
    }

    boolean isConnected() {
        return socket.isConnected();
    }

    void close() {
        socket.close();
    }

    void send() {
        String data = traffic.payload().of(sent++);
        switch (kind) {
            case ECHO, BROADCAST -> socket.emit(arguments(data));
            case ACK -> socket.emit(arguments(data), this::acknowledged);
            case CONNECT -> {} // it has done all that it should
            case BINARY -> socket.emit(kind.event, data.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private String arguments(String data) {
        return '"' + kind.event + "\"," + data;
    }

    private String expected() {
        return traffic.payload().of(received++);
    }

    private void acknowledged(String answer) {
        check(answer.equals('[' + expected() + ']'), answer);
    }

    @Override
    public void connected() {
        traffic.connected(loop, this);
    }

    @Override
    public void event(ByteBuf packet) {
        boolean fits = Payload.matches(packet, "42[" + arguments(expected()) + ']');
        check(fits, fits ? "" : packet.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void event(String packet, ByteBuf attachment) {
        boolean isHead = packet.equals("451-" + SocketIoClient.binaryArguments(kind.event));
        check(Payload.matches(attachment, expected()) && isHead, packet);
    }

    private void check(boolean fits, String what) {
        if (fits) {
            traffic.received(this, received - 1);
        } else {
            traffic.fail("not what was sent: " + what);
        }
    }

    @Override
    public void closed(String reason) {
        traffic.fail(reason);
    }
}

package io.pocketio.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.pocketio.benchmarks.client.ClientListener;
import io.pocketio.benchmarks.client.ClientLoop;
import io.pocketio.benchmarks.client.ClientSettings;
import io.pocketio.benchmarks.client.ClientSettings.Transport;
import io.pocketio.benchmarks.client.SocketIoClient;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Sends numbered events as fast as the connection takes them, each with an acknowledgement in which the server says when it was
 * the event's turn. Confined to the loop.
 */
final class FloodingClient implements ClientListener {

    /** What the system holds here; what is beyond is in the server. */
    private static final int SEND_BUFFER = 64 * 1024;

    private static final int IN_ONE_GO = 64;

    private final ClientLoop loop;
    private final String event;
    private final String text;
    private final SocketIoClient client;
    private @Nullable Future<?> schedule;
    private boolean flooding;
    private long sent;
    private long answered;
    private long wrong;
    private long mostUnderWay;
    private long looks;
    private long looksFull;
    private @Nullable String error;

    FloodingClient(ClientLoop loop, int port, String event, int size) {
        this.loop = loop;
        this.event = event;
        this.text = "x".repeat(size);
        ClientSettings settings = ClientSettings.of(Transport.WEBSOCKET).withSendBuffer(SEND_BUFFER);
        client = SocketIoClient.connect(loop, port, settings, this);
    }

    boolean isConnected() {
        return client.isConnected();
    }

    void start() {
        flooding = true;
        schedule = loop.every(Duration.ofMillis(1), Duration.ofMillis(1), this::look);
    }

    void stop() {
        flooding = false;
        if (schedule != null) {
            schedule.cancel(false);
        }
    }

    private void look() {
        looks++;
        if (client.isWritable()) {
            flood();
        } else {
            looksFull++;
        }
    }

    /** A little at a time: the others live on the same loop. */
    private void flood() {
        for (int i = 0; i < IN_ONE_GO && flooding && error == null && client.isWritable(); i++) {
            long number = sent++;
            client.emit('"' + event + "\"," + number + ",\"" + text + '"', answer -> answered(number, answer));
        }
        mostUnderWay = Math.max(mostUnderWay, sent - answered);
    }

    private void answered(long number, String answer) {
        answered++;
        String right = "[{\"number\":" + number + ",\"turn\":" + number + ",\"length\":" + text.length() + "}]";
        if (!answer.equals(right)) {
            wrong++;
        }
        flood();
    }

    @Override
    public void connected() {}

    @Override
    public void event(ByteBuf packet) {
        wrong++;
    }

    @Override
    public void writable() {
        flood();
    }

    @Override
    public void closed(String reason) {
        error = reason;
    }

    /** Whether all that was sent has been answered, or the connection has ended. */
    boolean isThrough() {
        return sent == answered || error != null;
    }

    void disconnect() {
        stop();
        client.disconnect();
    }

    Figures figures() {
        double full = looks == 0 ? 0 : Math.round(100.0 * looksFull / looks) / 100.0;
        return new Figures(sent, answered, wrong, mostUnderWay, mostUnderWay * text.length() / 1024, full, error);
    }

    /**
     * What became of the flood.
     *
     * @param wrong handled out of turn, twice, or with something else in them
     * @param mostUnderWay sent and not yet answered, in the buffers of both systems and in the server
     * @param full share of the time in which the connection took no more
     */
    record Figures(
            long sent,
            long answered,
            long wrong,
            long mostUnderWay,
            long mostKibibytesUnderWay,
            double full,
            @Nullable String error) {}
}

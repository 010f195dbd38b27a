package io.pocketio.engine.session;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.EnginePacketType;
import io.pocketio.engine.polling.PollingTransport;
import io.pocketio.engine.transport.Transport;
import io.pocketio.engine.transport.WebSocketTransport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * The way of a session from polling to a WebSocket: the client probes the new transport, lets its poll end, and says that it
 * has moved. Whatever goes wrong before that leaves the session on polling. Confined to the session's lane.
 *
 * @see <a href="https://socket.io/docs/v4/engine-io-protocol/#upgrade">Engine.IO protocol, upgrade</a>
 */
final class Upgrade {

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);
    private static final EnginePacket PROBE_ANSWER = EnginePacket.of(EnginePacketType.PONG, "probe");

    private final LiveSession session;
    private final PollingTransport polling;
    private final WebSocketTransport candidate;
    private final Disposable timeout;
    private @Nullable Disposable check;

    Upgrade(LiveSession session, PollingTransport polling, WebSocketTransport candidate, Duration timeout) {
        this.session = session;
        this.polling = polling;
        this.candidate = candidate;
        this.timeout = session.schedule(timeout, session::abandonUpgrade);
    }

    boolean isOf(Transport transport) {
        return transport == candidate;
    }

    /** What the client sent over the candidate; {@code null} for what is no packet. */
    void received(@Nullable EnginePacket packet) {
        if (packet == null) {
            session.abandonUpgrade();
        } else if (packet.type() == EnginePacketType.PING && packet.isProbe() && candidate.isWritable()) {
            // not to a client that asks without reading the answers: they would pile up
            candidate.send(PROBE_ANSWER);
            releasePolls();
        } else if (packet.type() == EnginePacketType.UPGRADE && check != null) {
            move();
        } else {
            session.abandonUpgrade();
        }
    }

    /** What is left of a POST came before what comes by the WebSocket, which is not read meanwhile. */
    private void move() {
        stopCheck();
        if (polling.hasUnread()) {
            candidate.setReading(false);
            check = session.schedule(CHECK_INTERVAL, this::move);
        } else {
            stop();
            candidate.setReading(true);
            session.upgraded(polling, candidate);
        }
    }

    /** The client ends its poll before it moves, and a parked one has to be answered for that: again and again. */
    private void releasePolls() {
        stopCheck();
        check = session.schedule(CHECK_INTERVAL, () -> {
            polling.releasePoll();
            releasePolls();
        });
    }

    /** Closes the candidate. */
    void abort() {
        stop();
        candidate.close();
        polling.upgradeAbandoned();
    }

    private void stop() {
        timeout.dispose();
        stopCheck();
    }

    private void stopCheck() {
        if (check != null) {
            check.dispose();
        }
    }
}

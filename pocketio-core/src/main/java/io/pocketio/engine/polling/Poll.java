package io.pocketio.engine.polling;

import io.pocketio.engine.Compression;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EventLoopTurns;
import io.pocketio.engine.packet.EnginePacket;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/** A GET that asks for packets. Answered once; the answer leaves at once, or when a worker has compressed it. */
final class Poll {

    private final MonoSink<EngineResponse> sink;
    private final PollForm form;
    private final List<String> acceptEncoding;
    private final @Nullable Compression compression;
    private final Scheduler workers;
    private final @Nullable EventLoopTurns turns;

    Poll(
            MonoSink<EngineResponse> sink,
            EngineRequest request,
            PollForm form,
            @Nullable Compression compression,
            Scheduler workers,
            @Nullable EventLoopTurns turns) {
        this.sink = sink;
        this.turns = turns;
        this.form = form;
        this.acceptEncoding = request.headers().getOrDefault("accept-encoding", List.of());
        this.compression = compression;
        this.workers = workers;
    }

    /**
     * Has the task run when the event loop of this GET's connection has done what it has in hand.
     *
     * @return whether there is such a loop
     */
    boolean atEndOfTurn(Runnable task) {
        if (turns == null) {
            return false;
        }
        turns.atEnd(task);
        return true;
    }

    /** Has the task run when the client goes before it is answered. */
    void onCancel(Runnable task) {
        sink.onCancel(task::run);
    }

    void answer(EngineResponse response) {
        sink.success(response);
    }

    /** Compresses what is worth it, and may be, in a worker: this thread has others to serve. */
    void answer(List<EnginePacket> packets, EngineRequest handshake) {
        PollForm fitting = form.of(packets);
        byte[] payload = fitting.encode(packets);
        ContentCoding coding = isCompressed(packets, payload) ? ContentCoding.preferred(acceptEncoding) : null;
        if (coding == null) {
            sink.success(PollingResponses.payload(handshake, fitting.headers(), payload));
        } else {
            workers.schedule(
                    () -> sink.success(PollingResponses.payload(handshake, fitting.headers(), payload, coding)));
        }
    }

    private boolean isCompressed(List<EnginePacket> packets, byte[] payload) {
        return compression != null
                && payload.length >= compression.threshold()
                && !acceptEncoding.isEmpty()
                && packets.stream().anyMatch(EnginePacket::isCompressible);
    }
}

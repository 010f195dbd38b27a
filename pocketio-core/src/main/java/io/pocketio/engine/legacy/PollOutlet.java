package io.pocketio.engine.legacy;

import io.pocketio.engine.EngineAnswer;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.EventLoopTurns;
import io.pocketio.engine.packet.EnginePacket;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** A poll: one answer with all that waits. */
final class PollOutlet implements Outlet {

    private final MonoSink<EngineAnswer> sink;
    private final @Nullable String scriptIndex;
    private final @Nullable EventLoopTurns turns;

    /** @param scriptIndex of the function of the page that the answer is given to; {@code null} for the bare answer */
    PollOutlet(MonoSink<EngineAnswer> sink, @Nullable String scriptIndex, @Nullable EventLoopTurns turns) {
        this.sink = sink;
        this.scriptIndex = scriptIndex;
        this.turns = turns;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public boolean write(List<EnginePacket> packets) {
        EngineResponse plain = LegacyAnswers.messages(packets);
        sink.success(scriptIndex == null ? plain : Script.call(scriptIndex, plain));
        return false;
    }

    @Override
    public long pendingBytes() {
        return 0;
    }

    @Override
    public boolean isPoll() {
        return true;
    }

    @Override
    public void end() {
        write(List.of(LegacyAnswers.NOOP));
    }

    @Override
    public void cut() {
        end();
    }

    @Override
    public void refuse() {
        write(List.of(LegacyAnswers.UNKNOWN));
    }

    @Override
    public void listen(Listener listener) {
        sink.onCancel(listener::gone);
    }

    @Override
    public boolean atEndOfTurn(Runnable task) {
        if (turns == null) {
            return false;
        }
        turns.atEnd(task);
        return true;
    }
}

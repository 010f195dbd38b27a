package io.pocketio.engine.legacy;

import io.pocketio.engine.EngineStream;
import io.pocketio.engine.EventLoopTurns;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.engine.polling.ScriptText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

/**
 * A page that never ends, for Internet Explorer: each message is a script in it, which runs when it comes. What waits is written when the
 * binding asks for more, so that a client that does not read has it wait where it is counted.
 */
final class HtmlFileOutlet implements Outlet, EngineStream.Body {

    private static final Map<String, List<String>> HEADERS =
            Map.of("Content-Type", List.of("text/html; charset=UTF-8"), "cache-control", List.of("no-store"));

    /** The browser shows, and runs, nothing before it has 256 bytes. */
    private static final byte[] HEAD =
            ("<html><body><script>var _ = function (msg) { parent.s._(msg, document); };</script>" + " ".repeat(173))
                    .getBytes(StandardCharsets.US_ASCII);

    private static final byte[] BEFORE = "<script>_(".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEHIND = ");</script>".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable EventLoopTurns turns;
    private final Sinks.Empty<Void> cut = Sinks.empty();

    /** Who has asked for the next piece, and not got it. */
    private final AtomicReference<@Nullable MonoSink<byte[]>> waiting = new AtomicReference<>();

    /** Bytes that have been given out, and may not have been sent. */
    private volatile int inFlight;

    private volatile boolean begun;
    private volatile boolean ended;

    /** The last piece, set before the end. */
    private volatile byte @Nullable [] farewell;

    private volatile @Nullable Listener listener;

    HtmlFileOutlet(@Nullable EventLoopTurns turns) {
        this.turns = turns;
    }

    EngineStream answer() {
        return new EngineStream(200, HEADERS, this);
    }

    // The session's side.

    @Override
    public boolean isReady() {
        return waiting.get() != null;
    }

    @Override
    public boolean write(List<EnginePacket> packets) {
        byte[] piece = piece(packets);
        MonoSink<byte[]> asking = waiting.getAndSet(null);
        if (asking != null) {
            inFlight = piece.length;
            asking.success(piece);
        }
        return true;
    }

    private static byte[] piece(List<EnginePacket> packets) {
        ByteArrayOutputStream scripts = new ByteArrayOutputStream();
        for (EnginePacket packet : packets) {
            Frame text = packet.frame();
            scripts.writeBytes(BEFORE);
            ScriptText.write(text.array(), text.offset(), text.length(), scripts);
            scripts.writeBytes(BEHIND);
        }
        return scripts.toByteArray();
    }

    @Override
    public long pendingBytes() {
        return inFlight;
    }

    @Override
    public boolean isPoll() {
        return false;
    }

    @Override
    public void end() {
        ended = true;
        MonoSink<byte[]> asking = waiting.getAndSet(null);
        if (asking != null) {
            giveFarewell(asking);
        }
    }

    private void giveFarewell(MonoSink<byte[]> asking) {
        byte[] last = farewell;
        farewell = null;
        asking.success(last);
    }

    @Override
    public void cut() {
        end();
        cut.tryEmitEmpty();
    }

    @Override
    public void refuse() {
        farewell = piece(List.of(LegacyAnswers.UNKNOWN));
        end();
    }

    @Override
    public void listen(Listener ofSession) {
        listener = ofSession;
    }

    @Override
    public boolean atEndOfTurn(Runnable task) {
        if (turns == null) {
            return false;
        }
        turns.atEnd(task);
        return true;
    }

    // The binding's side.

    @Override
    public Mono<byte[]> next() {
        return Mono.create(this::asked);
    }

    private void asked(MonoSink<byte[]> asking) {
        if (!begun) {
            begun = true;
            asking.success(HEAD);
            return;
        }
        inFlight = 0;
        waiting.set(asking);
        Listener told = listener;
        if (ended) {
            end();
        } else if (told != null) {
            told.ready();
        }
    }

    @Override
    public Mono<Void> whenCut() {
        return cut.asMono();
    }

    @Override
    public void ended() {
        Listener told = listener;
        if (told != null) {
            told.gone();
        }
    }
}

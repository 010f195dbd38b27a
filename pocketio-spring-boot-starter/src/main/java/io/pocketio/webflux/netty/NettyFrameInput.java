package io.pocketio.webflux.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.pocketio.engine.packet.Frame;
import io.pocketio.websocket.WebSocketFrameReader;
import io.pocketio.websocket.WebSocketViolation;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The reading half of a channel's handler. It reads in turns: a connection goes on when the others of its event loop have had theirs, and
 * not while reading is paused. Nothing more is received meanwhile, and what is there already is held. Confined to the channel's event
 * loop.
 *
 * <p>Both halves are one object, as there is one for each connection, and most of those are idle.
 */
abstract class NettyFrameInput extends ChannelInboundHandlerAdapter implements WebSocketFrameReader.Sink {

    final Channel channel;
    final NettyLane lane;
    private final WebSocketFrameReader reader;

    /** Came before reading began, or while it paused, or is left for another turn; {@code null} for most, at most times. */
    private @Nullable Queue<ByteBuf> held;

    /** Something is held, or has been since that was asked last. */
    private boolean behind;

    private boolean paused;
    private boolean resumeDue;

    /** Nothing more comes, which is to be told when all has been read. */
    private boolean finishing;

    /** @param compressed whether messages may be */
    NettyFrameInput(Channel channel, int maxMessageSize, boolean compressed) {
        this.channel = channel;
        this.lane = NettyLane.of(channel.eventLoop());
        this.reader = new WebSocketFrameReader(maxMessageSize, compressed ? this::inflate : null, this);
    }

    private Frame inflate(Frame message, int limit) {
        return lane.deflate().inflate(message, limit);
    }

    /** Whether what comes is read at once. What has come before is, with the next {@link #resume()}. */
    abstract boolean hasBegun();

    /** Whether nothing is read any more. */
    abstract boolean hasEnded();

    /** So many bytes are kept of a message that has not come in full. */
    abstract void partial(int bytes);

    /** The client is not to be listened to any longer. */
    abstract void violated(WebSocketViolation violation);

    abstract void failed(Throwable failure);

    /** All has been read, and nothing more comes. May be told more than once. */
    abstract void finished();

    /** Bytes that have come, which are its to release. */
    final void take(ByteBuf bytes) {
        if (hasEnded()) {
            bytes.release();
        } else if (held != null || paused || !hasBegun()) {
            hold(bytes);
        } else {
            read(bytes);
        }
    }

    private void hold(ByteBuf bytes) {
        behind = true;
        if (held == null) {
            held = new ArrayDeque<>();
        }
        held.add(bytes);
    }

    /** What is left when reading pauses, or when the turn of this connection is over, is held. */
    private void read(ByteBuf bytes) {
        try {
            reader.read(bytes);
        } catch (WebSocketViolation violation) {
            violated(violation);
        } catch (Throwable failure) {
            failed(failure);
        } finally {
            if (bytes.isReadable() && !hasEnded()) {
                hold(bytes);
            } else {
                bytes.release();
            }
            if (!hasEnded()) {
                giveWay();
                partial(reader.partialBytes());
            }
        }
    }

    private void giveWay() {
        if (!paused && (held != null || lane.causesTooMuch())) {
            channel.config().setAutoRead(false); // others come first, and nothing more is received meanwhile
            resumeLater(lane::readOnLater);
        }
    }

    /** Whether the connection may take one more message in this turn. */
    @Override
    public final boolean takesMore() {
        return !paused && !hasEnded() && lane.readsOn();
    }

    final boolean isPaused() {
        return paused;
    }

    final void pause() {
        paused = true;
        channel.config().setAutoRead(false);
    }

    /** Ends a pause. Nothing is read before this returns. */
    final void readOn() {
        paused = false;
        resumeLater(lane::post);
    }

    /** Not from within a call of the engine's, which would be called itself before it is done. */
    private void resumeLater(Consumer<Runnable> way) {
        if (!resumeDue) {
            resumeDue = true;
            way.accept(this::resume);
        }
    }

    /** Reads what is held, as much of it as this turn allows. */
    final void resume() {
        resumeDue = false;
        lane.resumeReading();
        drainTo(this::take);
        if (resumeDue) {
            return;
        }
        if (finishing) {
            finished();
        } else if (!paused) {
            channel.config().setAutoRead(true);
        }
    }

    private void drainTo(Consumer<ByteBuf> taker) {
        Queue<ByteBuf> drained = held;
        if (drained != null) {
            held = null;
            drained.forEach(taker);
        }
    }

    /**
     * Nothing more comes. What came before is read, if need be in several turns, but for what is left when reading is paused: nobody can
     * be made to wait.
     */
    final void finish() {
        finishing = true;
        paused = false;
        resume();
    }

    /** The channel has gone from the pipeline: only what is about to be read for the last time is kept. */
    final void removed() {
        if (!resumeDue || !finishing) {
            drop();
        }
    }

    /** Forgets what is held. */
    final void drop() {
        drainTo(ByteBuf::release);
    }

    /** Whether something that has come waits to be read, or may be about to. */
    public boolean hasUnread() {
        return hasHeld() || resumeDue;
    }

    /** Also when something has been held since this was asked last: more of it may be on its way here. */
    private boolean hasHeld() {
        boolean was = behind;
        behind = held != null;
        return was;
    }
}

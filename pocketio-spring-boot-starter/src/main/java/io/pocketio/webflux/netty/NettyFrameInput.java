package io.pocketio.webflux.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.pocketio.engine.packet.Frame;
import io.pocketio.websocket.WebSocketFrameReader;
import io.pocketio.websocket.WebSocketViolation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a channel brings, read in turns: a connection goes on when the others of its event loop have had theirs, and not while reading is
 * paused. Nothing more is received meanwhile, and what is there already is held. Confined to the channel's event loop.
 */
final class NettyFrameInput {

    private final Channel channel;
    private final NettyLane lane;
    private final Owner owner;
    private final WebSocketFrameReader reader;

    /** Bytes that came before it began, while reading was paused, or are left for another turn. */
    private final HeldBytes held = new HeldBytes();

    private boolean begun;
    private boolean paused;
    private boolean resumeDue;
    private boolean ended;

    /** What is to be done when all has been read, {@code null} while more may come. */
    private @Nullable Runnable last;

    /** @param compressed whether messages may be */
    NettyFrameInput(Channel channel, NettyLane lane, int maxMessageSize, boolean compressed, Owner owner) {
        this.channel = channel;
        this.lane = lane;
        this.owner = owner;
        this.reader = new WebSocketFrameReader(maxMessageSize, compressed ? this::inflate : null, owner);
    }

    /** Gets what is read, as long as {@link #takesMore()}, and ends the input when one of its failures ends the connection. */
    interface Owner extends WebSocketFrameReader.Sink {

        /** So many bytes are kept of a message that has not come in full. */
        void partial(int bytes);

        /** The client is not to be listened to any longer. */
        void violated(WebSocketViolation violation);

        void failed(Throwable failure);
    }

    private Frame inflate(Frame message, int limit) {
        return lane.deflate().inflate(message, limit);
    }

    /** What comes from now on is read at once; what has come before, with the next {@link #resume()}. */
    void begin() {
        begun = true;
    }

    /** Bytes that have come, which are its to release. */
    void take(ByteBuf bytes) {
        if (ended) {
            bytes.release();
        } else if (!held.isEmpty() || paused || !begun) {
            held.add(bytes);
        } else {
            read(bytes);
        }
    }

    /** What is left when reading pauses, or when the turn of this connection is over, is held. */
    private void read(ByteBuf bytes) {
        try {
            reader.read(bytes);
        } catch (WebSocketViolation violation) {
            owner.violated(violation);
        } catch (Throwable failure) {
            owner.failed(failure);
        } finally {
            if (bytes.isReadable() && !ended) {
                held.add(bytes);
            } else {
                bytes.release();
            }
            if (!ended) {
                giveWay();
                owner.partial(reader.partialBytes());
            }
        }
    }

    private void giveWay() {
        if (!paused && (!held.isEmpty() || lane.causesTooMuch())) {
            channel.config().setAutoRead(false); // others come first, and nothing more is received meanwhile
            resumeLater(lane::readOnLater);
        }
    }

    /** Whether the connection may take one more message in this turn. */
    boolean takesMore() {
        return !paused && !ended && lane.readsOn();
    }

    boolean isPaused() {
        return paused;
    }

    void pause() {
        paused = true;
        channel.config().setAutoRead(false);
    }

    /** Ends a pause. Nothing is read before this returns. */
    void readOn() {
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
    void resume() {
        resumeDue = false;
        lane.resumeReading();
        held.drainTo(this::take);
        if (resumeDue) {
            return;
        }
        if (last != null) {
            last.run();
        } else if (!paused) {
            channel.config().setAutoRead(true);
        }
    }

    /**
     * Nothing more comes. What came before is read, if need be in several turns, but for what is left when reading is paused: nobody can
     * be made to wait.
     *
     * @param after run when all has been read
     */
    void finish(Runnable after) {
        last = after;
        paused = false;
        resume();
    }

    /** Nothing is read any more. */
    void end() {
        ended = true;
        release();
    }

    /** The channel has gone from the pipeline: only what is about to be read for the last time is kept. */
    void removed() {
        if (!resumeDue || last == null) {
            release();
        }
    }

    private void release() {
        held.drainTo(ByteBuf::release);
    }

    /** Whether something that has come waits to be read, or may be about to. */
    boolean hasUnread() {
        return held.wasHeld() || resumeDue;
    }
}

package io.pocketio.webflux.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.pocketio.lane.Lane;
import io.pocketio.lane.SendingOrder;
import io.pocketio.lane.SerialLane;
import io.pocketio.lane.Turn;
import io.pocketio.websocket.MessageDeflate;
import io.pocketio.websocket.WebSocketFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event loop: the lane of all of its connections, one object for each loop. Also what they share within one turn of the
 * loop: the flush at its end, and the wire form of a frame that goes to many of them. A flush for each message, or framing it
 * for each recipient, costs several times the rest of a broadcast. Tasks run on a worker when the loop has ended.
 *
 * <p>Any thread may call what {@link Lane} declares; all else is confined to the event loop.
 */
final class NettyLane implements Lane {

    private static final Logger logger = LoggerFactory.getLogger(NettyLane.class);

    /** To send by itself what one channel has been given takes about as long. */
    private static final long FLUSH_NANOS = 5_000;

    private static final long MAX_WAIT_NANOS = 20_000_000;

    /** So much may wait to be sent before those have to wait who cause more. */
    private static final int MUCH = 1024;

    private static final FastThreadLocal<NettyLane> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected void onRemoval(NettyLane lane) {
            lane.end();
        }
    };

    private final EventLoop loop;
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean workScheduled = new AtomicBoolean();

    /** Where tasks run when the loop has ended, among them what is to be done for the end of the sessions that it has served. */
    private final SerialLane afterwards = new SerialLane();

    private volatile boolean ended;

    private final SendingOrder order = new SendingOrder();

    /** Tasks that other threads have given to be executed, and that wait. Any thread. */
    private final AtomicInteger given = new AtomicInteger();

    /** The lane that has too much to do of what the connection that is being read has caused; {@code null} mostly. */
    private @Nullable NettyLane behind;

    /** What the connection that is being read does at a time. */
    private final Turn reading = new Turn();

    /** Channels that were to be flushed before it began. */
    private int unflushedBefore;

    private final Runnable endOfTurn = this::endTurn;
    private boolean endScheduled;

    /** When the end of the turn began to wait for what is posted; 0 while it does not. */
    private long waitsSince;

    /** Flushes that were asked for meanwhile for channels that are to be flushed anyway: so many are saved. */
    private int saved;

    /** A channel has been given so much that it is to be flushed without more ado. */
    private boolean hasMuch;

    private List<NettyFrameWriter> unflushed = new ArrayList<>();
    private List<NettyFrameWriter> flushing = new ArrayList<>();

    private final SharedFrames frames = new SharedFrames(0);
    private final SharedFrames compressedFrames = new SharedFrames(WebSocketFrames.COMPRESSED);

    /** Made for the first connection that is compressed. */
    private @Nullable MessageDeflate deflate;

    private NettyLane(EventLoop loop) {
        this.loop = loop;
    }

    /** Called in the event loop. */
    static NettyLane of(EventLoop loop) {
        NettyLane lane = OF_THREAD.get();
        if (lane == null || lane.loop != loop) {
            if (lane != null) {
                lane.end();
            }
            lane = new NettyLane(loop);
            OF_THREAD.set(lane);
        }
        return lane;
    }

    @Override
    public boolean inLane() {
        return loop.inEventLoop() || ended && afterwards.inLane();
    }

    @Override
    public boolean inTurn() {
        return inLane() && order.inTurn();
    }

    @Override
    public void execute(Runnable task) {
        if (inLane()) {
            task.run();
        } else {
            give(task);
        }
    }

    private void give(Runnable task) {
        NettyLane giver = given.incrementAndGet() > MUCH ? OF_THREAD.getIfExists() : null;
        if (giver != null) {
            giver.behind = this;
        }
        post(() -> {
            given.decrementAndGet();
            task.run();
        });
    }

    @Override
    public void post(Runnable task) {
        posted.add(task);
        if (workScheduled.compareAndSet(false, true)
                || loop.isShuttingDown()) { // that drops timers, and does not say so
            scheduleWork();
        }
    }

    @Override
    public void append(Runnable sending) {
        if (inLane()) {
            post(order.appended(sending));
            behind = order.waiting() > MUCH ? this : behind;
        } else {
            give(sending);
        }
    }

    /** Within the loop as a timer that is due: the loop runs its tasks for up to a second before it looks at its connections again. */
    private void scheduleWork() {
        try {
            if (loop.inEventLoop() && !loop.isShuttingDown()) {
                loop.schedule(this::work, 0, TimeUnit.NANOSECONDS);
            } else {
                loop.execute(this::work);
            }
        } catch (RejectedExecutionException shutDown) {
            if (ended) {
                afterwards.post(this::work);
            } // else the loop's thread may be at work still, and is about to end
        }
    }

    /** Runs what was posted, some of it when it is much: connections wait, too. */
    private void work() {
        Turn turn = new Turn().resume();
        while (!turn.isOver()) {
            Runnable task = posted.poll();
            if (task == null) {
                break;
            }
            run(task);
        }
        if (waitsSince != 0) {
            run(endOfTurn);
        }
        workScheduled.set(false);
        if (!posted.isEmpty() && workScheduled.compareAndSet(false, true)) {
            scheduleWork();
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            logger.error("A task of an event loop failed", failure);
        }
    }

    /** A connection begins to be read. */
    void beginReading() {
        reading.restart();
        beginCausing();
    }

    /** A connection goes on with what is left of what has been read. */
    void resumeReading() {
        reading.resume();
        beginCausing();
    }

    /** What follows is caused by the connection that is being read, over HTTP or as a WebSocket. */
    void beginCausing() {
        behind = null;
        unflushedBefore = unflushed.size();
    }

    /** Has the connection that is being read go on when others have had their turn, and when is done what it has caused, if that is much. */
    void readOnLater(Runnable connection) {
        NettyLane lane = behind;
        if (lane == null || lane == this) {
            post(connection);
        } else {
            lane.post(() -> post(connection));
        }
    }

    /**
     * Whether the connection that is being read may take one more message now, ahead of others. They wait for the flush of what it sends to
     * many in any case: half as long as that it may go on, for what it sends in one turn is in the processor's cache, in several not.
     */
    boolean readsOn() {
        return !reading.isOver(FLUSH_NANOS * (unflushed.size() - unflushedBefore) / 2) && !causesTooMuch();
    }

    /** Whether the connection that is being read has to wait although nothing of it may be left. */
    boolean causesTooMuch() {
        return behind != null;
    }

    /** Flushes the channel at the end of this turn of the loop. */
    void flushLater(NettyFrameWriter writer) {
        unflushed.add(writer);
        endLater();
    }

    /**
     * What the channels of this loop share in this turn; whoever takes something of it calls {@link #endLater()}.
     *
     * @param compressed for frames that are {@link MessageDeflate}'s
     */
    SharedFrames frames(boolean compressed) {
        return compressed ? compressedFrames : frames;
    }

    /** What compresses the messages of this loop's connections. */
    MessageDeflate deflate() {
        if (deflate == null) {
            deflate = new MessageDeflate();
        }
        return deflate;
    }

    /** The event loop has ended; should it not have, all comes again when it is asked for. */
    private void end() {
        frames.forget();
        compressedFrames.forget();
        if (deflate != null) {
            deflate.end();
            deflate = null;
        }
        if (loop.isShutdown()) {
            ended = true;
            afterwards.post(this::work);
        }
    }

    /** Has this turn come to its end. */
    void endLater() {
        if (!endScheduled) {
            endScheduled = true;
            loop.execute(endOfTurn);
        }
    }

    private void endTurn() {
        if (waits()) {
            return;
        }
        endScheduled = false;
        frames.forget();
        compressedFrames.forget();
        List<NettyFrameWriter> due = unflushed;
        unflushed = flushing;
        flushing = due;
        for (int i = 0; i < due.size(); i++) {
            due.get(i).flushInTurn();
        }
        due.clear();
    }

    /** A channel that is to be flushed has been given more. */
    void flushSaved() {
        saved++;
    }

    /** A channel has been given much that is to be flushed: left lying, it would look as if its peer were behind. */
    void flushSoon() {
        hasMuch = true;
    }

    /**
     * Whether the turn goes on for what is posted, such as connections that are read in several turns: what that sends to many channels
     * leaves each of them once. At first for as long as the flushes take, then as long as it saves them, and not for ever.
     */
    private boolean waits() {
        int due = unflushed.size();
        long longest = 2 * saved > due ? MAX_WAIT_NANOS : Math.min(MAX_WAIT_NANOS, FLUSH_NANOS * due);
        saved = 0;
        if (posted.isEmpty() || hasMuch) {
            hasMuch = false;
            waitsSince = 0;
            return false;
        }
        long now = System.nanoTime() | 1; // 0 is for none
        if (waitsSince == 0) {
            waitsSince = now;
        }
        if (now - waitsSince >= longest) {
            waitsSince = 0;
        }
        return waitsSince != 0;
    }
}

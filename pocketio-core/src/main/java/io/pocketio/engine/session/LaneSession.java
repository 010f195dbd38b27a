package io.pocketio.engine.session;

import io.pocketio.engine.CloseReason;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.lane.Lane;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a session gets into its lane, and what comes of failures there: nobody knows what they left undone, so it ends. Thread-safe. */
abstract class LaneSession implements LiveSession {

    private static final Logger logger = LoggerFactory.getLogger(LaneSession.class);

    private final Lane lane;

    /** It is about to end. Confined to the lane. */
    private boolean failing;

    LaneSession(Lane lane) {
        this.lane = lane;
    }

    @Override
    public final Lane lane() {
        return lane;
    }

    @Override
    public final void execute(Runnable task) {
        if (lane.inLane()) {
            run(task);
        } else {
            lane.execute(() -> run(task));
        }
    }

    @Override
    public final void post(Runnable task) {
        lane.post(() -> runInTurn(task));
    }

    /** Behind what its thread has begun to send to many. */
    private void runInTurn(Runnable task) {
        if (lane.inTurn()) {
            run(task);
        } else {
            lane.home().append(() -> execute(task));
        }
    }

    @Override
    public final void send(EnginePacket packet) {
        send(List.of(packet));
    }

    /**
     * Runs what sends something, behind what the caller has sent before. For callers that are not {@linkplain Lane#inTurn in turn}.
     *
     * @param sending asks again whether it is in turn: there may be something to be sent first in the lane
     */
    final void inOrder(Runnable sending) {
        Lane home = lane.home();
        if (home.inLane() && !home.inTurn()) {
            home.append(() -> execute(sending));
        } else {
            execute(sending);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            failed(failure);
        }
    }

    /**
     * Something that the server has to do for this session has failed. From now on it takes and sends nothing, and it ends, but not at
     * once: others may be served further up the stack.
     */
    final void failed(Throwable failure) {
        if (failing) {
            logger.debug("One more failure of a session that is about to end ({})", this, failure);
            return;
        }
        failing = true;
        logger.error("A session ends because its server failed to do something for it ({})", this, failure);
        stop();
        lane.post(() -> run(() -> end(CloseReason.TRANSPORT_ERROR, failure)));
    }

    /**
     * Runs one step of the end of a session that is not to keep the others from being taken.
     *
     * @return whether it has not failed
     */
    final boolean closes(Runnable step) {
        try {
            step.run();
            return true;
        } catch (Throwable failure) {
            logger.error("A connection could not be closed in good order ({})", this, failure);
            return false;
        }
    }

    /** Takes and sends nothing more. In the lane. */
    abstract void stop();

    /** Enough of the id to follow a session through a log, too little to take part in it. */
    @Override
    public String toString() {
        return "sid=" + id().substring(0, Math.min(id().length(), 6)) + "…";
    }
}

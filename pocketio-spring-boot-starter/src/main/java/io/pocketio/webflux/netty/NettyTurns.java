package io.pocketio.webflux.netty;

import io.netty.channel.EventLoop;
import io.pocketio.engine.EventLoopTurns;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The turns of an event loop, which what comes over HTTP shares with its WebSockets. */
record NettyTurns(EventLoop loop) implements EventLoopTurns {

    private static final Logger logger = LoggerFactory.getLogger(NettyTurns.class);

    @Override
    public void atEnd(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException ended) {
            logger.debug("Dropped a task of an event loop that has ended"); // its connections have ended, too
        }
    }

    @Override
    public void begin() {
        if (loop.inEventLoop()) {
            NettyLane.of(loop).beginCausing();
        }
    }

    @Override
    public boolean causesTooMuch() {
        return loop.inEventLoop() && NettyLane.of(loop).causesTooMuch();
    }

    @Override
    public void inNext(Runnable task) {
        if (loop.inEventLoop()) {
            NettyLane.of(loop).readOnLater(task);
        } else {
            atEnd(() -> NettyLane.of(loop).post(task));
        }
    }
}

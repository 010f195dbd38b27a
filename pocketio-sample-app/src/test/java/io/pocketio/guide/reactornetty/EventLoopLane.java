package io.pocketio.guide.reactornetty;

import io.netty.channel.EventLoop;
import io.pocketio.lane.Lane;

/** Tasks of a session, in the event loop of its connection. */
record EventLoopLane(EventLoop loop) implements Lane {

    @Override
    public boolean inLane() {
        return loop.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        if (inLane()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}

package io.pocketio.guide.reactornetty;

import io.netty.channel.EventLoop;
import io.pocketio.lane.Lane;
import java.util.concurrent.TimeUnit;

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

    /** In another turn of the loop: tasks that are executed may run ahead of what its connections bring. */
    @Override
    public void post(Runnable task) {
        loop.schedule(task, 0, TimeUnit.NANOSECONDS);
    }
}

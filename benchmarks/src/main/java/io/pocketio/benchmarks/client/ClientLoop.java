package io.pocketio.benchmarks.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The one thread that all clients of a load live in, so that a load needs no locks. Thread-safe. */
public final class ClientLoop implements AutoCloseable {

    private static final long LOOK_AGAIN_MILLIS = 20;

    private final EventLoopGroup group;
    private final EventLoop loop;

    public ClientLoop() {
        // not epoll: it reports sockets that are about to connect as hung up, once in a hundred times
        group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        loop = group.next();
    }

    Bootstrap bootstrap() {
        return new Bootstrap().group(loop).channel(NioSocketChannel.class).option(ChannelOption.TCP_NODELAY, true);
    }

    /** Does it on the loop, and waits. */
    public <T> T call(Callable<T> task) {
        return get(loop.submit(task));
    }

    /** Does it on the loop, and waits. */
    public void run(Runnable task) {
        get(loop.submit(task, true));
    }

    private static <T> T get(Future<T> result) {
        try {
            return result.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Waits until it is true on the loop, or the time is over; says which. */
    public boolean await(Duration limit, BooleanSupplier condition) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        loop.execute(() -> look(condition, System.nanoTime() + limit.toNanos(), result));
        return get(result);
    }

    private void look(BooleanSupplier condition, long deadline, CompletableFuture<Boolean> result) {
        try {
            boolean met = condition.getAsBoolean();
            if (met || System.nanoTime() > deadline) {
                result.complete(met);
            } else {
                loop.schedule(() -> look(condition, deadline, result), LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (RuntimeException failure) {
            result.completeExceptionally(failure);
        }
    }

    /** At a fixed rate, on the loop, from that long from now on; what is late is made up for. Ends when cancelled. */
    public Future<?> every(Duration first, Duration period, Runnable task) {
        return loop.scheduleAtFixedRate(task, first.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}

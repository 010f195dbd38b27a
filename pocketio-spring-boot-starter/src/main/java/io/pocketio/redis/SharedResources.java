package io.pocketio.redis;

import io.lettuce.core.event.EventBus;
import io.lettuce.core.event.EventPublisherOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.EventLoopGroupProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.resource.SocketAddressResolver;
import io.lettuce.core.tracing.Tracing;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.Timer;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The application's threads and all else that its clients have in common, but for the pauses between attempts to connect again. A copy that
 * Lettuce makes would end them, or be complained of when it is collected; this has nothing of its own.
 *
 * @param application ends it itself
 */
record SharedResources(ClientResources application, Delay reconnectDelay) implements ClientResources {

    @Override
    public Builder mutate() {
        return application.mutate().reconnectDelay(reconnectDelay);
    }

    /** Nothing ends: it is the application's. */
    @Override
    public Future<Boolean> shutdown() {
        return GlobalEventExecutor.INSTANCE.newSucceededFuture(true);
    }

    /** Nothing ends: it is the application's. */
    @Override
    public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit unit) {
        return shutdown();
    }

    @Override
    public AddressResolverGroup<?> addressResolverGroup() {
        return application.addressResolverGroup();
    }

    @Override
    public EventPublisherOptions commandLatencyPublisherOptions() {
        return application.commandLatencyPublisherOptions();
    }

    @Override
    public CommandLatencyRecorder commandLatencyRecorder() {
        return application.commandLatencyRecorder();
    }

    @Override
    public int computationThreadPoolSize() {
        return application.computationThreadPoolSize();
    }

    @Override
    public EventBus eventBus() {
        return application.eventBus();
    }

    @Override
    public EventLoopGroupProvider eventLoopGroupProvider() {
        return application.eventLoopGroupProvider();
    }

    @Override
    public EventExecutorGroup eventExecutorGroup() {
        return application.eventExecutorGroup();
    }

    @Override
    public int ioThreadPoolSize() {
        return application.ioThreadPoolSize();
    }

    @Override
    public NettyCustomizer nettyCustomizer() {
        return application.nettyCustomizer();
    }

    @Override
    public SocketAddressResolver socketAddressResolver() {
        return application.socketAddressResolver();
    }

    @Override
    public Timer timer() {
        return application.timer();
    }

    @Override
    public Tracing tracing() {
        return application.tracing();
    }
}

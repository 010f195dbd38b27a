package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Has Netty watch each buffer, and fails a class whose tests have lost one. */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {

    private static final int BUFFERS = 1_000;

    private final ListAppender<ILoggingEvent> reports = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    private ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

    @Override
    public void beforeAll(ExtensionContext context) {
        level = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        reports.start();
        logger.addAppender(reports);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.gc();
        // a lost buffer is reported when another one is allocated
        for (int i = 0; i < BUFFERS; i++) {
            PooledByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
        logger.detachAppender(reports);
        ResourceLeakDetector.setLevel(level);
        assertThat(reports.list).as("leak reports").isEmpty();
    }
}

package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a class whose clients make the server log warnings or errors, other than those of handlers that fail on purpose,
 * and of arguments that do not fit, which tests send and the server tells of once a minute.
 */
final class QuietLogs implements BeforeAllCallback, AfterAllCallback {

    private final Recorder recorder = new Recorder();

    @Override
    public void beforeAll(ExtensionContext context) {
        InteropServer.DEFAULTS.port(); // whose start sets up the logging
        InteropServer.SHORT_TIMES.port();
        recorder.start();
        root().addAppender(recorder);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        root().detachAppender(recorder);
        assertThat(recorder.lines).isEmpty();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static final class Recorder extends AppenderBase<ILoggingEvent> {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            IThrowableProxy failure = event.getThrowableProxy();
            String message = failure == null ? "" : String.valueOf(failure.getMessage());
            boolean isMisfit = event.getMessage().startsWith("What came with {} does not fit {}");
            if (event.getLevel().isGreaterOrEqual(Level.WARN) && !message.startsWith("on purpose") && !isMisfit) {
                lines.add(event + " " + message);
            }
        }
    }
}

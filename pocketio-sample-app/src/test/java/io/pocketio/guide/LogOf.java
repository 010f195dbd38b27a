package io.pocketio.guide;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a class logs from now on. To be made after the application, which sets logging up anew. */
public final class LogOf {

    private final List<String> messages = new CopyOnWriteArrayList<>();

    public LogOf(Class<?> type) {
        Logger logger = (Logger) LoggerFactory.getLogger(type);
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

            @Override
            protected void append(ILoggingEvent event) {
                messages.add(event.getFormattedMessage());
            }
        };
        appender.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
    }

    public List<String> messages() {
        return messages;
    }
}

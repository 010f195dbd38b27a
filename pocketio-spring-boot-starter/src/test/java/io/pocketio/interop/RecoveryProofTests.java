package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The official JavaScript client is cut off two hundred times, at moments and by means that chance decides, while several threads
 * send ten thousand numbered events; and gets all of them in order, and none twice. Each check of {@code recovery-proof.js} is a
 * test.
 */
@TestMethodOrder(OrderAnnotation.class)
class RecoveryProofTests {

    private static final int CUTS = 200;
    private static final int EVENTS = 10_000;

    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

    @BeforeAll
    static void listenToTheLog() {
        InteropServer.SHORT_RECOVERY.port(); // whose start sets up the logging
        LOG.start();
        logger().setLevel(Level.INFO);
        logger().addAppender(LOG);
    }

    @AfterAll
    static void leaveTheLog() {
        logger().detachAppender(LOG);
        logger().setLevel(null);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.pocketio.server.recovery.RecoveryReport");
    }

    @TestFactory
    Stream<DynamicNode> recoversOverWebSocket() {
        return checks(InteropServer.RECOVERY, "websocket", "json", CUTS, EVENTS);
    }

    @TestFactory
    Stream<DynamicNode> recoversOverPolling() {
        return checks(InteropServer.RECOVERY, "polling", "json", CUTS, EVENTS);
    }

    @TestFactory
    Stream<DynamicNode> recoversWhileItUpgrades() {
        return checks(InteropServer.RECOVERY, "upgrade", "json", CUTS, EVENTS);
    }

    @TestFactory
    Stream<DynamicNode> recoversInMessagePack() {
        return checks(InteropServer.RECOVERY_MSGPACK, "websocket", "msgpack", CUTS / 4, EVENTS / 4);
    }

    /** Behind the checks that make it so. */
    @Test
    @Order(Integer.MAX_VALUE)
    void logsWhyASessionIsNotRecovered() {
        InteropServer.notAsReference("logs nothing");

        assertThat(List.copyOf(LOG.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains("Clients that wanted their session back: 1 × packets behind the offset are not kept any more"
                        + "");
    }

    private static Stream<DynamicNode> checks(InteropServer server, String way, String parser, int cuts, int events) {
        Integer smallPort = parser.equals("json") ? InteropServer.SHORT_RECOVERY.port() : null;
        return checks(server.port(), smallPort, way, parser, cuts, events);
    }

    /** @param smallPort of a server that keeps little, {@code null} for none */
    static Stream<DynamicNode> checks(
            int port, @Nullable Integer smallPort, String way, String parser, int cuts, int events) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("port", port);
        if (smallPort != null) {
            settings.put("smallPort", smallPort);
        }
        settings.put("way", way);
        settings.put("parser", parser);
        settings.put("cuts", cuts);
        settings.put("events", events);
        settings.put("seed", 42);
        settings.put("reference", InteropServer.isReference());
        return NodeChecks.run(
                "Recovery over " + way + " in " + parser,
                4,
                "recovery-proof.js",
                JsonMapper.shared().writeValueAsString(settings));
    }
}

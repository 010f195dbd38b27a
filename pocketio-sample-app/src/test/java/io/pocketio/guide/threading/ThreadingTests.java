package io.pocketio.guide.threading;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadingTests {

    @Test
    void runsHandlersWhereTheyAreToldTo() {
        try (GuideServer server = GuideServer.start(ReportController.class, ThreadReports.class);
                GuideClient client = GuideClient.connect(server.port(), "/")) {
            assertThat(client.ask("report", 2026)).startsWith("boundedElastic");
            assertThat(client.ask("summary", 2026)).isEqualTo("boundedEla");
            assertThat(client.ask("thread")).startsWith("reactor-http");
        }
    }

    @Test
    void runsAllHandlersThatMayBlockElsewhere() {
        List<String> properties = List.of("pocketio.handlers.execution=bounded-elastic");
        try (GuideServer server = GuideServer.start(properties, ReportController.class, ThreadReports.class);
                GuideClient client = GuideClient.connect(server.port(), "/")) {
            assertThat(client.ask("thread")).startsWith("boundedElastic");
        }
    }

    static class ThreadReports implements Reports {

        @Override
        public String load(int year) {
            return Thread.currentThread().getName();
        }
    }
}

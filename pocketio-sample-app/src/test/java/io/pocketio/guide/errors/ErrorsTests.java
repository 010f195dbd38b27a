package io.pocketio.guide.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.guide.GuideClient;
import io.pocketio.guide.GuideServer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrorsTests {

    private final GuideServer server =
            GuideServer.start(BookingController.class, FailureAdvice.class, MemorySeats.class);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersExceptionsOfTheApplication() {
        try (GuideClient client = GuideClient.connect(server.port(), "/")) {
            assertThat(client.ask("book", seat(7))).isEqualTo("{\"seat\":7}");
            assertThat(client.ask("book", seat(7))).isEqualTo("{\"message\":\"Seat 7 is taken\"}");
        }
    }

    @Test
    void answersExceptionsOfAllControllers() {
        try (GuideClient client = GuideClient.connect(server.port(), "/")) {
            assertThat(client.ask("book", seat(13))).isEqualTo("{\"error\":\"closed\"}");
        }
    }

    @Test
    void answersWhatIsNotValid() {
        try (GuideClient client = GuideClient.connect(server.port(), "/")) {
            assertThat(client.ask("book", seat(0)))
                    .contains("\"error\":\"Invalid arguments\"")
                    .contains("\"argument\":0")
                    .contains("\"field\":\"seat\"")
                    .contains("\"code\":\"Min\"");
        }
    }

    private static JSONObject seat(int seat) {
        return new JSONObject(Map.of("seat", seat));
    }

    static class MemorySeats implements Seats {

        private final Set<Integer> taken = new HashSet<>();

        @Override
        public synchronized Ticket book(int seat) {
            if (seat == 13) {
                throw new BoxOfficeClosedException();
            }
            if (!taken.add(seat)) {
                throw new SeatTakenException(seat);
            }
            return new Ticket(seat);
        }
    }
}

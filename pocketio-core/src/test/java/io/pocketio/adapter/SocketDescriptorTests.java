package io.pocketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.protocol.Arguments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SocketDescriptorTests {

    private static final SocketDescriptor.Details HANDSHAKE = new SocketDescriptor.Details(
            "/socket.io/", Map.of("host", List.of("h")), Map.of(), Arguments.of(Map.of()), null, false, 0);

    @Test
    void leavesOutDataThatIsNull() {
        Map<String, Object> data = new HashMap<>();
        data.put("role", "admin");
        data.put("team", null);

        assertThat(new SocketDescriptor("id", Set.of("id"), data, HANDSHAKE).data())
                .isEqualTo(Map.of("role", "admin"));
    }

    @Test
    void copiesItsData() {
        Map<String, Object> data = new HashMap<>();
        SocketDescriptor descriptor = new SocketDescriptor("id", Set.of("id"), data, HANDSHAKE);

        data.put("role", "admin");

        assertThat(descriptor.data()).isEmpty();
    }
}

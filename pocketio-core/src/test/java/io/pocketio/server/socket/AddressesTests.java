package io.pocketio.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AddressesTests {

    @Test
    void readsAddressesWithoutAskingANameServer() {
        assertThat(Addresses.parse("192.0.2.1")).isEqualTo(new InetSocketAddress("192.0.2.1", 0));
        assertThat(Objects.requireNonNull(Addresses.parse("2001:db8::1")).isUnresolved())
                .isFalse();
        for (String name : List.of("localhost", "999.1.1.1", "1.2.3", "1.2.3.4.5", "::::", "a:b:c:d:e", "")) {
            assertThat(Objects.requireNonNull(Addresses.parse(name)).isUnresolved())
                    .as(name)
                    .isTrue();
        }
        assertThat(Addresses.parse(null)).isNull();
        assertThat(Addresses.format(Addresses.parse("192.0.2.1"))).isEqualTo("192.0.2.1");
        assertThat(Addresses.format(Addresses.parse("somewhere"))).isEqualTo("somewhere");
        assertThat(Addresses.format(null)).isNull();
    }
}

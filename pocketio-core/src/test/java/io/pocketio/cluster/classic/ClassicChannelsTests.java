package io.pocketio.cluster.classic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected are names that nodes of {@code @socket.io/redis-adapter} 8.3.0 have used. */
class ClassicChannelsTests {

    private final ClassicChannels channels = new ClassicChannels("socket.io", "/");

    @Test
    void namesChannelsAsNodeDoes() {
        assertThat(channels.broadcasts()).isEqualTo("socket.io#/#");
        assertThat(channels.requests()).isEqualTo("socket.io-request#/#");
        assertThat(channels.responses()).isEqualTo("socket.io-response#/#");
        assertThat(channels.responses("KB_2T6")).isEqualTo("socket.io-response#/#KB_2T6#");
    }

    @Test
    void sendsToOneRoomByItsOwnChannelOnly() {
        assertThat(channels.broadcast(Set.of())).isEqualTo("socket.io#/#");
        assertThat(channels.broadcast(Set.of("room1"))).isEqualTo("socket.io#/#room1#");
        assertThat(channels.broadcast(Set.of("r1", "r2"))).isEqualTo("socket.io#/#");
    }

    @ParameterizedTest
    @ValueSource(strings = {"room1", "", "#", "a#b", "*[?]\\", "line\nbreak", "é", " "})
    void findsTheRoomThatAChannelWasNamedFor(String room) {
        assertThat(channels.room(channels.broadcast(Set.of(room)))).isEqualTo(room);
    }

    @Test
    void findsNoRoomInTheChannelOfAll() {
        assertThat(channels.room("socket.io#/#")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "socket.io#/",
                "socket.io#/#room",
                "socket.io#/admin#",
                "socket.io-request#/#",
                "Socket.io#/#room#",
                "my-socket.io#/#room#"
            })
    void takesNoOtherChannelForItsOwn(String channel) {
        assertThat(channels.room(channel)).isNull();
    }
}

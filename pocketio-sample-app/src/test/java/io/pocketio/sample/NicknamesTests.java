package io.pocketio.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.pocketio.ConnectRejectedException;
import io.pocketio.SocketIoSocket;
import io.pocketio.sample.Nicknames.Login;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class NicknamesTests {

    private final Nicknames nicknames = new Nicknames(TestLimits.limits());
    private final SocketIoSocket first = socket();
    private final SocketIoSocket second = socket();

    @Test
    void givesSocketItsNickname() {
        nicknames.claim(first, new Login(" Ada ", null));

        assertThat(Nicknames.of(first)).isEqualTo("Ada");
    }

    @Test
    void refusesNicknameThatSomebodyHas() {
        nicknames.claim(first, new Login("Ada", "one"));

        assertThatExceptionOfType(ConnectRejectedException.class)
                .isThrownBy(() -> nicknames.claim(second, new Login("ada", "two")))
                .withMessage("\"ada\" is here already. Please choose another nickname.");
        verify(first, never()).disconnect(anyBoolean());
    }

    @Test
    void refusesTakenNicknameToClientsWithoutKey() {
        nicknames.claim(first, new Login("Ada", null));

        assertThatExceptionOfType(ConnectRejectedException.class)
                .isThrownBy(() -> nicknames.claim(second, new Login("Ada", null)));
    }

    @Test
    void refusesNicknameThatIsEmpty() {
        assertThatExceptionOfType(ConnectRejectedException.class)
                .isThrownBy(() -> nicknames.claim(first, new Login(null, null)))
                .withMessage("Please choose a nickname.");
    }

    @Test
    void refusesNicknameThatIsTooLong() {
        assertThatExceptionOfType(ConnectRejectedException.class)
                .isThrownBy(() -> nicknames.claim(first, new Login("12345678901", null)))
                .withMessage("A nickname has at most 10 characters.");
    }

    @Test
    void refusesKeyThatIsTooLong() {
        assertThatExceptionOfType(ConnectRejectedException.class)
                .isThrownBy(() -> nicknames.claim(first, new Login("Ada", "k".repeat(65))));
    }

    @Test
    void freesNicknameOfWhoHasLeft() {
        nicknames.claim(first, new Login("Ada", null));

        nicknames.release(first);

        nicknames.claim(second, new Login("Ada", null));
    }

    @Test
    void movesNicknameToNewConnectionOfTheSameClient() {
        nicknames.claim(first, new Login("Ada", "key"));

        nicknames.claim(second, new Login("Ada", "key"));

        verify(first).disconnect(true);
        assertThat(Nicknames.of(second)).isEqualTo("Ada");
    }

    @Test
    void keepsMovedNicknameWhenTheFormerConnectionLeaves() {
        nicknames.claim(first, new Login("Ada", "key"));
        nicknames.claim(second, new Login("Ada", "key"));

        nicknames.release(first);

        assertThatExceptionOfType(ConnectRejectedException.class)
                .isThrownBy(() -> nicknames.claim(socket(), new Login("Ada", null)));
    }

    private static SocketIoSocket socket() {
        SocketIoSocket socket = mock(SocketIoSocket.class);
        when(socket.data()).thenReturn(new ConcurrentHashMap<>());
        return socket;
    }
}

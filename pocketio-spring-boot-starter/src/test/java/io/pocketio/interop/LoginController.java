package io.pocketio.interop;

import io.pocketio.Handshake;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import org.jspecify.annotations.Nullable;

/** The handlers of a namespace that only clients with the right token join. */
@SocketController("/login")
class LoginController {

    @SocketEvent("whoami")
    @Nullable
    String whoAmI(Handshake handshake) {
        return handshake.auth("name", String.class);
    }
}

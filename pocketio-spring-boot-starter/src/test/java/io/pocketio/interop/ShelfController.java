package io.pocketio.interop;

import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PathVariable;

/** A namespace whose variable is a number. */
@SocketController("/shelves/{shelf}/books")
@Profile("api")
class ShelfController {

    @SocketEvent("next")
    int next(@PathVariable("shelf") int number) {
        return number + 1;
    }
}

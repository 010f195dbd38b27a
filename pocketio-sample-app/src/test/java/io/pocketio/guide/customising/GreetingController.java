package io.pocketio.guide.customising;

import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import java.util.Locale;

@SocketController
class GreetingController {

    @SocketEvent("greet")
    String greet(String name, Locale locale) {
        return (locale.getLanguage().equals("de") ? "Hallo, " : "Hello, ") + name;
    }
}

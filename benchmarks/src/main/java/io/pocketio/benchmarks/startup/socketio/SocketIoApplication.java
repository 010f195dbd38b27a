package io.pocketio.benchmarks.startup.socketio;

import io.pocketio.benchmarks.startup.StartupProbe;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The empty application with the starter on its class path, and a bean that uses it. */
@SpringBootApplication
public class SocketIoApplication {

    public static void main(String[] args) throws Exception {
        StartupProbe.run(SocketIoApplication.class, args);
    }
}

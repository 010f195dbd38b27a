package io.pocketio.benchmarks.startup.empty;

import io.pocketio.benchmarks.startup.StartupProbe;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application as the initializer of Spring makes it. */
@SpringBootApplication
public class EmptyApplication {

    public static void main(String[] args) throws Exception {
        StartupProbe.run(EmptyApplication.class, args);
    }
}

package io.pocketio.benchmarks.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Listens on 127.0.0.1, at the port of the environment variable {@code PORT}, and prints {@code ready} when it does. */
@SpringBootApplication(proxyBeanMethods = false)
public class BenchmarkServer {

    public static void main(String[] args) {
        SpringApplication.run(BenchmarkServer.class, args);
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        System.out.println("ready");
    }
}

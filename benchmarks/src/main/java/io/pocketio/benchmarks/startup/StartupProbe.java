package io.pocketio.benchmarks.startup;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Runs an application and tells of it on its output: {@value #READY} with Boot's own figure as soon as it listens, and, when it
 * gets a line, {@value #USED} with what it takes once its garbage is collected. Then it ends, at the next line.
 */
public final class StartupProbe {

    static final String READY = "startup-ready ";
    static final String USED = "startup-used ";

    private StartupProbe() {}

    public static void run(Class<?> application, String[] args) throws IOException {
        SpringApplication spring = new SpringApplication(application);
        AtomicLong bootMillis = new AtomicLong();
        spring.addListeners((ApplicationListener<ApplicationReadyEvent>) ready ->
                bootMillis.set(Objects.requireNonNull(ready.getTimeTaken()).toMillis()));
        spring.run(args);
        System.out.println(READY + bootMillis);
        if (System.in.read() >= 0) {
            System.out.println(USED + used());
            System.in.read();
        }
        Runtime.getRuntime().halt(0);
    }

    /** Asked for late: the classes of the management interface would count. */
    private static String used() {
        int threads = Thread.getAllStackTraces().size();
        com.sun.management.ThreadMXBean allocations =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated =
                allocations.getThreadAllocatedBytes(Thread.currentThread().getId());
        long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
        System.gc();
        return classes + " " + threads + " " + allocated + " "
                + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

package io.pocketio.benchmarks.server;

import com.sun.management.OperatingSystemMXBean;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.pocketio.DisconnectReason;
import io.pocketio.Rooms;
import io.pocketio.SocketIoServer;
import io.pocketio.engine.EngineStatistics;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tells of the server what a load wants to know of it. */
@RestController
class StatusController {

    private final SocketIoServer server;
    private final Rooms rooms;

    StatusController(SocketIoServer server, Rooms rooms) {
        this.server = server;
        this.rooms = rooms;
    }

    /** @param gc whether to collect garbage first */
    @GetMapping("/status")
    Mono<ServerStatus> status(@RequestParam(defaultValue = "false") boolean gc) {
        return Mono.fromRunnable(() -> {
                    if (gc) {
                        System.gc();
                    }
                })
                .subscribeOn(Schedulers.boundedElastic())
                .then(Mono.defer(rooms::names))
                .map(names -> status(names.size()));
    }

    private ServerStatus status(int roomCount) {
        EngineStatistics engine = server.statistics().engine();
        return new ServerStatus(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                nettyDirect(),
                jvmDirect(),
                server.engine().clientsCount(),
                server.sockets().sockets().size(),
                roomCount,
                server.engine().timersCount(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                cpuNanos(),
                engine.outboundBytes(),
                server.engine().options().maxTotalOutboundBuffer(),
                engine.readingPauses(),
                disconnects());
    }

    private Map<String, Long> disconnects() {
        Map<String, Long> byReason = new TreeMap<>();
        for (DisconnectReason reason : DisconnectReason.values()) {
            byReason.put(reason.wireName(), server.statistics().disconnects(reason));
        }
        return byReason;
    }

    /** What Netty's allocator holds. It has its own ways to memory, most of which the JVM does not count. */
    private static long nettyDirect() {
        return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
                ? provider.metric().usedDirectMemory()
                : -1;
    }

    private static long jvmDirect() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}

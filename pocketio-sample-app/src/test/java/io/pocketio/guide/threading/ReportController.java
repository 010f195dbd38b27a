package io.pocketio.guide.threading;

import io.pocketio.annotation.ExecutionMode;
import io.pocketio.annotation.HandlerExecution;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@SocketController
class ReportController {

    private final Reports reports;

    ReportController(Reports reports) {
        this.reports = reports;
    }

    @SocketEvent("report")
    @HandlerExecution(ExecutionMode.BOUNDED_ELASTIC)
    String report(int year) {
        return reports.load(year); // blocks
    }

    @SocketEvent("summary")
    Mono<String> summary(int year) {
        return Mono.fromCallable(() -> reports.load(year))
                .subscribeOn(Schedulers.boundedElastic())
                .map(report -> report.substring(0, 10));
    }

    @SocketEvent("thread")
    String thread() {
        return Thread.currentThread().getName();
    }
}

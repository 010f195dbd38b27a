package io.pocketio.interop;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Clients of every generation against one server on one port, each over every way that it has: each check of each is a test. Prints
 * a table with what became of them.
 */
class GenerationsTests {

    private static final InteropServer SERVER = InteropServer.GENERATIONS;
    private static final int AT_ONCE = 5;

    @TestFactory
    Stream<DynamicNode> servesEveryGenerationOnOnePort() throws InterruptedException, ExecutionException {
        List<DynamicNode> tests = new ArrayList<>();
        List<ClientProgram> programs = new ArrayList<>();
        for (ClientPrograms each : ClientPrograms.values()) {
            String missing = each.missing();
            if (missing.isEmpty()) {
                programs.addAll(each.programs(SERVER.port()));
            } else {
                tests.add(dynamicTest(each.name(), () -> NodeWorkspace.skip(missing)));
            }
        }

        List<ClientProgram.Column> columns = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<List<ClientProgram.Column>> each : threads.invokeAll(programs)) {
                columns.addAll(each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        print(columns);
        columns.forEach(column -> tests.add(column.tests()));
        return tests.stream();
    }

    private static void print(List<ClientProgram.Column> columns) {
        System.out.printf("%-44s %6s %6s%n", "client and way", "passed", "failed");
        for (ClientProgram.Column column : columns) {
            System.out.printf(
                    "%-44s %6d %6d%n",
                    column.name(), column.passed(), column.failures().size() - column.passed());
        }
    }
}

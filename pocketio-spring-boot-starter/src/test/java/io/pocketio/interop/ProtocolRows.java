package io.pocketio.interop;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;

/** The rows of one theme, in their order, for the servers that are asked. Not thread-safe. */
final class ProtocolRows<D extends Dialog> {

    private final String theme;
    private final Function<OlderServer, D> dialogs;
    private final List<OlderServer> servers;
    private final List<ProtocolRow> rows = new ArrayList<>();
    private final Set<OlderServer> begun = EnumSet.noneOf(OlderServer.class);
    private boolean sideBySide;

    private ProtocolRows(String theme, Function<OlderServer, D> dialogs, OlderServer... servers) {
        this.theme = theme;
        this.dialogs = dialogs;
        this.servers = List.of(servers);
    }

    static ProtocolRows<EngineIo3Dialog> engineIo3(String theme) {
        return engineIo3(theme, OlderServer.POCKETIO, OlderServer.NODE_4, OlderServer.NODE_2);
    }

    static ProtocolRows<EngineIo3Dialog> engineIo3(String theme, OlderServer... servers) {
        return new ProtocolRows<>("Engine.IO 3, " + theme, EngineIo3Dialog::new, servers);
    }

    static ProtocolRows<Socket09Dialog> socket09(String theme) {
        return socket09(theme, OlderServer.POCKETIO, OlderServer.NODE_0_9);
    }

    static ProtocolRows<Socket09Dialog> socket09(String theme, OlderServer... servers) {
        return new ProtocolRows<>("Socket.IO 0.9, " + theme, Socket09Dialog::new, servers);
    }

    /** Rows that mostly wait: those that ask a server are all played at the same time. */
    ProtocolRows<D> sideBySide() {
        sideBySide = true;
        return this;
    }

    private void begin(OlderServer server) {
        if (sideBySide && begun.add(server)) {
            rows.forEach(row -> row.begin(server));
        }
    }

    /** Adds a row, which has to be told what servers say. */
    ProtocolRow add(String name, Consumer<D> script) {
        ProtocolRow row = ProtocolRow.of(name, dialogs, script);
        rows.add(row);
        return row;
    }

    /** Adds a row that is spoken over one WebSocket, and heard until it is closed or the server answers the fence. */
    ProtocolRow exchange(String name, Function<D, RawWebSocket> open, Fence fence, Step... steps) {
        return add(name, dialog -> {
            RawWebSocket socket = open.apply(dialog);
            for (Step step : steps) {
                socket.send(step.said());
                dialog.hear(socket, step.answers());
            }
            dialog.hearTheRest(socket, fence);
        });
    }

    /** What is said behind all else, and the answer by which it is known that nothing else comes. */
    record Fence(String said, String answer) {}

    /** What the client says in one go, and how many messages the server answers. */
    record Step(int answers, String... said) {}

    static Step say(int answers, String... said) {
        return new Step(answers, said);
    }

    /** Which of the servers answer otherwise for this reason. */
    Stream<OlderServer> differing(KnownDifference why) {
        return servers.stream().filter(server -> rows.stream().anyMatch(row -> row.differs(server, why)));
    }

    DynamicNode tests() {
        return DynamicContainer.dynamicContainer(theme, rows.stream().map(row -> row.tests(servers, this::begin)));
    }

    /** What became of each row with each server, and why servers differ. */
    void print() {
        StringBuilder table = new StringBuilder(String.format("%-66s", theme));
        servers.forEach(server -> table.append(String.format(" %-11s", server.title())));
        for (ProtocolRow row : rows) {
            table.append(String.format("%n%-66s", row.name()));
            servers.forEach(server -> table.append(String.format(" %-11s", row.outcome(server))));
            table.append(row.differences().distinct().map(Enum::name).collect(Collectors.joining(", ", " ", "")));
        }
        rows.stream()
                .flatMap(ProtocolRow::differences)
                .distinct()
                .sorted()
                .forEach(difference -> table.append(String.format("%n%s: %s", difference, difference.reason())));
        System.out.println(table);
    }
}

package io.pocketio.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.adapter.RecoverableSession;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.TestRequests;
import io.pocketio.engine.handshake.SharedValues;
import io.pocketio.server.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class ClientKeysTests {

    private static final int MANY = 200;
    private static final AtomicLong comparisons = new AtomicLong();

    /** As strings that a client has chosen. */
    private record Colliding(int number) implements Comparable<Colliding> {

        @Override
        public int hashCode() {
            return 0;
        }

        @Override
        public boolean equals(Object other) {
            comparisons.incrementAndGet();
            return other instanceof Colliding that && that.number == number;
        }

        @Override
        public int compareTo(Colliding other) {
            comparisons.incrementAndGet();
            return Integer.compare(number, other.number);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 33, 4000})
    void comparesEachKeyWithFewOthers(int size) {
        List<Colliding> keys = IntStream.range(0, size).mapToObj(Colliding::new).toList();
        Map<Colliding, Integer> map = new HashMap<>();
        keys.forEach(key -> map.put(key, key.number()));
        Set<Colliding> set = new HashSet<>(keys);
        comparisons.set(0);

        Map<Colliding, Integer> mapCopy = ClientKeys.mapOf(map);
        Set<Colliding> setCopy = ClientKeys.setOf(set);
        keys.forEach(mapCopy::get);
        keys.forEach(setCopy::contains);

        assertThat(comparisons.get()).isLessThanOrEqualTo(200L * size);
        assertThat(mapCopy).isEqualTo(map);
        assertThat(setCopy).isEqualTo(set);
        assertThatThrownBy(() -> setCopy.add(new Colliding(-1))).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> mapCopy.put(new Colliding(-1), 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void copiesNothingThatIsSmallAndImmutable() {
        Set<String> set = Set.of("a", "b");
        Map<String, String> map = Map.of("a", "b");

        assertThat(ClientKeys.setOf(set)).isSameAs(set);
        assertThat(ClientKeys.mapOf(map)).isSameAs(map);
    }

    @Test
    void isHowAllThatIsNamedByClientsIsKept() {
        Set<String> names = IntStream.range(0, MANY).mapToObj(i -> "name" + i).collect(Collectors.toSet());
        Map<String, String> byName = new HashMap<>();
        names.forEach(name -> byName.put(name, "value"));
        String query = names.stream().map(name -> name + "=x").collect(Collectors.joining("&"));
        EngineRequest request = TestRequests.request("GET", query, false, byName, Mono.empty());
        BroadcastTarget target = new BroadcastTarget(names, names, BroadcastFlags.NONE);
        EngineRequest kept = new SharedValues().toKeep(request);
        TestServer server = new TestServer();
        server.connect();
        names.forEach(server.socket()::join);

        List<Object> collections = new ArrayList<>(List.of(
                request.query(),
                request.headers(),
                kept.query(),
                kept.headers(),
                EngineResponse.of(200, byName, new byte[0]).headers(),
                target.rooms(),
                target.except(),
                new RecoverableSession("pid", "id", names, Map.of(), "", null, "").rooms(),
                server.socket().rooms(),
                server.io.sockets().fetchSockets().blockFirst().rooms(),
                server.io.rooms().names().block()));

        assertThat(collections)
                .extracting(collection -> collection.getClass().getName())
                .allMatch(type -> type.startsWith("java.util.Collections$Unmodifiable"));
    }

    /** Else the next collection by names of clients would be forgotten; those whose names are the application's are here by name. */
    @Test
    void isTheOneWayToCopySetsAndMaps() {
        JavaClasses core = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.pocketio");

        Set<String> copying = core.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(ClientKeysTests::copies)
                .map(call -> call.getOriginOwner().getSimpleName())
                .collect(Collectors.toSet());

        // a set of transports, the context of an error, ids that the server has made, and at most eight rooms
        assertThat(copying)
                .containsExactlyInAnyOrder(
                        "ClientKeys",
                        "EngineOptions",
                        "ConnectionError",
                        "MissingAcksException",
                        "LocalRooms",
                        "CompactSet");
    }

    private static boolean copies(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        String method = call.getName();
        boolean isCopy = method.equals("copyOf")
                || method.equals("ofEntries")
                || method.equals("of")
                        && call.getTarget().getRawParameterTypes().stream().anyMatch(parameter -> parameter.isArray());
        return isCopy && (owner.equals("java.util.Set") || owner.equals("java.util.Map"))
                || owner.equals("java.util.stream.Collectors") && method.startsWith("toUnmodifiable");
    }
}

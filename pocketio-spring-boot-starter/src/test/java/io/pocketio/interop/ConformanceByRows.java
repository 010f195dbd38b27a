package io.pocketio.interop;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Tests that are rows: each is a test for each server that it asks, and behind all of them what came of them is printed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
interface ConformanceByRows {

    /** The rows of each theme, in their order. */
    List<ProtocolRows<?>> themes();

    @TestFactory
    default Stream<DynamicNode> rows() {
        return themes().stream().map(ProtocolRows::tests);
    }

    @AfterAll
    default void print() {
        themes().forEach(ProtocolRows::print);
    }
}

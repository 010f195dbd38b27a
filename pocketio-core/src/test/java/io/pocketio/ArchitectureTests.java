package io.pocketio;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The layers of the core and the direction of their imports. */
class ArchitectureTests {

    /** What each package may import of ours; nothing of ours may import the root package. */
    private static final Map<String, List<String>> LAYERS = Map.ofEntries(
            entry("io.pocketio.lane", List.of()),
            entry("io.pocketio.engine.packet", List.of()),
            entry("io.pocketio.json", List.of()),
            entry("io.pocketio.engine", List.of("io.pocketio.engine.packet", "io.pocketio.lane")),
            entry("io.pocketio.engine.handshake", List.of("io.pocketio.engine", "io.pocketio.engine.packet")),
            entry("io.pocketio.engine.budget", List.of("io.pocketio.engine", "io.pocketio.lane")),
            entry(
                    "io.pocketio.engine.transport",
                    List.of("io.pocketio.engine", "io.pocketio.engine.packet", "io.pocketio.lane")),
            entry(
                    "io.pocketio.engine.polling",
                    List.of(
                            "io.pocketio.engine",
                            "io.pocketio.engine.packet",
                            "io.pocketio.engine.handshake",
                            "io.pocketio.engine.transport",
                            "io.pocketio.lane")),
            entry(
                    "io.pocketio.engine.session",
                    List.of(
                            "io.pocketio.engine",
                            "io.pocketio.engine.packet",
                            "io.pocketio.engine.handshake",
                            "io.pocketio.engine.budget",
                            "io.pocketio.engine.transport",
                            "io.pocketio.engine.polling",
                            "io.pocketio.lane")),
            entry("io.pocketio.msgpack", List.of("io.pocketio.engine.packet", "io.pocketio.json")),
            entry("io.pocketio.protocol", List.of("io.pocketio.engine.packet", "io.pocketio.json")),
            entry(
                    "io.pocketio.protocol.json",
                    List.of("io.pocketio.protocol", "io.pocketio.engine.packet", "io.pocketio.json")),
            entry(
                    "io.pocketio.protocol.msgpack",
                    List.of(
                            "io.pocketio.protocol",
                            "io.pocketio.engine.packet",
                            "io.pocketio.json",
                            "io.pocketio.msgpack")),
            entry("io.pocketio.adapter", List.of("io.pocketio.protocol")),
            entry("io.pocketio.adapter.memory", List.of("io.pocketio.adapter", "io.pocketio.protocol")),
            entry(
                    "io.pocketio",
                    List.of(
                            "io.pocketio.lane",
                            "io.pocketio.engine",
                            "io.pocketio.engine.packet",
                            "io.pocketio.engine.session",
                            "io.pocketio.protocol",
                            "io.pocketio.protocol.json",
                            "io.pocketio.protocol.msgpack",
                            "io.pocketio.json",
                            "io.pocketio.adapter",
                            "io.pocketio.adapter.memory")));

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption((Location location) -> !location.contains("/test-classes/"))
            .importPackages("io.pocketio");

    @TestFactory
    Stream<DynamicTest> importsOnlyLowerLayers() {
        return LAYERS.entrySet().stream()
                .map(layer ->
                        DynamicTest.dynamicTest(layer.getKey(), () -> checkImports(layer.getKey(), layer.getValue())));
    }

    private static void checkImports(String layer, List<String> allowed) {
        List<String> forbidden = new ArrayList<>(LAYERS.keySet());
        forbidden.removeAll(allowed);
        forbidden.remove(layer);
        noClasses()
                .that()
                .resideInAPackage(layer)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden.toArray(String[]::new))
                .check(CORE);
    }

    @Test
    void hasNoOtherPackages() {
        assertThat(packages()).extracting(JavaPackage::getName).containsExactlyInAnyOrderElementsOf(LAYERS.keySet());
    }

    @Test
    void hasNoPackageCycles() {
        slices().matching("io.pocketio.(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void knowsNoSpringAndNoHttpServer() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "io.netty..", "reactor.netty..", "jakarta..")
                .check(CORE);
    }

    @Test
    void keepsMappersBehindTheirSeam() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.pocketio.json")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.databind..")
                .check(CORE);
    }

    @Test
    void marksAllPackagesNullMarked() {
        assertThat(packages())
                .allSatisfy(javaPackage -> assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                        .as(javaPackage.getName())
                        .isTrue());
    }

    @Test
    void hasNoClassesThatAreDrawers() {
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .check(CORE);
    }

    private static List<JavaPackage> packages() {
        List<JavaPackage> packages = new ArrayList<>(List.of(CORE.getPackage("io.pocketio")));
        packages.addAll(CORE.getPackage("io.pocketio").getSubpackagesInTree());
        packages.removeIf(javaPackage -> javaPackage.getClasses().isEmpty());
        return Collections.unmodifiableList(packages);
    }
}

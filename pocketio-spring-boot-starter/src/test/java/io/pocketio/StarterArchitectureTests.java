package io.pocketio;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The layers of the starter, the direction of their imports, and what of the core each of them may know. */
class StarterArchitectureTests {

    /** What each package may import of ours, the core's packages included. */
    private static final Map<String, List<String>> LAYERS = Map.ofEntries(
            entry("io.pocketio.annotation", List.of("io.pocketio", "io.pocketio.protocol")),
            entry("io.pocketio.annotation.support", List.of("io.pocketio.annotation", "io.pocketio")),
            entry(
                    "io.pocketio.annotation.signature",
                    List.of("io.pocketio.annotation", "io.pocketio.annotation.support", "io.pocketio.json")),
            entry(
                    "io.pocketio.annotation.binding",
                    List.of(
                            "io.pocketio.annotation.support",
                            "io.pocketio.annotation.signature",
                            "io.pocketio",
                            "io.pocketio.protocol",
                            "io.pocketio.json")),
            entry(
                    "io.pocketio.annotation.invocation",
                    List.of(
                            "io.pocketio.annotation.support",
                            "io.pocketio.annotation.signature",
                            "io.pocketio.annotation.binding",
                            "io.pocketio",
                            "io.pocketio.protocol",
                            "io.pocketio.json")),
            entry(
                    "io.pocketio.annotation.discovery",
                    List.of(
                            "io.pocketio.annotation",
                            "io.pocketio.annotation.support",
                            "io.pocketio.annotation.signature",
                            "io.pocketio.annotation.binding",
                            "io.pocketio.annotation.invocation",
                            "io.pocketio",
                            "io.pocketio.protocol")),
            entry("io.pocketio.jackson", List.of("io.pocketio.json")),
            entry("io.pocketio.websocket", List.of("io.pocketio.engine.packet")),
            entry("io.pocketio.webflux", List.of("io.pocketio.websocket", "io.pocketio.engine")),
            entry(
                    "io.pocketio.webflux.netty",
                    List.of(
                            "io.pocketio.webflux",
                            "io.pocketio.websocket",
                            "io.pocketio.engine",
                            "io.pocketio.engine.packet",
                            "io.pocketio.lane")),
            entry(
                    "io.pocketio.webflux.session",
                    List.of(
                            "io.pocketio.webflux",
                            "io.pocketio.engine",
                            "io.pocketio.engine.packet",
                            "io.pocketio.lane")),
            entry("io.pocketio.event", List.of("io.pocketio", "io.pocketio.engine")),
            entry("io.pocketio.observation", List.of("io.pocketio", "io.pocketio.engine")),
            entry(
                    "io.pocketio.autoconfigure",
                    List.of(
                            "io.pocketio.annotation",
                            "io.pocketio.event",
                            "io.pocketio.observation",
                            "io.pocketio.annotation.support",
                            "io.pocketio.annotation.discovery",
                            "io.pocketio.jackson",
                            "io.pocketio.webflux",
                            "io.pocketio",
                            "io.pocketio.adapter",
                            "io.pocketio.engine",
                            "io.pocketio.engine.session",
                            "io.pocketio.protocol",
                            "io.pocketio.json",
                            "io.pocketio.server")));

    /** The core's own: what of it the starter, or a binding to something else, is made of. */
    private static final Set<String> CORE = Set.of(
            "io.pocketio",
            "io.pocketio.lane",
            "io.pocketio.json",
            "io.pocketio.engine",
            "io.pocketio.engine.packet",
            "io.pocketio.protocol",
            "io.pocketio.adapter",
            "io.pocketio.adapter.memory");

    /** Where the core's parts are put together, for those that put them together. */
    private static final Set<String> ASSEMBLY = Set.of("io.pocketio.server", "io.pocketio.engine.session");

    /** Of the core's protocol, handlers know arguments and names: no packet, nor how it is written. A codec may be a bean. */
    private static final Set<String> KNOWN_OF_THE_PROTOCOL = Set.of(
            "io.pocketio.protocol.Arguments",
            "io.pocketio.protocol.ReservedEvents",
            "io.pocketio.protocol.PacketCodec");

    private static final JavaClasses STARTER = new ClassFileImporter().importPath(Path.of("target/classes"));

    @TestFactory
    Stream<DynamicTest> importsOnlyWhatIsBelow() {
        return LAYERS.entrySet().stream()
                .map(layer ->
                        DynamicTest.dynamicTest(layer.getKey(), () -> checkImports(layer.getKey(), layer.getValue())));
    }

    private static void checkImports(String layer, List<String> allowed) {
        noClasses()
                .that()
                .resideInAPackage(layer)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of another layer than " + allowed,
                        type -> isOurs(type)
                                && !type.getPackageName().equals(layer)
                                && !allowed.contains(type.getPackageName())))
                .check(STARTER);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals("io.pocketio")
                || type.getPackageName().startsWith("io.pocketio.");
    }

    @Test
    void knowsNoInternalsOfTheCore() {
        noClasses()
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are internals of the core",
                        type -> isOurs(type)
                                && !LAYERS.containsKey(type.getPackageName())
                                && !CORE.contains(type.getPackageName())
                                && !ASSEMBLY.contains(type.getPackageName())))
                .check(STARTER);
    }

    @Test
    void putsTheCoreTogetherInTheAutoConfigurationOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.pocketio.autoconfigure")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ASSEMBLY.toArray(String[]::new))
                .check(STARTER);
    }

    @Test
    void hasNoOtherPackages() {
        assertThat(packages()).extracting(JavaPackage::getName).containsExactlyInAnyOrderElementsOf(LAYERS.keySet());
    }

    @Test
    void hasNoPackageCycles() {
        slices().matching("io.pocketio.(**)").should().beFreeOfCycles().check(STARTER);
    }

    @Test
    void knowsNothingOfPackets() {
        noClasses()
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are internals of the protocol",
                        type -> type.getPackageName().equals("io.pocketio.protocol")
                                && !KNOWN_OF_THE_PROTOCOL.contains(type.getName())))
                .check(STARTER);
    }

    @Test
    void knowsSpringBootInTheAutoConfigurationOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.pocketio.autoconfigure")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.boot..")
                .check(STARTER);
    }

    /** But for one class, which asks it whether it is there. */
    @Test
    void knowsTheWebServerInItsBindingOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.pocketio.webflux.netty", "io.pocketio.websocket")
                .and()
                .haveNameNotMatching("io\\.pocketio\\.webflux\\.NativeResponses(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "reactor.netty..")
                .check(STARTER);
    }

    /** Netty's buffers are what frames are read from and written to. */
    @Test
    void readsAndWritesFramesWithoutSpringAndReactor() {
        noClasses()
                .that()
                .resideInAPackage("io.pocketio.websocket")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "reactor..", "org.reactivestreams..", "io.netty.channel..")
                .check(STARTER);
    }

    @Test
    void marksAllPackagesNullMarked() {
        assertThat(packages())
                .allSatisfy(javaPackage -> assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                        .as(javaPackage.getName())
                        .isTrue());
    }

    private static Collection<JavaPackage> packages() {
        return STARTER.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
    }
}

package io.pocketio;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
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
    private static final Map<String, List<String>> LAYERS = Map.of(
            "io.pocketio.annotation", List.of("io.pocketio", "io.pocketio.protocol"),
            "io.pocketio.annotation.support",
                    List.of("io.pocketio.annotation", "io.pocketio", "io.pocketio.protocol", "io.pocketio.json"),
            "io.pocketio.jackson", List.of("io.pocketio.json"),
            "io.pocketio.webflux", List.of("io.pocketio.engine", "io.pocketio.engine.packet"),
            "io.pocketio.event", List.of("io.pocketio", "io.pocketio.engine"),
            "io.pocketio.observation", List.of("io.pocketio", "io.pocketio.engine"),
            "io.pocketio.autoconfigure",
                    List.of(
                            "io.pocketio.annotation",
                            "io.pocketio.event",
                            "io.pocketio.observation",
                            "io.pocketio.annotation.support",
                            "io.pocketio.jackson",
                            "io.pocketio.webflux",
                            "io.pocketio",
                            "io.pocketio.adapter",
                            "io.pocketio.engine",
                            "io.pocketio.protocol",
                            "io.pocketio.json"));

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

    @Test
    void knowsTheWebServerInItsBindingOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.pocketio.webflux")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "reactor.netty..")
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

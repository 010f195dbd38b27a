package io.pocketio;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Collection;
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

    /** Which packages of ours each package of the starter uses, of the starter and of the core: these and no others. */
    private static final String LAYERS = """
            annotation            : . protocol
            annotation.support    : . annotation log
            annotation.signature  : annotation annotation.support json
            annotation.binding    : . annotation.signature annotation.support json log protocol
            annotation.invocation : . annotation.binding annotation.signature annotation.support json protocol
            annotation.discovery  : . annotation annotation.binding annotation.invocation annotation.signature annotation.support protocol
            jackson               : json
            websocket             : engine.packet
            webflux               : engine log websocket
            webflux.netty         : engine engine.packet lane webflux websocket
            webflux.session       : engine engine.packet lane webflux
            event                 : . engine
            observation           : . cluster engine
            redis                 : cluster lane log
            autoconfigure         : . adapter cluster.sharded annotation annotation.discovery annotation.support engine event jackson json observation protocol server webflux
            autoconfigure.cluster : . adapter autoconfigure cluster cluster.classic cluster.emitter cluster.sharded cluster.streams json lane observation redis
            """;

    /** The core's own: what of it the starter, or a binding to something else, is made of. */
    private static final Set<String> CORE = Set.of(
            "io.pocketio",
            "io.pocketio.lane",
            "io.pocketio.log",
            "io.pocketio.json",
            "io.pocketio.engine",
            "io.pocketio.engine.packet",
            "io.pocketio.protocol",
            "io.pocketio.adapter",
            "io.pocketio.cluster",
            "io.pocketio.adapter.memory");

    /** Where the core's parts are put together, for those that put them together. */
    private static final Set<String> ASSEMBLY = Set.of(
            "io.pocketio.server",
            "io.pocketio.cluster.classic",
            "io.pocketio.cluster.emitter",
            "io.pocketio.cluster.sharded",
            "io.pocketio.cluster.streams");

    /** Of the core's protocol, handlers know arguments and names: no packet, nor how it is written. A codec may be a bean. */
    private static final Set<String> KNOWN_OF_THE_PROTOCOL = Set.of(
            "io.pocketio.protocol.Arguments",
            "io.pocketio.protocol.ArgumentMismatchException",
            "io.pocketio.protocol.ReservedEvents",
            "io.pocketio.protocol.PacketCodec");

    private static final int LARGEST_LOOP = 3;

    private static final Path SOURCES = Path.of("src/main/java");

    private static final JavaClasses STARTER = new ClassFileImporter().importPath(Path.of("target/classes"));

    @TestFactory
    Stream<DynamicTest> usesTheseLowerLayersAndNoOthers() {
        Map<String, Set<String>> built = PackageLayers.built(STARTER, SOURCES);
        return PackageLayers.drawn(LAYERS).entrySet().stream()
                .map(layer -> DynamicTest.dynamicTest(
                        layer.getKey(),
                        () -> assertThat(built.get(layer.getKey())).isEqualTo(layer.getValue())));
    }

    @Test
    void hasNoLargeGroupsOfTypesThatUseEachOtherInALoop() {
        assertThat(TypeLoops.of(STARTER, "io.pocketio"))
                .allSatisfy(loop -> assertThat(loop).hasSizeLessThanOrEqualTo(LARGEST_LOOP));
    }

    private static Set<String> layers() {
        return PackageLayers.drawn(LAYERS).keySet().stream()
                .map("io.pocketio."::concat)
                .collect(Collectors.toSet());
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
                                && !layers().contains(type.getPackageName())
                                && !CORE.contains(type.getPackageName())
                                && !ASSEMBLY.contains(type.getPackageName())))
                .check(STARTER);
    }

    @Test
    void putsTheCoreTogetherInTheAutoConfigurationOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.pocketio.autoconfigure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ASSEMBLY.toArray(String[]::new))
                .check(STARTER);
    }

    @Test
    void hasNoOtherPackages() {
        assertThat(PackageLayers.built(STARTER, SOURCES).keySet())
                .isEqualTo(PackageLayers.drawn(LAYERS).keySet());
    }

    @Test
    void hasNoPackageCycles() {
        assertThat(PackageLayers.cycles(PackageLayers.drawn(LAYERS))).isEmpty();
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
                .resideOutsideOfPackage("io.pocketio.autoconfigure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.boot..")
                .check(STARTER);
    }

    /** But for a class that asks it whether it is there, and one that hands on what a client for Redis has of it. */
    @Test
    void knowsTheWebServerInItsBindingOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.pocketio.webflux.netty", "io.pocketio.websocket")
                .and()
                .haveNameNotMatching("io\\.pocketio\\.(webflux\\.NativeResponses(\\$.*)?|redis\\.SharedResources)")
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

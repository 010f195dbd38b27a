package io.pocketio;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The layers of the core and the direction of their imports. */
class ArchitectureTests {

    /** Which packages of ours each package uses: these and no others. Below io.pocketio; a dot is that package itself. */
    private static final String LAYERS = """
            collect           :
            log               :
            lane              :
            json              : log
            engine.packet     :
            engine            : collect engine.packet lane log
            engine.handshake  : collect engine engine.packet
            engine.budget     : engine engine.packet log
            engine.transport  : engine engine.packet lane
            engine.polling    : engine engine.packet engine.budget engine.handshake engine.transport lane
            engine.legacy     : engine engine.packet engine.handshake engine.transport engine.polling lane
            engine.session    : engine engine.packet engine.handshake engine.budget engine.transport engine.polling engine.legacy lane log
            msgpack           : engine.packet json
            protocol          : collect engine.packet json log
            protocol.json     : log protocol engine.packet json
            protocol.msgpack  : protocol engine.packet json msgpack
            protocol.legacy   : log protocol engine.packet json
            adapter           : collect json lane log protocol
            adapter.memory    : collect adapter protocol
            cluster           :
            cluster.node      : adapter adapter.memory cluster collect json lane log protocol
            cluster.classic   : adapter adapter.memory cluster cluster.node cluster.wire json lane protocol
            cluster.wire      : adapter cluster engine.packet json log msgpack protocol protocol.msgpack
            .                 : engine log protocol adapter
            server.handler    : . log protocol
            server.dispatch   : . engine json lane log protocol server.handler
            server.broadcast  : . adapter lane log protocol server.handler
            server.socket     : . adapter collect engine engine.packet json lane log protocol server.broadcast server.dispatch server.handler
            server.recovery   : . adapter engine engine.packet json lane protocol server.socket
            server.namespace  : . adapter json lane log protocol server.broadcast server.dispatch server.handler server.socket
            cluster.messages  : adapter cluster cluster.node cluster.wire json protocol
            cluster.sharded   : adapter adapter.memory cluster cluster.messages cluster.node cluster.wire json lane protocol
            cluster.streams   : adapter adapter.memory cluster cluster.messages cluster.node cluster.wire json lane log protocol
            cluster.emitter   : . adapter cluster.node json log protocol server.broadcast server.handler
            server.connection : . engine engine.packet json log protocol protocol.legacy server.dispatch server.namespace server.socket
            server            : . adapter adapter.memory engine engine.session json lane protocol protocol.json protocol.legacy protocol.msgpack server.connection server.dispatch server.handler server.namespace server.recovery server.socket
            """;

    /** So many types may use each other in a loop; of the API more, for a socket, its namespace and their handlers name each other by nature. */
    private static final int LARGEST_LOOP = 6;

    private static final int LARGEST_LOOP_OF_THE_API = 9;

    private static final Predicate<String> OF_THE_API =
            Pattern.compile("io\\.pocketio\\.[A-Z]\\w*").asMatchPredicate();

    private static final String ROOT = "io.pocketio";

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption((Location location) -> !location.contains("/test-classes/"))
            .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> usesTheseLowerLayersAndNoOthers() {
        Map<String, Set<String>> built = PackageLayers.built(CORE, Path.of("src/main/java"));
        return PackageLayers.drawn(LAYERS).entrySet().stream()
                .map(layer -> DynamicTest.dynamicTest(
                        layer.getKey(),
                        () -> assertThat(built.get(layer.getKey())).isEqualTo(layer.getValue())));
    }

    @Test
    void hasNoOtherPackages() {
        assertThat(PackageLayers.built(CORE, Path.of("src/main/java")).keySet())
                .isEqualTo(PackageLayers.drawn(LAYERS).keySet());
    }

    @Test
    void hasNoPackageCycles() {
        assertThat(PackageLayers.cycles(PackageLayers.drawn(LAYERS))).isEmpty();
    }

    @Test
    void hasNothingButTheApiInTheRoot() {
        classes()
                .that()
                .resideInAPackage(ROOT)
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .bePublic()
                .check(CORE);
        assertThat(CORE)
                .filteredOn(type -> type.getPackageName().equals(ROOT)
                        && type.isTopLevelClass()
                        && !type.isInterface()
                        && !type.isEnum()
                        && !type.isRecord()
                        && !type.isAssignableTo(Throwable.class))
                .extracting(JavaClass::getSimpleName)
                .as("what is neither a contract nor plain data")
                .containsExactly("RecoveryOptions");
    }

    @Test
    void hasNoLargeGroupsOfTypesThatUseEachOtherInALoop() {
        assertThat(TypeLoops.of(CORE, ROOT))
                .allSatisfy(loop -> assertThat(loop)
                        .hasSizeLessThanOrEqualTo(
                                loop.stream().allMatch(OF_THE_API) ? LARGEST_LOOP_OF_THE_API : LARGEST_LOOP));
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

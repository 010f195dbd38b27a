package io.pocketio;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The layers of the core and the direction of their imports. */
class ArchitectureTests {

    /** Which packages of ours each package uses: these and no others. Below io.pocketio; a dot is that package itself. */
    private static final String LAYERS = """
            lane              :
            json              :
            engine.packet     :
            engine            : engine.packet lane
            engine.handshake  : engine engine.packet
            engine.budget     : lane
            engine.transport  : engine engine.packet lane
            engine.polling    : engine engine.packet engine.handshake engine.transport lane
            engine.session    : engine engine.packet engine.handshake engine.budget engine.transport engine.polling lane
            msgpack           : engine.packet json
            protocol          : engine.packet json
            protocol.json     : protocol engine.packet json
            protocol.msgpack  : protocol engine.packet json msgpack
            adapter           : protocol
            adapter.memory    : adapter protocol
            .                 : engine protocol adapter
            server.handler    : . protocol
            server.dispatch   : . engine json lane protocol server.handler
            server.broadcast  : . adapter lane protocol server.handler
            server.socket     : . adapter engine json lane protocol server.broadcast server.dispatch server.handler
            server.recovery   : . adapter engine json lane protocol server.socket
            server.namespace  : . adapter json lane protocol server.broadcast server.dispatch server.handler server.socket
            server.connection : . adapter engine engine.packet json lane protocol server.dispatch server.namespace server.socket
            server            : . adapter adapter.memory engine engine.session json lane protocol protocol.json protocol.msgpack server.connection server.dispatch server.handler server.namespace server.recovery server.socket
            """;

    /** So many types may use each other in a loop; of the API more, for its words name each other by nature. */
    private static final int LARGEST_LOOP = 6;

    private static final String ROOT = "io.pocketio";

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption((Location location) -> !location.contains("/test-classes/"))
            .importPackages(ROOT);

    private static Map<String, Set<String>> layers() {
        Map<String, Set<String>> layers = new TreeMap<>();
        LAYERS.lines().forEach(line -> {
            String[] layer = line.split(":", -1);
            layers.put(
                    layer[0].strip(),
                    Arrays.stream(layer[1].strip().split(" "))
                            .filter(used -> !used.isEmpty())
                            .collect(Collectors.toCollection(TreeSet::new)));
        });
        return layers;
    }

    @TestFactory
    Stream<DynamicTest> usesTheseLowerLayersAndNoOthers() {
        Map<String, Set<String>> used = usedPackages();
        return layers().entrySet().stream()
                .map(layer -> DynamicTest.dynamicTest(
                        layer.getKey(),
                        () -> assertThat(used.getOrDefault(layer.getKey(), Set.of()))
                                .isEqualTo(layer.getValue())));
    }

    private static Map<String, Set<String>> usedPackages() {
        Map<String, Set<String>> used = new HashMap<>();
        for (JavaClass type : CORE) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (isOurs(target) && !target.equals(type.getPackageName())) {
                    used.computeIfAbsent(shortName(type.getPackageName()), name -> new TreeSet<>())
                            .add(shortName(target));
                }
            }
        }
        return used;
    }

    private static boolean isOurs(String name) {
        return name.equals(ROOT) || name.startsWith(ROOT + ".");
    }

    private static String shortName(String name) {
        return name.equals(ROOT) ? "." : name.substring(ROOT.length() + 1);
    }

    @Test
    void hasNoOtherPackages() {
        assertThat(packages())
                .extracting(javaPackage -> shortName(javaPackage.getName()))
                .containsExactlyInAnyOrderElementsOf(layers().keySet());
    }

    @Test
    void hasNoPackageCycles() {
        slices().matching("io.pocketio.(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void hasNothingButTheApiInTheRoot() {
        classes()
                .that()
                .resideInAPackage(ROOT)
                .and()
                .areTopLevelClasses()
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should()
                .bePublic()
                .check(CORE);
    }

    @Test
    void hasNoLargeGroupsOfTypesThatUseEachOtherInALoop() {
        List<Set<String>> large = TypeLoops.of(CORE, ROOT).stream()
                .filter(loop -> loop.size() > LARGEST_LOOP)
                .toList();

        assertThat(large)
                .singleElement()
                .satisfies(loop -> assertThat(loop)
                        .allSatisfy(type -> assertThat(type)
                                .as("of the API")
                                .doesNotContain(".server.")
                                .matches("io\\.pocketio\\.[A-Z]\\w*")));
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

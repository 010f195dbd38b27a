package io.pocketio;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            engine.budget     : engine lane
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
            server.connection : . engine engine.packet json lane protocol server.dispatch server.namespace server.socket
            server            : . adapter adapter.memory engine engine.session json lane protocol protocol.json protocol.msgpack server.connection server.dispatch server.handler server.namespace server.recovery server.socket
            """;

    /** So many types may use each other in a loop; of the API more, for a socket, its namespace and their handlers name each other by nature. */
    private static final int LARGEST_LOOP = 6;

    private static final int LARGEST_LOOP_OF_THE_API = 9;

    private static final Predicate<String> OF_THE_API =
            Pattern.compile("io\\.pocketio\\.[A-Z]\\w*").asMatchPredicate();

    private static final String ROOT = "io.pocketio";

    private static final Pattern PACKAGE = Pattern.compile("^package ([a-z.]+);", Pattern.MULTILINE);

    /** The package of a type that is imported, or of one whose members are. */
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?(io\\.pocketio[a-z.]*)\\.[A-Z]", Pattern.MULTILINE);

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

    /** By what is compiled, and by what is imported: constants are compiled in, and Javadoc is not compiled at all. */
    private static Map<String, Set<String>> usedPackages() {
        Map<String, Set<String>> used = new HashMap<>();
        for (JavaClass type : CORE) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                add(
                        used,
                        type.getPackageName(),
                        dependency.getTargetClass().getBaseComponentType().getPackageName());
            }
        }
        imports().forEach((user, imported) -> imported.forEach(target -> add(used, user, target)));
        return used;
    }

    private static void add(Map<String, Set<String>> used, String user, String target) {
        if (isOurs(target) && !target.equals(user)) {
            used.computeIfAbsent(shortName(user), name -> new TreeSet<>()).add(shortName(target));
        }
    }

    private static Map<String, Set<String>> imports() {
        Map<String, Set<String>> imports = new HashMap<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                String text = Files.readString(source);
                Matcher user = PACKAGE.matcher(text);
                assertThat(user.find()).as(source.toString()).isTrue();
                IMPORT.matcher(text)
                        .results()
                        .forEach(line -> imports.computeIfAbsent(user.group(1), name -> new TreeSet<>())
                                .add(line.group(1)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return imports;
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

    /** Whoever is used by nobody that is left is taken away, until nothing is left, or what is left goes round in a circle. */
    @Test
    void hasNoPackageCycles() {
        Map<String, Set<String>> left = layers();
        boolean isShrinking = true;
        while (isShrinking) {
            Set<String> used =
                    left.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
            isShrinking = left.keySet().retainAll(used);
        }

        assertThat(left).isEmpty();
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

package io.pocketio.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.pocketio.autoconfigure.PocketIoProperties;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The READMEs and the pages below {@code docs} show what is compiled, parsed or bound here, and link to what exists. */
class DocumentationTests {

    private static final Path ROOT = Path.of("..");
    private static final Path JAVA = Path.of("src/test/java/io/pocketio");
    private static final Path SCRIPTS = Path.of("src/test/client");
    private static final Pattern BLOCK = Pattern.compile("^```(.*?)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    /** A key at the beginning of a row, and its default. */
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z.-]+)` \\| (.*?) \\|", Pattern.MULTILINE);

    /** Defaults by name, empty where there is none. */
    private static final Map<String, String> PROPERTIES = readProperties();

    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    /** The last one stands for what a shell or a reader is told. */
    private static final Set<String> LANGUAGES = Set.of("java", "yaml", "js", "html", "xml", "");

    static List<Path> pages() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream<Path> root = Stream.of("README.md", "CONTRIBUTING.md", "benchmarks/README.md")
                    .map(ROOT::resolve);
            return Stream.concat(root, docs.filter(file -> file.toString().endsWith(".md")))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Named<String>> blocks(String... languages) {
        List<Named<String>> blocks = new ArrayList<>();
        for (Path page : pages()) {
            BLOCK.matcher(read(page))
                    .results()
                    .filter(block -> List.of(languages).contains(block.group(1)))
                    .forEach(block -> blocks.add(named(page, block)));
        }
        return blocks;
    }

    private static Named<String> named(Path page, MatchResult block) {
        String firstLine = block.group(2).lines().findFirst().orElse("");
        return Named.of(ROOT.relativize(page) + ": " + firstLine, block.group(2));
    }

    static List<Named<String>> java() {
        return blocks("java");
    }

    @ParameterizedTest
    @MethodSource("java")
    void showsCodeThatIsCompiled(String code) {
        assertThat(isPartOf(JAVA, ".java", code)).isTrue();
    }

    static List<Named<String>> scripts() {
        return blocks("js", "html");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void showsScriptsThatExist(String code) {
        assertThat(isPartOf(SCRIPTS, "", code)).isTrue();
    }

    static Stream<Path> scriptFiles() throws IOException {
        return Files.list(SCRIPTS).filter(file -> file.toString().endsWith(".mjs"));
    }

    @ParameterizedTest
    @MethodSource("scriptFiles")
    void showsScriptsThatParse(Path script) throws Exception {
        Process node;
        try {
            node = new ProcessBuilder("node", "--check", script.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            assertThat(System.getenv("CI")).as("Node is needed").isNotEqualTo("true");
            abort("Node is needed");
            return;
        }
        String complaints = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(complaints).isEmpty();
    }

    /** Whatever the indentation. */
    private static boolean isPartOf(Path folder, String ending, String code) {
        String wanted = "\n" + withoutIndentation(code) + "\n";
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .anyMatch(file -> ("\n" + withoutIndentation(read(file)) + "\n").contains(wanted));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String withoutIndentation(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n")).strip();
    }

    static List<Named<String>> yaml() {
        return blocks("yaml");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("yaml")
    void showsPropertiesThatExist(String yaml) throws IOException {
        Set<String> known = knownProperties();

        for (PropertySource<?> source : load(yaml)) {
            for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
                assertThat(known).contains(name.replaceAll("\\[\\d+]", ""));
            }
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("yaml")
    void showsValuesThatFit(String yaml) throws IOException {
        Binder binder = new Binder(ConfigurationPropertySources.from(load(yaml)));

        PocketIoProperties properties = binder.bindOrCreate(
                "pocketio",
                Bindable.of(PocketIoProperties.class),
                new NoUnboundElementsBindHandler(BindHandler.DEFAULT));

        assertThat(properties).isNotNull();
    }

    private static List<PropertySource<?>> load(String yaml) throws IOException {
        return new YamlPropertySourceLoader()
                .load("yaml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    /** Names of the properties that are on the class path, those of Spring Boot among them. */
    static Set<String> knownProperties() {
        return PROPERTIES.keySet();
    }

    private static Map<String, String> readProperties() {
        Map<String, String> properties = new TreeMap<>();
        ClassLoader loader = DocumentationTests.class.getClassLoader();
        try {
            for (var url : Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream in = url.openStream()) {
                    for (JsonNode property : JsonMapper.shared().readTree(in).get("properties")) {
                        properties.put(
                                property.get("name").asString(),
                                property.path("defaultValue").asString(""));
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return properties;
    }

    @Test
    void listsAllProperties() {
        Map<String, String> listed = ROW.matcher(read(ROOT.resolve("docs/configuration.md")))
                .results()
                .collect(Collectors.toMap(row -> "pocketio." + row.group(1), row -> row.group(2)));
        Map<String, String> known = PROPERTIES.entrySet().stream()
                .filter(property -> property.getKey().startsWith("pocketio."))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(listed).containsOnlyKeys(known.keySet());
        assertThat(listed).allSatisfy((key, value) -> {
            if (!known.get(key).isEmpty()) {
                assertThat(value).as(key).isEqualTo("`" + known.get(key).replaceAll("[\\[\\]]", "") + "`");
            }
        });
    }

    static List<Named<String>> xml() {
        return blocks("xml");
    }

    @ParameterizedTest
    @MethodSource("xml")
    void showsXmlThatIsWellFormed(String xml) throws Exception {
        String document = "<document>" + xml + "</document>";

        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(document))))
                .isNotNull();
    }

    /** As Gradle wants it, and as Maven does. */
    private static final Pattern VERSION = Pattern.compile(
            "io\\.pocketio:[a-z-]+:([\\w.-]+)|<artifactId>pocketio-[a-z-]+</artifactId>\\s*<version>(.*)<");

    @Test
    void namesTheVersionThatIsBuilt() {
        String built = versions(ROOT.resolve("pocketio-sample-app/pom.xml")).get(0);

        assertThat(versions(ROOT.resolve("README.md"))).hasSize(2);
        assertThat(pages()).allSatisfy(page -> assertThat(versions(page)).allMatch(built::equals));
    }

    private static List<String> versions(Path file) {
        return VERSION.matcher(read(file))
                .results()
                .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                .toList();
    }

    @Test
    void knowsHowToCheckEachLanguage() {
        for (Path page : pages()) {
            assertThat(BLOCK.matcher(read(page)).results().map(block -> block.group(1)))
                    .as(page.toString())
                    .isSubsetOf(LANGUAGES);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksToWhatExists(Path page) {
        String text = BLOCK.matcher(read(page)).replaceAll("");
        List<String> broken = LINK.matcher(text)
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://") && !exists(page, link))
                .toList();

        assertThat(broken).isEmpty();
    }

    private static boolean exists(Path page, String link) {
        int hash = link.indexOf('#');
        Path target = hash == 0 ? page : page.resolveSibling(hash < 0 ? link : link.substring(0, hash));
        return Files.exists(target) && (hash < 0 || headings(target).contains(link.substring(hash + 1)));
    }

    /** As fragments of a URL. */
    private static List<String> headings(Path page) {
        return HEADING.matcher(read(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

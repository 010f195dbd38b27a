package io.pocketio;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Packages below {@code io.pocketio} and the others that each uses, by their names behind that; a dot is that package itself. */
public final class PackageLayers {

    private static final String ROOT = "io.pocketio";

    private static final Pattern PACKAGE = Pattern.compile("^package ([a-z.]+);", Pattern.MULTILINE);

    /** The package of a type that is imported, or of one whose members are. */
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?(io\\.pocketio[a-z.]*)\\.[A-Z]", Pattern.MULTILINE);

    private PackageLayers() {}

    /** @param text a line for each package: its name, a colon, and the names of those that it uses */
    public static Map<String, Set<String>> drawn(String text) {
        Map<String, Set<String>> layers = new TreeMap<>();
        text.lines().forEach(line -> {
            String[] layer = line.split(":", -1);
            layers.put(layer[0].strip(), names(layer[1]));
        });
        return layers;
    }

    private static Set<String> names(String text) {
        return Arrays.stream(text.strip().split(" "))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** By what is compiled, and by what is imported: constants are compiled in, and Javadoc is not compiled at all. */
    public static Map<String, Set<String>> built(JavaClasses types, Path sources) {
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass type : types) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                add(
                        used,
                        type.getPackageName(),
                        dependency.getTargetClass().getBaseComponentType().getPackageName());
            }
        }
        for (Path source : javaFilesBelow(sources)) {
            String text = read(source);
            String user =
                    PACKAGE.matcher(text).results().findFirst().orElseThrow().group(1);
            IMPORT.matcher(text).results().map(PackageLayers::imported).forEach(target -> add(used, user, target));
        }
        return used;
    }

    private static String imported(MatchResult line) {
        return line.group(1);
    }

    private static void add(Map<String, Set<String>> used, String user, String target) {
        Set<String> ofUser = used.computeIfAbsent(shortName(user), name -> new TreeSet<>());
        if (isOurs(target) && !target.equals(user)) {
            ofUser.add(shortName(target));
        }
    }

    private static boolean isOurs(String name) {
        return name.equals(ROOT) || name.startsWith(ROOT + ".");
    }

    private static String shortName(String name) {
        return name.equals(ROOT) ? "." : name.substring(ROOT.length() + 1);
    }

    private static List<Path> javaFilesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is left when whoever is used by nobody that is left has been taken away, again and again: what goes round in circles. */
    public static Set<String> cycles(Map<String, Set<String>> layers) {
        Map<String, Set<String>> left = new TreeMap<>(layers);
        boolean isShrinking = true;
        while (isShrinking) {
            Set<String> used =
                    left.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
            isShrinking = left.keySet().retainAll(used);
        }
        return left.keySet();
    }
}

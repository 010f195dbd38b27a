package io.pocketio.benchmarks.load;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was asked for on the command line, as {@code --name value}. Immutable. */
record Options(Map<String, String> values) {

    private static final Set<String> NAMES = Set.of(
            "port",
            "pid",
            "java",
            "server-flags",
            "out",
            "healthy",
            "stalled",
            "rate",
            "sizes",
            "seconds",
            "storm-seconds",
            "warm-up-seconds",
            "after-seconds",
            "handlers",
            "others",
            "size",
            "drain-seconds",
            "minutes",
            "clients",
            "churn",
            "gc-minutes",
            "other",
            "other-pid");

    Options {
        values = Map.copyOf(values);
    }

    /** @param first index of the first argument that is an option */
    static Options parse(String[] arguments, int first) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = first; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!NAMES.contains(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("There is no option " + arguments[i] + ", or it has no value");
            }
            values.put(name, arguments[i + 1]);
        }
        return new Options(values);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        String value = values.get(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("--" + name + " is no number: " + value, wrong);
        }
    }

    Duration seconds(String name, int otherwise) {
        return Duration.ofSeconds(number(name, otherwise));
    }

    List<String> list(String name, String otherwise) {
        return List.of(text(name, otherwise).split(","));
    }
}

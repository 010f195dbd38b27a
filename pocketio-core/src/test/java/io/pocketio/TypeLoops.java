package io.pocketio;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds groups of types that use each other in a loop: the strongly connected components of their graph, by Tarjan's algorithm. Nested
 * types count with their outer one. For one graph.
 */
public final class TypeLoops {

    private final Map<String, Set<String>> graph;
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Set<String>> loops = new ArrayList<>();

    private TypeLoops(Map<String, Set<String>> graph) {
        this.graph = graph;
    }

    /** The groups of two and more among the types of the package and of those below. */
    public static List<Set<String>> of(JavaClasses types, String root) {
        Map<String, Set<String>> graph = new HashMap<>();
        for (JavaClass type : types) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String from = outermost(type);
                String to = outermost(dependency.getTargetClass().getBaseComponentType());
                if (!from.equals(to) && to.startsWith(root)) {
                    graph.computeIfAbsent(from, name -> new TreeSet<>()).add(to);
                }
            }
        }
        TypeLoops search = new TypeLoops(graph);
        graph.keySet().forEach(search::visit);
        return search.loops;
    }

    private static String outermost(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private void visit(String type) {
        if (index.containsKey(type)) {
            return;
        }
        index.put(type, index.size());
        low.put(type, index.get(type));
        path.push(type);
        for (String used : graph.getOrDefault(type, Set.of())) {
            boolean isNew = !index.containsKey(used);
            visit(used);
            if (isNew) {
                low.merge(type, low.get(used), Math::min);
            } else if (path.contains(used)) {
                low.merge(type, index.get(used), Math::min);
            }
        }
        if (low.get(type).equals(index.get(type))) {
            take(type);
        }
    }

    private void take(String last) {
        Set<String> loop = new TreeSet<>();
        String type;
        do {
            type = path.pop();
            loop.add(type);
        } while (!type.equals(last));
        if (loop.size() > 1) {
            loops.add(loop);
        }
    }
}

package io.pocketio.server.connection;

import java.util.ArrayList;
import java.util.List;

/** The namespaces that one client has asked for and that are looked for still: few, and none for most. Immutable. */
record NamespaceSearches(List<NamespaceSearch> searches) {

    static final NamespaceSearches NONE = new NamespaceSearches(List.of());

    int size() {
        return searches.size();
    }

    boolean isLookingFor(String namespace) {
        for (NamespaceSearch search : searches) {
            if (search.name().equals(namespace)) {
                return true;
            }
        }
        return false;
    }

    NamespaceSearches with(NamespaceSearch search) {
        List<NamespaceSearch> more = new ArrayList<>(searches);
        more.add(search);
        return new NamespaceSearches(more);
    }

    NamespaceSearches without(NamespaceSearch ended) {
        List<NamespaceSearch> left =
                searches.stream().filter(search -> search != ended).toList();
        return left.isEmpty() ? NONE : new NamespaceSearches(left);
    }

    void abandon() {
        searches.forEach(NamespaceSearch::abandon);
    }

    long authWeight() {
        long weight = 0;
        for (NamespaceSearch search : searches) {
            weight += search.handshake().authWeight();
        }
        return weight;
    }
}

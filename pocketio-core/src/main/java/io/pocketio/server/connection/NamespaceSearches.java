package io.pocketio.server.connection;

import java.util.ArrayList;
import java.util.List;

/** The namespaces that one client has asked for and that are looked for still: few. Confined to the session's lane. */
final class NamespaceSearches {

    /** Replaced when one comes or goes. */
    private List<NamespaceSearch> searches = List.of();

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

    void add(NamespaceSearch search) {
        List<NamespaceSearch> more = new ArrayList<>(searches);
        more.add(search);
        searches = more;
    }

    void remove(NamespaceSearch found) {
        searches = searches.stream().filter(search -> search != found).toList();
    }

    void abandon() {
        searches.forEach(NamespaceSearch::abandon);
        searches = List.of();
    }

    long authWeight() {
        long weight = 0;
        for (NamespaceSearch search : searches) {
            weight += search.handshake().authWeight();
        }
        return weight;
    }
}

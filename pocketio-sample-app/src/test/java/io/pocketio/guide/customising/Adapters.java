package io.pocketio.guide.customising;

import io.pocketio.adapter.Adapter;
import io.pocketio.adapter.AdapterFactory;
import io.pocketio.adapter.LocalSockets;
import io.pocketio.adapter.memory.InMemoryAdapter;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.springframework.stereotype.Component;

@Component
class Adapters implements AdapterFactory {

    private final Set<String> namespaces = new ConcurrentSkipListSet<>();

    @Override
    public Adapter create(String namespace, LocalSockets sockets) {
        namespaces.add(namespace);
        return new InMemoryAdapter(sockets);
    }

    Set<String> namespaces() {
        return namespaces;
    }
}

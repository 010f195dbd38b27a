package com.example.bus;

import io.pocketio.adapter.AdapterFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What carries messages from node to node: here within one process. Thread-safe. */
public final class Bus {

    private final Map<String, List<BusAdapter>> nodes = new ConcurrentHashMap<>();

    /** For {@code SocketIoServerBuilder.adapter}: each server that takes it is a node. */
    public AdapterFactory adapters() {
        return (namespace, sockets) -> {
            BusAdapter adapter =
                    new BusAdapter(sockets, nodes.computeIfAbsent(namespace, name -> new CopyOnWriteArrayList<>()));
            adapter.enter();
            return adapter;
        };
    }
}

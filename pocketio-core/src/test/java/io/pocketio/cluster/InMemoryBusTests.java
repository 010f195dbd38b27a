package io.pocketio.cluster;

class InMemoryBusTests extends MessageBusContractTests {

    private final InMemoryBus.Network network = new InMemoryBus.Network();

    @Override
    protected MessageBus createNode() {
        return new InMemoryBus(network);
    }
}

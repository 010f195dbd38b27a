package io.pocketio.redis;

import io.pocketio.cluster.MessageBus;
import io.pocketio.cluster.MessageBusContractTests;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class LettuceBusTests extends MessageBusContractTests {

    private static TestRedis redis;

    private final List<BusNode> nodes = new ArrayList<>();

    @BeforeAll
    static void startRedis() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Override
    protected MessageBus createNode() {
        BusNode node = BusNode.at(redis.port());
        nodes.add(node);
        return node.bus();
    }

    @AfterEach
    void closeNodes() {
        nodes.forEach(BusNode::close);
    }
}

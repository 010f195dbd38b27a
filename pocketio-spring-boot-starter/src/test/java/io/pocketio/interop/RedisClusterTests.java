package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** With Node's {@code createAdapter} for Redis, with its emitters, and with nodes as old as Socket.IO 2. */
class RedisClusterTests extends ClusterWithEmitterContract {

    RedisClusterTests() {
        super("redis");
    }

    @Test
    void hearTheEmittersOfNode() {
        String prefix = "emitters of Node";
        int port = start(Kind.POCKETIO, "only", prefix);
        try (RawWebSocket client = joined(port, "/socket.io/?EIO=4&transport=websocket");
                NodeWorkspace.Script emitters =
                        NodeWorkspace.start("emitters.js", String.valueOf(redisPort()), prefix)) {
            assertThat(emitters.readLine()).isEqualTo("sent");

            client.expect("42[\"news\",1,\"é\",{\"a\":[null]}]");
            client.expect("451-[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
            client.expect(new byte[] {1, 2});
            client.expect("42[\"joined\"]", "42[\"old\",2]");
            client.expect("451-[\"old bytes\",{\"_placeholder\":true,\"num\":0}]");
            client.expect(new byte[] {3});
        }
    }

    /** Nodes of Socket.IO 2 and this one hear each other's broadcasts. */
    @Test
    void broadcastToOldNodesAndHearThem() {
        String prefix = "old nodes";
        int port = start(Kind.POCKETIO, "only", prefix);
        int oldPort = InteropServer.startReference("old-node.js", String.valueOf(redisPort()), prefix);
        try (RawWebSocket client = joined(port, "/socket.io/?EIO=4&transport=websocket");
                RawWebSocket old = RawWebSocket.connect(oldPort, "/socket.io/?EIO=3&transport=websocket")) {
            old.receive();
            old.expect("40");
            old.send("420[\"join\",\"room\"]");
            old.expect("430[]");

            old.send("42[\"in\",\"room\",\"from the old\",{\"a\":1}]");
            client.expect("42[\"told\",\"from the old\",{\"a\":1}]");
            old.expect("42[\"told\",\"from the old\",{\"a\":1}]");
            client.send("42[\"in\",[\"room\"],\"from the new\"]");
            client.expect("42[\"told\",\"from the new\"]");
            old.expect("42[\"told\",\"from the new\"]");
        }
    }

    private static RawWebSocket joined(int port, String target) {
        RawWebSocket client = RawWebSocket.connect(port, target);
        client.receive();
        client.send("40");
        client.receive();
        client.send("420[\"join\",\"room\"]");
        client.expect("430[]");
        return client;
    }
}

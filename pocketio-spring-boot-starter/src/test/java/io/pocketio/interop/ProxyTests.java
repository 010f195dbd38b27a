package io.pocketio.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configurations of {@code docs/deployment}, with TLS and two nodes that do not know of each other: a request that reaches the wrong
 * one is refused. Skipped for what is not installed.
 */
@Timeout(120)
class ProxyTests {

    private static final int CLIENTS = 8;
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static final List<ConfigurableApplicationContext> nodes = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        nodes.add(ProxiedApplication.start());
        nodes.add(ProxiedApplication.start());
        folder.toFile().setExecutable(true, false);
        writeCertificate();
    }

    @AfterAll
    static void stop() {
        nodes.forEach(ConfigurableApplicationContext::close);
        nodes.clear();
    }

    @ParameterizedTest
    @EnumSource
    void carriesEachTransportAndTellsWhoTheClientIs(ReverseProxy proxy) throws Exception {
        Assumptions.assumeTrue(proxy.isInstalled(), () -> proxy + " is not installed");
        int port = freePort();
        Process running =
                proxy.start(folder, port, ProxiedApplication.port(nodes.get(0)), ProxiedApplication.port(nodes.get(1)));
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> accepts(port));
            for (String way : List.of("polling", "websocket", "upgrade")) {
                assertThat(visit(port, way)).as(way).hasSize(CLIENTS).allSatisfy(seen -> {
                    assertThat(seen.get("secure").asBoolean()).isTrue();
                    assertThat(seen.get("address").asString()).isEqualTo("127.0.0.1");
                    assertThat(seen.get("forwarded").asString()).isEqualTo("127.0.0.1");
                    assertThat(seen.get("transport").asString())
                            .isEqualTo(way.equals("polling") ? "polling" : "websocket");
                });
            }
        } finally {
            running.destroy(); // asked to, they end the processes that they have started
            running.waitFor();
        }
    }

    private static List<JsonNode> visit(int port, String way) {
        List<JsonNode> seen = new ArrayList<>();
        try (NodeWorkspace.Script clients = NodeWorkspace.start(
                "proxied.js",
                "https://127.0.0.1:" + port,
                folder.resolve("certificate.pem").toString(),
                way,
                String.valueOf(CLIENTS))) {
            clients.endAfter(30);
            for (@Nullable String line = clients.nextLine(); line != null; line = clients.nextLine()) {
                seen.add(JsonMapper.shared().readTree(line));
            }
            assertThat(clients.exitValue()).isZero();
        }
        return seen;
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void writeCertificate() throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "chat",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        String certificate = pem(
                "CERTIFICATE",
                Objects.requireNonNull(keys.getCertificate("chat")).getEncoded());
        String key = pem(
                "PRIVATE KEY",
                Objects.requireNonNull(keys.getKey("chat", PASSWORD.toCharArray()))
                        .getEncoded());
        Files.writeString(folder.resolve("certificate.pem"), certificate);
        Files.writeString(folder.resolve("key.pem"), key);
        Files.writeString(folder.resolve("both.pem"), certificate + key);
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + what
                + "-----\n";
    }
}

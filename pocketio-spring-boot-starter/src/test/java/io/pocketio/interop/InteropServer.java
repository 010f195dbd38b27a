package io.pocketio.interop;

import static org.awaitility.Awaitility.await;

import io.pocketio.SocketIoServer;
import io.pocketio.engine.EngineServer;
import io.pocketio.engine.session.EngineProbe;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The servers that the tests of this package talk to, each started when it is first asked for. With the system property
 * {@code interop.reference} they are reference servers with the same handlers: what holds there and not here is a fault of ours,
 * what does not hold there is a fault of the test.
 */
enum InteropServer {
    /** With the settings that an application gets without any. */
    DEFAULTS("", "{}"),

    /** With the short times that the official protocol suites want, and what else is awkward to wait for. */
    SHORT_TIMES(
            "official",
            "{\"official\":true,\"pingInterval\":300,\"pingTimeout\":200,\"connectTimeout\":1000,\"upgradeTimeout\":400}",
            "pocketio.ping-interval=300ms",
            "pocketio.ping-timeout=200ms",
            "pocketio.connect-timeout=1s",
            "pocketio.upgrade-timeout=400ms"),

    /** As {@link #SHORT_TIMES}, and waits long enough for a client on a busy machine that is to be in time. */
    PATIENT(
            "official",
            "{\"official\":true,\"pingInterval\":300,\"pingTimeout\":4000,\"connectTimeout\":3000,\"upgradeTimeout\":3000}",
            "pocketio.ping-interval=300ms",
            "pocketio.ping-timeout=4s",
            "pocketio.connect-timeout=3s",
            "pocketio.upgrade-timeout=3s"),

    /** As {@link #DEFAULTS}, for those who count its sessions. */
    WAVES("", "{}"),

    /**
     * As {@link #WAVES}, with what costs memory. With heartbeats that are shorter than the test waits: as for {@link #RECOVERY}, a
     * connection that is cut in the middle of its upgrade is noticed by them only.
     */
    COSTLY_WAVES(
            "",
            "{\"perMessageDeflate\":{\"threshold\":0},\"connectionStateRecovery\":{},\"pingInterval\":5000,\"pingTimeout\":5000}",
            "pocketio.ping-interval=5s",
            "pocketio.ping-timeout=5s",
            "pocketio.per-message-deflate.enabled=true",
            "pocketio.per-message-deflate.threshold=0",
            "pocketio.connection-state-recovery.enabled=true"),

    /** As {@link #DEFAULTS}, for those who stop it; it starts again when it is asked for again. */
    STOPPED("", "{}", "spring.lifecycle.timeout-per-shutdown-phase=1s"),

    /** With the handlers for the whole server API. */
    API("api", "{\"cleanupEmptyChildNamespaces\":true}", "pocketio.cleanup-empty-child-namespaces=true"),

    /** As {@link #API}, in MessagePack. */
    API_MSGPACK(
            "api",
            "{\"cleanupEmptyChildNamespaces\":true,\"parser\":\"msgpack\"}",
            "pocketio.cleanup-empty-child-namespaces=true",
            "pocketio.parser=msgpack"),

    /**
     * Clients may come back, with what they have missed. With quick pings: a client whose upgrade is cut off at one moment of it
     * notices nothing before they stay away.
     */
    RECOVERY(
            "recovery",
            "{\"connectionStateRecovery\":{},\"pingInterval\":300,\"pingTimeout\":700}",
            "pocketio.ping-interval=300ms",
            "pocketio.ping-timeout=700ms"),

    /** As {@link #RECOVERY}, in MessagePack. */
    RECOVERY_MSGPACK(
            "recovery",
            "{\"connectionStateRecovery\":{},\"parser\":\"msgpack\",\"pingInterval\":300,\"pingTimeout\":700}",
            "pocketio.parser=msgpack",
            "pocketio.ping-interval=300ms",
            "pocketio.ping-timeout=700ms"),

    /** As {@link #RECOVERY}, though it keeps little, and not for long. */
    SHORT_RECOVERY(
            "recovery",
            "{\"connectionStateRecovery\":{\"maxDisconnectionDuration\":3000}}",
            "interop.max-packets=100",
            "interop.max-disconnection=3s"),

    /** With all messages compressed that get shorter by it. */
    COMPRESSED(
            "",
            "{\"perMessageDeflate\":{\"threshold\":0}}",
            "pocketio.per-message-deflate.enabled=true",
            "pocketio.per-message-deflate.threshold=0"),

    /** Two nodes of one cluster. */
    FIRST_NODE("api", "{}", "interop.node=first"),
    SECOND_NODE("api", "{}", "interop.node=second"),

    /** As {@link #QUICK_PINGS}, in MessagePack. */
    QUICK_PINGS_MSGPACK(
            "",
            "{\"pingInterval\":300,\"pingTimeout\":2000,\"parser\":\"msgpack\"}",
            "pocketio.parser=msgpack",
            "pocketio.ping-interval=300ms",
            "pocketio.ping-timeout=2s"),

    /**
     * For clients of all generations at once. The pings are quick enough for several in the time that the checks wait for them,
     * which is more than an interval and a timeout together; and the timeout is long enough for clients on a busy machine.
     */
    GENERATIONS(
            "",
            "{\"allowEIO3\":true,\"pingInterval\":1000,\"pingTimeout\":8000}",
            "pocketio.allow-older-clients=true",
            "pocketio.ping-interval=1s",
            "pocketio.ping-timeout=8s"),

    /** For older clients that are waited for: a silent one six seconds, an upgrade three, and a poll one. */
    SHORT_TIMES_FOR_ALL(
            "",
            "{\"allowEIO3\":true,\"pingInterval\":1000,\"pingTimeout\":5000,\"upgradeTimeout\":3000}",
            "pocketio.allow-older-clients=true",
            "pocketio.ping-interval=1s",
            "pocketio.ping-timeout=5s",
            "pocketio.upgrade-timeout=3s",
            "pocketio.legacy.close-timeout=6s"),

    /** For older clients, of which some are refused: {@link GuardScenarios}. */
    GUARDED(
            "guarded",
            "{\"allowEIO3\":true,\"guarded\":true,\"pingInterval\":1000,\"pingTimeout\":8000}",
            "pocketio.allow-older-clients=true",
            "pocketio.ping-interval=1s",
            "pocketio.ping-timeout=8s",
            "pocketio.cors.allowed-origins=http://friend.example",
            "pocketio.cors.allow-credentials=true"),

    /** With quick pings, and time enough for a client in a busy process to answer them. */
    QUICK_PINGS(
            "",
            "{\"pingInterval\":300,\"pingTimeout\":2000}",
            "pocketio.ping-interval=300ms",
            "pocketio.ping-timeout=2s");

    private static final boolean REFERENCE = Boolean.getBoolean("interop.reference");

    private final String profile;
    private final String referenceOptions;
    private final String[] properties;
    private @Nullable ConfigurableApplicationContext application;
    private int port;

    InteropServer(String profile, String referenceOptions, String... properties) {
        this.profile = profile;
        this.referenceOptions = referenceOptions;
        this.properties = properties;
    }

    synchronized int port() {
        if (port == 0) {
            port = REFERENCE ? startReference("reference-server.js", referenceOptions) : startApplication();
        }
        return port;
    }

    /** What the reference server is started with for this one's settings. */
    String referenceOptions() {
        return referenceOptions;
    }

    /** @return its port */
    static int startReference(String script, String... options) {
        String line = NodeWorkspace.start(script, options).readLine();
        return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
    }

    private int startApplication() {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(InteropApplication.class)
                .profiles(profile.isEmpty() ? new String[0] : new String[] {profile})
                .properties(properties)
                .run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off");
        application = context;
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    SocketIoServer io() {
        return application().getBean(SocketIoServer.class);
    }

    private synchronized ConfigurableApplicationContext application() {
        port();
        if (application == null) {
            throw new IllegalStateException("Only the port of a reference server is known");
        }
        return application;
    }

    synchronized void stop() {
        application().close();
        application = null;
        port = 0;
    }

    @SuppressWarnings("unchecked")
    private EngineServer engine(String path) {
        Map<String, EngineServer> engines = application().getBean("engines", Map.class);
        EngineServer engine = engines.get(path);
        return engine == null ? io().engine() : engine;
    }

    /** Waits until a poll of the session is parked; the reference server, being one thread, parks one after the other. */
    void awaitParkedPoll(String path, String sid) {
        if (REFERENCE) {
            RawHttp.once(port(), "GET", path + "?EIO=4");
            RawHttp.once(port(), "GET", path + "?EIO=4");
        } else {
            EngineServer engine = engine(path);
            await().until(() -> EngineProbe.holdsPoll(engine, sid));
        }
    }

    static boolean isReference() {
        return REFERENCE;
    }

    /** Skips what is different here for a reason. */
    static void notAsReference(String reason) {
        Assumptions.assumeFalse(REFERENCE, reason);
    }
}

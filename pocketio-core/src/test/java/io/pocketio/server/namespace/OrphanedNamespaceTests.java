package io.pocketio.server.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import io.pocketio.ConnectRejectedException;
import io.pocketio.Namespace;
import io.pocketio.NamespaceLease;
import io.pocketio.ParentNamespace;
import io.pocketio.engine.TestFrameChannel;
import io.pocketio.server.TestServer;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What the application has asked for of a leased template, and who gets into it when the template has gone. */
class OrphanedNamespaceTests {

    private static final String PART = "/parts/1";

    private final TestServer server = new TestServer();

    private NamespaceLease<ParentNamespace> template() {
        return server.io.leaseTemplate("/parts/{id}");
    }

    private static Disposable close(NamespaceLease<ParentNamespace> template) {
        return template.namespace().use(socket -> Mono.error(new ConnectRejectedException("closed")));
    }

    private static void refused(TestFrameChannel client, String reason) {
        client.receive("40" + PART + ",");
        client.expect("44" + PART + ",{\"message\":\"" + reason + "\"}");
    }

    @Test
    void endsWithItsTemplateThoughTheApplicationHasAskedForIt() {
        NamespaceLease<ParentNamespace> template = template();
        TestFrameChannel client = server.open();
        TestServer.join(client, PART);
        server.io.of(PART).to("a").emit("news");

        template.dispose();

        client.expect("41" + PART + ",");
        refused(client, "Invalid namespace");
    }

    @Test
    void letsNobodyInWhomAGuardHasRefusedThatHasGone() {
        NamespaceLease<ParentNamespace> template = template();
        Disposable guard = close(template);
        server.io.of(PART);
        refused(server.open(), "closed");

        template.dispose();
        guard.dispose();

        refused(server.open(), "Invalid namespace");
    }

    @Test
    void letsNobodyInWhoIsOnHisWay() {
        Sinks.Empty<Void> decision = Sinks.empty();
        NamespaceLease<ParentNamespace> template = template();
        server.io.of(PART).use(socket -> decision.asMono());
        TestFrameChannel client = server.open();
        client.receive("40" + PART + ",");

        template.dispose();
        decision.tryEmitEmpty();

        client.expect("44" + PART + ",{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void keepsTheSocketsOfWhatTheApplicationHasMade() {
        NamespaceLease<ParentNamespace> template = template();
        Namespace made = server.io.of(PART);
        TestFrameChannel client = server.open();
        TestServer.join(client, PART);

        template.dispose();

        client.expectNothing();
        assertThat(server.io.of(PART)).isSameAs(made);
        assertThat(made.sockets()).hasSize(1);
    }

    @Test
    void asksTheGuardsOfTheNextLeaseOfATemplate() {
        NamespaceLease<ParentNamespace> first = template();
        Namespace made = server.io.of(PART);
        TestFrameChannel client = server.open();
        TestServer.join(client, PART);
        first.dispose();

        Disposable guard = close(template());

        refused(server.open(), "closed");
        client.expect("41" + PART + ",");
        assertThat(server.io.of(PART)).isNotSameAs(made);
        guard.dispose();
        TestServer.join(server.open(), PART);
    }

    @Test
    void givesTheApplicationTheChildOfTheNextLease() {
        NamespaceLease<ParentNamespace> first = template();
        Namespace made = server.io.of(PART);
        NamespaceLease<Namespace> own = server.io.lease(PART);
        first.dispose();

        NamespaceLease<ParentNamespace> next = template();
        assertThat(server.io.of(PART)).isSameAs(made).isSameAs(own.namespace());
        own.dispose();

        assertThat(server.io.of(PART)).isNotSameAs(made);
        assertThat(next.namespace().children()).containsExactly(server.io.of(PART));
        TestServer.join(server.open(), PART);
    }

    @Test
    void letsNobodyPastTheGuardOfALeaseThatGoesOnWhicheverWasFirst() {
        for (boolean isKeptFirst : new boolean[] {true, false}) {
            NamespaceLease<ParentNamespace> template = template();
            NamespaceLease<Namespace> own = isKeptFirst ? null : server.io.lease(PART);
            server.io.of(PART);
            own = own == null ? server.io.lease(PART) : own;
            Disposable guard = own.namespace().use(socket -> Mono.error(new ConnectRejectedException("closed")));
            template.dispose();

            NamespaceLease<ParentNamespace> next = template();

            refused(server.open(), "Invalid namespace");
            guard.dispose();
            own.dispose();
            TestServer.join(server.open(), PART);
            next.dispose();
        }
    }

    @Test
    void countsChildrenThatTheApplicationHasAskedForNoMoreWhenTheyAreGone() {
        TestServer small = new TestServer(settings -> settings.maxChildNamespaces(2));
        for (int i = 0; i < 3; i++) {
            NamespaceLease<ParentNamespace> lease = small.io.leaseTemplate("/parts/{id}");
            String part = "/parts/" + i;
            TestFrameChannel client = small.open();
            TestServer.join(client, part);
            small.io.of(part);
            client.receive("41" + part + ",");
            lease.dispose();
        }
    }
}

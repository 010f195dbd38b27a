package io.pocketio.autoconfigure.cluster;

import io.pocketio.autoconfigure.OnClusterAdapter;
import io.pocketio.autoconfigure.PocketIoAdapterProperties;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;

/** Gives what talks to other nodes, or says why there is none. */
record ClusterGuard(
        PocketIoAdapterProperties properties, List<String> missing, ObjectProvider<ClusterMessaging> provider) {

    /** @throws AdapterUnavailableException if a dependency is missing, or Redis cannot be used */
    ClusterMessaging messaging() {
        properties.validate();
        if (!missing.isEmpty()) {
            throw new AdapterUnavailableException(
                    OnClusterAdapter.PROPERTY + " is " + properties.type() + ", and on the class path there is no "
                            + String.join(" and no ", missing) + ".",
                    "Add " + String.join(" and ", missing) + " to the dependencies of the application, or remove "
                            + OnClusterAdapter.PROPERTY + ".",
                    null);
        }
        return provider.getObject();
    }

    /** @throws AdapterUnavailableException if clients are to come back, which does not work with this adapter */
    void refuseRecovery(Environment environment) {
        boolean isKept = properties.type() == PocketIoAdapterProperties.Type.REDIS_STREAMS;
        if (!isKept && environment.getProperty("pocketio.connection-state-recovery.enabled", Boolean.class, false)) {
            throw new AdapterUnavailableException(
                    "Connection state recovery does not work with " + OnClusterAdapter.PROPERTY + " "
                            + properties.type() + ": what a client has missed is not kept where other nodes find it.",
                    "Set " + OnClusterAdapter.PROPERTY + " to redis-streams, or remove"
                            + " pocketio.connection-state-recovery.enabled, or run one node with "
                            + OnClusterAdapter.PROPERTY + " memory.",
                    null);
        }
    }
}

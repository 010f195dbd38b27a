package io.pocketio.server.connection;

import io.pocketio.server.dispatch.InboundLoad;
import io.pocketio.server.dispatch.LastHandlers;
import io.pocketio.server.dispatch.OrphanedEvents;
import io.pocketio.server.namespace.NamespaceRegistry;
import java.time.Duration;

/**
 * What all connections of a server have in common. Immutable, but for what they bring about.
 *
 * @param connectTimeout to join the first namespace
 * @param inbound what of one connection may be in the hands of handlers
 * @param maxMessage length of the longest message, in bytes
 * @param packets how much a packet and its attachments may be
 */
public record ConnectionSettings(
        Dialects dialects,
        NamespaceRegistry namespaces,
        OrphanedEvents orphans,
        LastHandlers lastHandlers,
        Duration connectTimeout,
        InboundLoad.Limits inbound,
        int maxNamespaces,
        int maxMessage,
        PacketBound packets) {}

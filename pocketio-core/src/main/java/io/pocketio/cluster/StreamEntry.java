package io.pocketio.cluster;

import java.util.Map;

/**
 * An entry of a stream.
 *
 * @param fields whoever gets the entry may keep them, and the arrays in them
 * @since 0.1
 */
public record StreamEntry(StreamId id, Map<String, byte[]> fields) {}

package io.pocketio.cluster;

/**
 * What a stream holds. Immutable.
 *
 * @param length how many entries
 * @param first id of the oldest; {@link StreamId#BEGINNING} when there is none
 * @param last id of the newest; as {@code first}
 * @since 0.1
 */
public record StreamExtent(long length, StreamId first, StreamId last) {

    /**
     * Whether all entries behind that id are there still.
     *
     * @param maxLength so many entries the stream is allowed to have at least, before any of them is dropped
     */
    public boolean holdsAllBehind(StreamId id, long maxLength) {
        return !first.isBehind(id) || length < maxLength;
    }
}

package io.pocketio.redis;

import java.util.Arrays;
import java.util.Map;

/** An entry that is to be appended. Told apart by what it is, not by what it says: {@code equals} is identity. */
final class AppendEntry {

    /** What an entry takes beside its bytes. */
    private static final int OVERHEAD = 256;

    private final String stream;
    private final long maxLength;
    private final Map<String, byte[]> fields;

    /** Redis cannot take it just now. The worker's. */
    boolean refused;

    AppendEntry(String stream, long maxLength, Map<String, byte[]> fields) {
        this.stream = stream;
        this.maxLength = maxLength;
        this.fields = fields;
    }

    String stream() {
        return stream;
    }

    /** So many entries the stream may have, about. */
    long maxLength() {
        return maxLength;
    }

    Map<String, byte[]> fields() {
        return fields;
    }

    /** Bytes that it takes in memory, about. */
    long weight() {
        long weight = OVERHEAD;
        for (byte[] value : fields.values()) {
            weight += value.length;
        }
        return weight;
    }

    boolean isSameAs(Map<String, byte[]> others) {
        return fields.size() == others.size()
                && fields.entrySet().stream()
                        .allMatch(field -> Arrays.equals(field.getValue(), others.get(field.getKey())));
    }
}

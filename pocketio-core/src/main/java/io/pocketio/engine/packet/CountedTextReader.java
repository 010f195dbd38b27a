package io.pocketio.engine.packet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a payload that is text: lengths are in UTF-16 code units, as JavaScript counts, of what stands here as UTF-8. Not thread-safe. */
final class CountedTextReader extends CountedReader {

    private static final byte COLON = ':';

    private final TwiceEncoded encoding;
    private int units;

    CountedTextReader(byte[] payload, TwiceEncoded encoding) {
        super(payload);
        this.encoding = encoding;
        begin();
    }

    @Override
    int header(int at) {
        long length = 0;
        int digits = 0;
        while (at + digits < payload.length && payload[at + digits] != COLON) {
            int digit = payload[at + digits] - '0';
            if (digit < 0 || digit > 9 || ++digits > MAX_DIGITS) {
                return NONE;
            }
            length = length * 10 + digit;
        }
        int start = at + digits + 1;
        if (digits == 0 || length > payload.length - start) {
            return NONE; // a unit takes a byte at least
        }
        units = (int) length;
        return start;
    }

    @Override
    int end(int from) {
        int at = from;
        int left = units;
        while (left > 0) {
            if (at >= payload.length) {
                return NONE;
            }
            int first = payload[at];
            int length = first >= 0 ? 1 : Utf8.lengthOf(first);
            left -= length < 4 ? 1 : 2;
            if (length == 0 || left < 0) {
                return NONE; // not UTF-8, or cut between surrogates
            }
            at += length;
        }
        return at > payload.length ? NONE : at;
    }

    @Override
    @Nullable
    EnginePacket decode(int from, int to) {
        EnginePacket packet = EnginePacket.decode(Frame.text(Arrays.copyOfRange(payload, from, to)), Revision.V3);
        return packet == null ? null : encoding.decodeOnceMore(packet);
    }
}

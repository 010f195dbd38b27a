package io.pocketio.engine.legacy;

import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.Frame;
import io.pocketio.engine.packet.PayloadReader;
import io.pocketio.engine.packet.Revision;
import io.pocketio.engine.packet.Utf8;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes the body of a POST apart, message by message, as fast as its reader wants, and by the letter: a length is digits, it ends between
 * two characters, and nothing stands between messages. Not thread-safe.
 */
final class LegacyPayloadReader implements PayloadReader {

    /** Of the longest body that there is. */
    private static final int MOST_DIGITS = 10;

    private final byte[] payload;
    private final boolean framed;
    private int at;

    /** Also of an empty body there is something: a message that means nothing. */
    private boolean over;

    /** @param payload not copied */
    LegacyPayloadReader(byte[] payload) {
        this.payload = payload;
        this.framed = isMark(0);
    }

    @Override
    public boolean hasNext() {
        return !over;
    }

    @Override
    public int remaining() {
        return payload.length - at;
    }

    @Override
    public @Nullable EnginePacket next() {
        if (at == 0 && !Utf8.isValid(payload, 0, payload.length)) {
            return fail();
        }
        if (!framed) {
            over = true;
            at = payload.length;
            return EnginePacket.decode(Frame.text(payload), Revision.LEGACY);
        }
        int start = isMark(at) ? at + LegacyPayloads.MARK.length : payload.length;
        int behindDigits = start;
        while (behindDigits < payload.length && isDigit(payload[behindDigits])) {
            behindDigits++;
        }
        int text = behindDigits + LegacyPayloads.MARK.length;
        if (!isMark(behindDigits) || behindDigits == start || behindDigits - start > MOST_DIGITS) {
            return fail();
        }
        int end = end(text, length(start, behindDigits));
        return end < 0 ? fail() : message(text, end);
    }

    private long length(int from, int to) {
        long length = 0;
        for (int i = from; i < to; i++) {
            length = length * 10 + (payload[i] - '0');
        }
        return length;
    }

    /** Behind so many UTF-16 units; negative where that is no place between two characters. */
    private int end(int text, long length) {
        if (length > payload.length - text) {
            return -1; // no character has more units than bytes
        }
        int end = text;
        long left = length;
        while (end < payload.length && (left > 0 || LegacyPayloads.units(payload[end]) == 0)) {
            left -= LegacyPayloads.units(payload[end]);
            end++;
        }
        return left == 0 ? end : -1;
    }

    /** A copy, because who keeps a small message must not keep a large body. */
    private @Nullable EnginePacket message(int text, int end) {
        at = end;
        over = end == payload.length;
        return EnginePacket.decode(Frame.text(Arrays.copyOfRange(payload, text, end)), Revision.LEGACY);
    }

    private @Nullable EnginePacket fail() {
        over = true;
        at = payload.length;
        return null;
    }

    private boolean isMark(int from) {
        byte[] mark = LegacyPayloads.MARK;
        return from <= payload.length - mark.length
                && Arrays.equals(payload, from, from + mark.length, mark, 0, mark.length);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}

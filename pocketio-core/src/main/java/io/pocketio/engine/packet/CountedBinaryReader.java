package io.pocketio.engine.packet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a payload of bytes: a mark for text or binary, the decimal digits of the length, a byte for each, and 255. Not thread-safe. */
final class CountedBinaryReader extends CountedReader {

    private boolean binary;
    private int length;

    CountedBinaryReader(byte[] payload) {
        super(payload);
        begin();
    }

    @Override
    int header(int at) {
        byte mark = payload[at];
        if (mark != CountedPayloads.TEXT && mark != CountedPayloads.BINARY) {
            return NONE;
        }
        binary = mark == CountedPayloads.BINARY;
        long number = 0;
        int digits = 0;
        int first = at + 1;
        while (first + digits < payload.length && payload[first + digits] != CountedPayloads.END_OF_LENGTH) {
            int digit = payload[first + digits];
            if (digit < 0 || digit > 9 || ++digits > MAX_DIGITS) {
                return NONE;
            }
            number = number * 10 + digit;
        }
        int start = first + digits + 1;
        if (digits == 0 || number > payload.length - start || binary && number == 0) {
            return NONE; // something binary has a type at least
        }
        length = (int) number;
        return start;
    }

    @Override
    int end(int from) {
        return from + length;
    }

    @Override
    @Nullable
    EnginePacket decode(int from, int to) {
        byte[] packet = Arrays.copyOfRange(payload, from, to);
        return EnginePacket.decode(binary ? Frame.binary(packet) : Frame.text(packet), Revision.V3);
    }
}

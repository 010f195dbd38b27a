package io.pocketio.protocol.legacy;

import io.pocketio.json.Attachments;
import io.pocketio.json.Placeholders;
import io.pocketio.protocol.PacketBuffer;
import java.util.Base64;

/** Puts binary values into JSON, as strings of base64 in the places of their placeholders. Stateless. */
final class Base64Strings {

    private Base64Strings() {}

    /**
     * Writes the JSON; an object that looks like a placeholder and stands for nothing stays what it is. Each attachment is written once: who
     * has what clients send sent on must not write it as often as one of them has had the object look so.
     */
    static void write(byte[] json, int offset, int length, Attachments attachments, PacketBuffer out) {
        Placeholders placeholders = Placeholders.find(json, offset, length).firstOfEach(attachments.size());
        int at = 0;
        for (int i = 0; i < placeholders.size(); i++) {
            out.write(json, offset + at, placeholders.start(i) - at);
            quoted(attachments.get(placeholders.number(i)), out);
            at = placeholders.end(i);
        }
        out.write(json, offset + at, length - at);
    }

    private static void quoted(byte[] attachment, PacketBuffer out) {
        byte[] base64 = Base64.getEncoder().encode(attachment);
        out.write('"');
        out.write(base64, 0, base64.length);
        out.write('"');
    }
}

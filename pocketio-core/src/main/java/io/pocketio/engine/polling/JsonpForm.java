package io.pocketio.engine.polling;

import io.pocketio.engine.packet.EnginePacket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A script that hands the payload to the page's function of that index. Immutable. */
final class JsonpForm extends PollForm {

    private static final byte[] END = ");".getBytes(StandardCharsets.US_ASCII);

    private final String index;
    private final PollForm payload;

    /**
     * @param index digits
     * @param payload text
     */
    JsonpForm(String index, PollForm payload) {
        super(ScriptText.CONTENT_TYPE);
        this.index = index;
        this.payload = payload;
    }

    @Override
    byte[] encode(List<EnginePacket> packets) {
        byte[] text = payload.encode(packets);
        ByteArrayOutputStream script = new ByteArrayOutputStream(text.length + text.length / 8 + 32);
        script.writeBytes(("___eio[" + index + "](").getBytes(StandardCharsets.US_ASCII));
        ScriptText.write(text, 0, text.length, script);
        script.writeBytes(END);
        return script.toByteArray();
    }
}

package io.pocketio.engine.polling;

import io.pocketio.engine.packet.CountedPayloads;
import io.pocketio.engine.packet.EnginePacket;
import io.pocketio.engine.packet.PayloadCodec;
import java.util.List;
import java.util.Map;

/** What the answer to a poll looks like: how its packets are put together, and what it says of its content. Immutable. */
abstract class PollForm {

    static final String BYTES_TYPE = "application/octet-stream";

    private static final String TEXT_TYPE = "text/plain; charset=UTF-8";

    /** Of Engine.IO 4. */
    static final PollForm SEPARATED = new PollForm(TEXT_TYPE) {
        @Override
        byte[] encode(List<EnginePacket> packets) {
            return PayloadCodec.encode(packets);
        }
    };

    /** Of Engine.IO 3, for clients that take bytes. */
    static final PollForm BYTES = new PollForm(BYTES_TYPE) {
        @Override
        byte[] encode(List<EnginePacket> packets) {
            return CountedPayloads.encodeBinary(packets);
        }
    };

    private final Map<String, List<String>> headers;

    PollForm(String contentType) {
        headers = PollingResponses.headers(contentType);
    }

    /** Of Engine.IO 3, for clients that take no bytes. */
    static PollForm text(boolean json) {
        return new PollForm(TEXT_TYPE) {
            @Override
            byte[] encode(List<EnginePacket> packets) {
                return CountedPayloads.encodeText(packets, json);
            }
        };
    }

    /** Of Engine.IO 3, for clients that take either. */
    static PollForm textOrBytes(boolean json) {
        PollForm text = text(json);
        return new PollForm(TEXT_TYPE) {
            @Override
            PollForm of(List<EnginePacket> packets) {
                boolean isText =
                        !CountedPayloads.haveBinary(packets) && (json || !CountedPayloads.haveMoreThanAscii(packets));
                return isText ? text : BYTES;
            }

            @Override
            byte[] encode(List<EnginePacket> packets) {
                return of(packets).encode(packets);
            }
        };
    }

    /** The form that fits the packets. */
    PollForm of(List<EnginePacket> packets) {
        return this;
    }

    abstract byte[] encode(List<EnginePacket> packets);

    Map<String, List<String>> headers() {
        return headers;
    }
}

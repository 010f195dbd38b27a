package io.pocketio.engine.polling;

import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.packet.CountedPayloads;
import io.pocketio.engine.packet.PayloadCodec;
import io.pocketio.engine.packet.PayloadReader;
import io.pocketio.engine.packet.Revision;
import io.pocketio.engine.transport.FirstClients;
import java.util.Locale;

/**
 * Says in which form a polling client takes packets, and in which it sends them, by what it speaks and by its requests. Immutable.
 *
 * <p>Clients of Engine.IO 4 have one form. Those of Engine.IO 3 get text when they ask for base64, bytes as soon as something is binary
 * otherwise, as the reference server has it. Two kinds of them need more than that:
 *
 * <ul>
 *   <li>Those of Socket.IO 1 read text in which a character beyond ASCII stands as a broken payload. What is JSON is escaped therefore;
 *       what is not goes as bytes to clients that take them.
 *   <li>Those of the time of Socket.IO 1.0 to 1.3, and Python's {@code socketIO-client}, take bytes alone unless they ask for base64:
 *       {@link FirstClients}.
 * </ul>
 */
final class PollForms {

    private static final String BASE64_PARAMETER = "b64";

    private final boolean jsonp;
    private final PollForm text;
    private final PollForm textOrBytes;

    /**
     * @param jsonp whether there is JSONP
     * @param json whether characters beyond ASCII are in strings of JSON
     */
    PollForms(boolean jsonp, boolean json) {
        this.jsonp = jsonp;
        this.text = PollForm.text(json);
        this.textOrBytes = PollForm.textOrBytes(json);
    }

    /**
     * Of the answer to a GET.
     *
     * @param handshake the request that opened the session
     */
    PollForm answer(EngineRequest request, EngineRequest handshake, Revision revision) {
        if (isJsonp(handshake)) {
            return new JsonpForm(Jsonp.index(handshake), revision == Revision.V4 ? PollForm.SEPARATED : text);
        }
        if (revision == Revision.V4) {
            return PollForm.SEPARATED;
        }
        if (asksForBase64(request)) {
            return text;
        }
        return FirstClients.haveSent(request) ? PollForm.BYTES : textOrBytes;
    }

    /** Whether clients like that of the session send bodies of that type. */
    boolean take(EngineRequest post, PolledSession session) {
        return !isOfBytes(post) || session.revision() == Revision.V3 && !isJsonp(session.request());
    }

    /** Starts to read the body of a POST. In the session's lane. */
    PayloadReader read(byte[] body, EngineRequest post, PolledSession session, PollingTransport polling) {
        byte[] payload = isJsonp(session.request()) ? Jsonp.payload(body) : body;
        if (session.revision() == Revision.V4) {
            return PayloadCodec.read(payload);
        }
        return isOfBytes(post)
                ? CountedPayloads.readBinary(payload)
                : CountedPayloads.readText(payload, polling.encoding());
    }

    /** It is the handshake that makes a session one of JSONP, as in the reference server. */
    private boolean isJsonp(EngineRequest handshake) {
        return jsonp && handshake.asksForScript();
    }

    private static boolean asksForBase64(EngineRequest request) {
        String value = request.query().get(BASE64_PARAMETER);
        return value != null && !value.isEmpty();
    }

    private static boolean isOfBytes(EngineRequest post) {
        String contentType = post.header("content-type");
        return contentType != null && contentType.toLowerCase(Locale.ROOT).equals(PollForm.BYTES_TYPE);
    }
}

package io.pocketio.engine.legacy;

import io.pocketio.engine.EngineOptions;
import io.pocketio.engine.EngineRequest;
import io.pocketio.engine.EngineResponse;
import io.pocketio.engine.handshake.Reception;
import io.pocketio.engine.handshake.SharedValues;
import io.pocketio.engine.handshake.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Answers handshakes, in the words of the reference server of that time. A session is opened by the transport that its client comes
 * with then. Thread-safe.
 */
final class LegacyHandshakes {

    private static final Logger logger = LoggerFactory.getLogger(LegacyHandshakes.class);

    private static final String JSONP_PARAMETER = "jsonp";

    private final Reception reception;
    private final PendingHandshakes pending;
    private final SharedValues values;
    private final boolean allowJsonp;
    private final String behindId;

    LegacyHandshakes(
            EngineOptions options,
            LegacyTimes times,
            Reception reception,
            PendingHandshakes pending,
            SharedValues values) {
        this.reception = reception;
        this.pending = pending;
        this.values = values;
        this.allowJsonp = options.allowJsonp();
        this.behindId = ":" + times.heartbeatField() + ":" + times.closeField() + ":" + Carrier.offered(options);
    }

    Mono<EngineResponse> answer(EngineRequest request) {
        String index = request.query().get(JSONP_PARAMETER);
        if (index == null || !Script.isIndex(index)) {
            return reception.judgeLegacy(request).map(verdict -> answer(request, verdict));
        }
        return allowJsonp
                ? reception.judgeLegacy(request).map(verdict -> asScript(index, answer(request, verdict)))
                : Mono.just(LegacyAnswers.plain(400, "JSONP is not allowed"));
    }

    private EngineResponse answer(EngineRequest request, Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            return reception.refuseLegacy(request, refused);
        }
        String sid = ((Verdict.Accepted) verdict).sid();
        if (!isPartOfAPath(sid) || !pending.add(sid, values.toKeep(request))) {
            logger.error("The session id generator gave an id twice at a time, or one that cannot stand in a path");
            return LegacyAnswers.plain(500, "handshake error");
        }
        return reception.handshake(LegacyAnswers.plain(200, sid + behindId), request, sid);
    }

    /** As it is, whatever servers, proxies and clients do with paths; and a colon ends it in a handshake. */
    private static boolean isPartOfAPath(String sid) {
        return !sid.startsWith(".")
                && sid.chars().allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0);
    }

    /** An error is a value there, too, for a script knows nothing of a status. */
    private static EngineResponse asScript(String index, EngineResponse plain) {
        return plain.status() == 200 ? Script.call(index, plain) : Script.callWithError(index, plain);
    }
}

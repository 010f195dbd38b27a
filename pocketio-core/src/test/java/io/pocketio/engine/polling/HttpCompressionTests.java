package io.pocketio.engine.polling;

import static io.pocketio.engine.TestEngine.POLLING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pocketio.engine.Compression;
import io.pocketio.engine.TestEngine;
import io.pocketio.engine.TestEngine.Poll;
import io.pocketio.engine.TestRequests;
import io.pocketio.engine.packet.EnginePacket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class HttpCompressionTests {

    private static final String GZIP = "gzip, deflate, br";

    /** With its type, as long as the threshold. */
    private static final String LONG = "x".repeat(1023);

    private final TestEngine engine = new TestEngine();

    @Test
    void compressesWhatIsLongForClientsThatAcceptIt() throws IOException {
        Poll poll = poll(engine, GZIP);

        engine.send(LONG);

        assertThat(poll.headers())
                .containsEntry("Content-Encoding", "gzip")
                .containsEntry("Content-Type", "text/plain; charset=UTF-8")
                .containsEntry("cache-control", "no-store")
                .doesNotContainKey("Vary");
        assertThat(poll.response().body()).hasSizeLessThan(100);
        assertThat(text(new GZIPInputStream(body(poll)))).isEqualTo("4" + LONG);
    }

    @Test
    void compressesInZlibsFormatWhenThatIsAskedFor() throws IOException {
        Poll poll = poll(engine, "deflate");

        engine.send(LONG);

        assertThat(poll.headers()).containsEntry("Content-Encoding", "deflate");
        assertThat(text(new InflaterInputStream(body(poll)))).isEqualTo("4" + LONG);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gzip                                | gzip
            GZIP                                | gzip
            deflate, gzip                       | gzip
            gzip;q=0.5, deflate;q=0.8           | deflate
            gzip;q=0.001                        | gzip
            br, gzip;q=0                        | none
            gzip;q=none, deflate;q=0.1          | deflate
            gzip;q=-1                           | none
            gzip;q=0x1p0, deflate;q=0.1         | deflate
            gzip;q=1e0, deflate;q=0.1           | deflate
            gzip;q=1d, deflate;q=0.1            | deflate
            gzip;q=NaN, deflate;q=0.1           | deflate
            gzip;q=+1, deflate;q=0.1            | deflate
            gzip;q=.9, deflate;q=0.1            | deflate
            gzip;q=2, deflate;q=0.1             | deflate
            gzip;q=1.001, deflate;q=0.1         | deflate
            gzip;q=0.9999, deflate;q=0.1        | deflate
            gzip;q=, deflate;q=0.1              | deflate
            gzip;q=0., deflate;q=0.1            | deflate
            gzip;q=1., deflate;q=0.1            | gzip
            gzip;q=1.000, deflate;q=0.999       | gzip
            *                                   | gzip
            *;q=0.1                             | gzip
            gzip;q=0, *                         | deflate
            gzip;q=0, *;q=0                     | none
            identity                            | none
            br                                  | none
            ,;,;q=1,                            | none
            ''                                  | none
            """)
    void choosesWhatTheClientLikes(String accepted, String chosen) {
        Poll poll = poll(engine, accepted);

        engine.send(LONG);

        assertThat(poll.headers().getOrDefault("Content-Encoding", "none")).isEqualTo(chosen);
    }

    @Test
    void leavesAloneWhatIsShort() {
        Poll poll = poll(engine, GZIP);

        engine.send(LONG.substring(1));

        assertThat(poll.headers()).doesNotContainKey("Content-Encoding");
        assertThat(poll.body()).isEqualTo("4" + LONG.substring(1));
    }

    @Test
    void leavesAloneWhatTheClientCannotRead() {
        engine.open();
        Poll poll = engine.poll(engine.session().id());

        engine.send(LONG);

        assertThat(poll.body()).isEqualTo("4" + LONG);
    }

    @Test
    void leavesAloneWhatIsNotToBeCompressed() {
        Poll poll = poll(engine, GZIP);

        engine.session().send(EnginePacket.message(LONG).uncompressed());

        assertThat(poll.body()).isEqualTo("4" + LONG);
    }

    @Test
    void compressesAPayloadOfWhichAPartMayBeCompressed() {
        engine.open();
        EnginePacket packet = EnginePacket.message(LONG);
        engine.session().send(List.of(packet.uncompressed(), packet));

        Poll poll = poll(engine, GZIP);

        assertThat(poll.headers()).containsEntry("Content-Encoding", "gzip");
    }

    @Test
    void takesItsThresholdFromTheOptions() {
        TestEngine eager = new TestEngine(options -> options.httpCompression(new Compression(0)));
        Poll poll = poll(eager, GZIP);

        eager.send("a");

        assertThat(poll.headers()).containsEntry("Content-Encoding", "gzip");
    }

    @Test
    void canBeTurnedOff() {
        TestEngine plain = new TestEngine(options -> options.httpCompression(null));
        Poll poll = poll(plain, GZIP);

        plain.send(LONG);

        assertThat(poll.body()).isEqualTo("4" + LONG);
    }

    @Test
    void knowsNoNegativeThreshold() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Compression(-1));
    }

    /** A poll of the engine's session, which is opened if there is none. */
    private static Poll poll(TestEngine engine, String acceptEncoding) {
        if (engine.sessions.isEmpty()) {
            engine.open();
        }
        return engine.handle(TestRequests.request(
                "GET",
                POLLING + "&sid=" + engine.session().id(),
                false,
                Map.of("accept-encoding", acceptEncoding),
                Mono.empty()));
    }

    private static InputStream body(Poll poll) {
        return new ByteArrayInputStream(poll.response().body());
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}

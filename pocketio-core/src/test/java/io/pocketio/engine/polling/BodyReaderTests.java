package io.pocketio.engine.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.publisher.TestPublisher;

class BodyReaderTests {

    private final List<String> bodies = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final BodyReader reader = new BodyReader(
            10, body -> bodies.add(new String(body, StandardCharsets.US_ASCII)), failures::add, bytes -> {});

    @Test
    void putsPiecesTogether() {
        Flux.just("one", "two", "", "four").map(BodyReaderTests::bytes).subscribe(reader);

        assertThat(bodies).containsExactly("onetwofour");
        assertThat(failures).isEmpty();
    }

    @Test
    void takesABodyOfNothing() {
        Flux.<byte[]>empty().subscribe(reader);

        assertThat(bodies).containsExactly("");
    }

    @Test
    void tellsOnceThatABodyIsTooLarge() {
        TestPublisher<byte[]> body = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        body.subscribe(reader);
        body.next(new byte[10]);
        body.next(new byte[1]);
        body.assertCancelled();

        reader.hookOnNext(new byte[1]);
        reader.hookOnComplete();

        assertThat(failures).containsExactly(BodyReader.TOO_LARGE);
        assertThat(bodies).isEmpty();
    }

    @Test
    void tellsThatABodyBreaksOff() {
        IOException reset = new IOException("reset");

        Flux.just(bytes("some")).concatWith(Flux.error(reset)).subscribe(reader);

        assertThat(failures).containsExactly(reset);
        assertThat(bodies).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

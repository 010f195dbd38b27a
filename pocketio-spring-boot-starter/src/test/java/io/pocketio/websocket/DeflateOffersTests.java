package io.pocketio.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateOffersTests {

    private static final String ANSWER = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate;client_max_window_bits=8",
                "permessage-deflate; client_max_window_bits = \"15\"",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                " ,\t permessage-deflate ; client_max_window_bits ,",
                "x-webkit-deflate-frame, permessage-deflate",
                "other; a=1; b=\"x, \\\" y\"; c, permessage-deflate",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate",
                "permessage-deflate; unknown, permessage-deflate; client_max_window_bits"
            })
    void acceptsTheFirstOfferThatItCanHonour(String offers) {
        assertThat(DeflateOffers.answer(List.of(offers))).isEqualTo(ANSWER);
    }

    @Test
    void readsOffersOfSeveralHeaders() {
        assertThat(DeflateOffers.answer(List.of("other", "permessage-deflate"))).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=\"15\"; client_max_window_bits, permessage-deflate"
            })
    void confirmsTheWindowThatItHas(String offers) {
        assertThat(DeflateOffers.answer(List.of(offers))).isEqualTo(ANSWER + "; server_max_window_bits=15");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "other",
                "Permessage-Deflate",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=14",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=015",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=08",
                "permessage-deflate; client_max_window_bits=\"\"",
                "permessage-deflate; server_no_context_takeover=true",
                "permessage-deflate; client_no_context_takeover=1",
                "permessage-deflate; client_max_window_bits; client_max_window_bits",
                "permessage-deflate; server_max_window_bits=15; server_max_window_bits=15",
                "permessage-deflate; unknown",
                "permessage-deflate; unknown=1"
            })
    void declinesWhatItCannotHonour(String offers) {
        assertThat(DeflateOffers.answer(List.of(offers))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate;",
                "permessage-deflate; =15",
                "permessage-deflate; client_max_window_bits=",
                "permessage-deflate; client_max_window_bits=\"15",
                "permessage-deflate; client_max_window_bits=\"15\\",
                "permessage-deflate; client_max_window_bits=\"",
                "permessage-deflate; client_max_window_bits=\"15\\\"",
                "permessage-deflate, other; a=\"",
                "permessage-deflate, other; a=\"x\\\"",
                "permessage-deflate; client_max_window_bits=\"15\"x",
                "permessage-deflate client_max_window_bits",
                "permessage-deflate, \"",
                "permessage-deflate, (x)",
                "; permessage-deflate"
            })
    void declinesWhatIsMalformed(String offers) {
        assertThat(DeflateOffers.answer(List.of(offers))).isNull();
    }

    @Test
    void declinesWithoutAnOffer() {
        assertThat(DeflateOffers.answer(List.of())).isNull();
    }
}

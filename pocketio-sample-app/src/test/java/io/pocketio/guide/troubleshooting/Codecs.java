package io.pocketio.guide.troubleshooting;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;

final class Codecs {

    private Codecs() {}

    static JsonCodec longNumbers() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNumberLength(5000).build())
                .build();
        return new Jackson2JsonCodec(new ObjectMapper(factory));
    }
}

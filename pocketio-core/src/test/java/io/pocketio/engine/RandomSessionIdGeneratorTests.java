package io.pocketio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomSessionIdGeneratorTests {

    @Test
    void makesTwentyCharactersThatFitIntoAUrl() {
        SessionIdGenerator generator = SessionIdGenerator.random();
        Set<String> ids = new HashSet<>();

        for (int i = 0; i < 10_000; i++) {
            String id = generator.generate();
            assertThat(id).matches("[A-Za-z0-9_-]{20}");
            ids.add(id);
        }

        assertThat(ids).hasSize(10_000);
    }
}

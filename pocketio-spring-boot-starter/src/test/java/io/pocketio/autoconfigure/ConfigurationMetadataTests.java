package io.pocketio.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What editors show about the properties. */
class ConfigurationMetadataTests {

    @Test
    void describesEachPropertyInASentence() throws IOException {
        Map<String, String> descriptions = new TreeMap<>();
        for (JsonNode property : metadata().get("properties")) {
            descriptions.put(
                    property.get("name").asString(),
                    property.path("description").asString(""));
        }

        assertThat(descriptions)
                .containsKeys(
                        "pocketio.path",
                        "pocketio.transports",
                        "pocketio.parser",
                        "pocketio.allow-older-clients",
                        "pocketio.allow-jsonp",
                        "pocketio.ping-interval",
                        "pocketio.max-http-buffer-size",
                        "pocketio.http-compression.enabled",
                        "pocketio.http-compression.threshold",
                        "pocketio.per-message-deflate.enabled",
                        "pocketio.per-message-deflate.threshold",
                        "pocketio.connection-state-recovery.max-buffer",
                        "pocketio.cookie.same-site",
                        "pocketio.cors.allowed-origins",
                        "pocketio.json.preferred-mapper",
                        "pocketio.handlers.execution",
                        "pocketio.handlers.blocking-warning",
                        "pocketio.handlers.describing-annotations",
                        "pocketio.connection-state-recovery.max-disconnection-duration",
                        "pocketio.cleanup-empty-child-namespaces",
                        "pocketio.connection-debug")
                .allSatisfy(
                        (name, description) -> assertThat(description).as(name).matches("[A-Z].*\\."));
    }

    private static JsonNode metadata() throws IOException {
        for (URL url : Collections.list(ConfigurationMetadataTests.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream in = url.openStream()) {
                JsonNode metadata = JsonMapper.shared().readTree(in);
                if (metadata.toString().contains("\"pocketio.path\"")) {
                    return metadata;
                }
            }
        }
        throw new AssertionError("There is no metadata of this library");
    }
}

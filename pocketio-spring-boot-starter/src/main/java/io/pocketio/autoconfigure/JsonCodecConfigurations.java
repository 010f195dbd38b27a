package io.pocketio.autoconfigure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pocketio.autoconfigure.PocketIoProperties.PreferredMapper;
import io.pocketio.jackson.JacksonJsonCodec;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** One configuration for each JSON library, imported in the order of preference. */
final class JsonCodecConfigurations {

    private static final String PREFERRED_MAPPER = "pocketio.json.preferred-mapper";

    private JsonCodecConfigurations() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JsonMapper.class)
    @ConditionalOnBean(JsonMapper.class)
    @ConditionalOnProperty(name = PREFERRED_MAPPER, havingValue = "jackson", matchIfMissing = true)
    static class Jackson {

        @Bean
        @ConditionalOnMissingBean
        JsonCodec socketIoJsonCodec(JsonMapper mapper) {
            return new JacksonJsonCodec(mapper);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ObjectMapper.class)
    @ConditionalOnProperty(name = PREFERRED_MAPPER, havingValue = "jackson2", matchIfMissing = true)
    static class Jackson2 {

        @Bean
        @ConditionalOnMissingBean
        JsonCodec socketIoJsonCodec(ObjectMapper mapper) {
            return new Jackson2JsonCodec(mapper);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Fallback {

        @Bean
        @ConditionalOnMissingBean
        JsonCodec socketIoJsonCodec(PocketIoProperties properties) {
            if (properties.json().preferredMapper() == PreferredMapper.JACKSON) {
                throw PocketIoProperties.invalid(
                        "json.preferred-mapper", "jackson", "The application has no JsonMapper of Jackson 3.");
            }
            return new Jackson2JsonCodec();
        }
    }
}

package io.pocketio.autoconfigure;

import io.pocketio.json.JsonCodec;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of the JSON of events' arguments. The first of these: a {@link JsonCodec} bean; the mapper that
 * {@code pocketio.json.preferred-mapper} names; the application's {@code JsonMapper} (Jackson 3); its {@code ObjectMapper}
 * (Jackson 2); a mapper of the library's own.
 *
 * @since 0.1
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.jackson2.autoconfigure.Jackson2AutoConfiguration"
        })
@Conditional(OnServerOrEmitter.class)
@ConditionalOnMissingBean(JsonCodec.class)
@EnableConfigurationProperties(PocketIoProperties.class)
@Import({
    JsonCodecConfigurations.Jackson.class,
    JsonCodecConfigurations.Jackson2.class,
    JsonCodecConfigurations.Fallback.class
})
public final class PocketIoJsonAutoConfiguration {}

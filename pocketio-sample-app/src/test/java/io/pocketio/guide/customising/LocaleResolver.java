package io.pocketio.guide.customising;

import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.support.SocketArgumentResolver;
import java.util.List;
import java.util.Locale;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;

@Component
class LocaleResolver implements SocketArgumentResolver {

    @Override
    public boolean supports(MethodParameter parameter) {
        return parameter.getParameterType() == Locale.class;
    }

    @Override
    public Object resolve(MethodParameter parameter, SocketIoSocket socket) {
        List<String> languages = socket.handshake().headers().getOrDefault("accept-language", List.of("en"));
        return Locale.forLanguageTag(languages.get(0));
    }
}

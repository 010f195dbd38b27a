package io.pocketio.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.core.io.support.SpringFactoriesLoader;

class WebSocketBindingsTests {

    /** Which server it is that runs, the contract tests find out; the last binding is for any. */
    @Test
    void areThoseOfReactorNettyAndThenOfAnyServer() {
        List<WebSocketBinding> listed =
                SpringFactoriesLoader.forDefaultResourceLocation().load(WebSocketBinding.class);

        assertThat(listed)
                .extracting(binding -> binding.getClass().getSimpleName())
                .containsExactly("NettyBinding", "SessionBinding");
        assertThat(listed).allMatch(WebSocketBinding::isPresent);
        assertThat(listed.get(0).supports(new Object())).isFalse();
        assertThat(listed.get(1).supports(new Object())).isTrue();
    }

    @Test
    void areFoundInNativeImages() {
        RuntimeHints hints = new RuntimeHints();
        AotServices.factories()
                .load(RuntimeHintsRegistrar.class)
                .forEach(registrar -> registrar.registerHints(hints, getClass().getClassLoader()));

        for (WebSocketBinding binding :
                SpringFactoriesLoader.forDefaultResourceLocation().load(WebSocketBinding.class)) {
            assertThat(RuntimeHintsPredicates.reflection().onType(binding.getClass()))
                    .accepts(hints);
        }
    }
}

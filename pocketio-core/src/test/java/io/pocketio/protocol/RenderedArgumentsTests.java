package io.pocketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pocketio.json.Attachments;
import io.pocketio.json.Jackson2JsonCodec;
import io.pocketio.json.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RenderedArgumentsTests {

    private static final JsonCodec CODEC = new Jackson2JsonCodec(new ObjectMapper());
    private static final byte[] FIRST = {1};
    private static final byte[] SECOND = {2};

    private static RenderedArguments rendered(@Nullable Object... values) {
        return RenderedArguments.of(Arguments.of(values), CODEC);
    }

    private static String write(Arguments arguments, int index, Attachments attachments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        arguments.write(index, CODEC, out, attachments);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void givesTheSameArguments() {
        RenderedArguments arguments = rendered(1, null, "é", Map.of("a", List.of(1)), FIRST);

        assertThat(arguments.size()).isEqualTo(5);
        assertThat(arguments.get(0, Integer.class)).isEqualTo(1);
        assertThat(arguments.isNull(0)).isFalse();
        assertThat(arguments.isNull(1)).isTrue();
        assertThat(arguments.isNull(5)).isTrue();
        assertThat(arguments.get(2, String.class)).isEqualTo("é");
        assertThat(arguments.get(3, Object.class)).isEqualTo(Map.of("a", List.of(1)));
        assertThat(arguments.get(4, byte[].class)).isEqualTo(FIRST);
    }

    @Test
    void asksTheMapperOnce() throws Exception {
        AtomicInteger written = new AtomicInteger();
        JsonCodec counting = new JsonCodec() {
            @Override
            public void write(@Nullable Object value, OutputStream out, Attachments attachments) {
                written.incrementAndGet();
                CODEC.write(value, out, attachments);
            }

            @Override
            public @Nullable Object read(byte[] json, int offset, int length, Type type, Attachments attachments) {
                return CODEC.read(json, offset, length, type, attachments);
            }
        };

        RenderedArguments arguments = RenderedArguments.of(Arguments.of("a", "b"), counting);
        write(arguments, 0, new Attachments());
        write(arguments, 0, new Attachments());
        write(arguments, 1, new Attachments());

        assertThat(written).hasValue(2);
        assertThat(RenderedArguments.of(arguments, counting)).isSameAs(arguments);
    }

    @Test
    void isWhatItWasWhenItWasRendered() throws Exception {
        List<Object> mutable = new ArrayList<>(List.of(1));
        RenderedArguments arguments = rendered(mutable);
        mutable.add(2);

        assertThat(write(arguments, 0, new Attachments())).isEqualTo("[1]");
    }

    @Test
    void keepsThePlaceholdersOfWhatIsWrittenInOrder() throws Exception {
        Attachments attachments = new Attachments();
        RenderedArguments arguments = rendered(List.of(FIRST), "a", SECOND);

        assertThat(write(arguments, 0, attachments)).isEqualTo("[{\"_placeholder\":true,\"num\":0}]");
        assertThat(write(arguments, 1, attachments)).isEqualTo("\"a\"");
        assertThat(write(arguments, 2, attachments)).isEqualTo("{\"_placeholder\":true,\"num\":1}");
        assertThat(attachments.asList()).containsExactly(FIRST, SECOND);
    }

    @Test
    void numbersThePlaceholdersAnewOfWhatIsWrittenAlone() throws Exception {
        Attachments attachments = new Attachments();
        RenderedArguments arguments = rendered(FIRST, List.of(7, SECOND, 8));

        assertThat(write(arguments, 1, attachments)).isEqualTo("[7,{\"_placeholder\":true,\"num\":0},8]");
        assertThat(attachments.asList()).containsExactly(SECOND);
    }

    @Test
    void leavesAnObjectOfTheApplicationsThatLooksLikeAPlaceholder() throws Exception {
        Map<String, Object> lookalike = Map.of("_placeholder", true, "num", 9);
        RenderedArguments arguments = rendered(FIRST, List.of(lookalike, SECOND));

        Attachments inOrder = new Attachments();
        write(arguments, 0, inOrder);
        assertThat(write(arguments, 1, inOrder)).contains("9").endsWith("{\"_placeholder\":true,\"num\":1}]");
        assertThat(inOrder.asList()).containsExactly(FIRST, SECOND);
        Attachments alone = new Attachments();
        assertThat(write(arguments, 1, alone)).contains("9").endsWith("{\"_placeholder\":true,\"num\":0}]");
        assertThat(alone.asList()).containsExactly(SECOND);
    }

    @Test
    void takesAStringOfTheProtocolBehindIt() throws Exception {
        Arguments extended = rendered(FIRST).append("offset");
        Attachments attachments = new Attachments();

        assertThat(write(extended, 0, attachments)).isEqualTo("{\"_placeholder\":true,\"num\":0}");
        assertThat(write(extended, 1, attachments)).isEqualTo("\"offset\"");
    }
}

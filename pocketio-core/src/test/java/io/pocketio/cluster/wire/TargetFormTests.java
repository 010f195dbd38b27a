package io.pocketio.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pocketio.adapter.BroadcastFlags;
import io.pocketio.adapter.BroadcastTarget;
import io.pocketio.protocol.MalformedPacketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetFormTests {

    private static final BroadcastTarget TARGET = new BroadcastTarget(
            Set.of("a"), Set.of("b"), BroadcastFlags.NONE.asVolatile().compress(false));

    private static String text(WireOutput out) {
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    private static WireValue json(String text) {
        return Wire.JSON.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void writesWhatNodeWrites() {
        WireOutput all = new WireJson();
        TargetForm.write(all, BroadcastTarget.ALL);
        WireOutput some = new WireJson();
        TargetForm.write(some, TARGET);
        WireOutput asking = new WireJson();
        TargetForm.write(asking, BroadcastTarget.ALL, Duration.ofMillis(500));
        WireOutput bare = new WireJson();
        TargetForm.writeWithoutFlags(bare, TARGET);
        WireOutput emitted = new WireJson();
        TargetForm.writeFlagsAhead(emitted, TARGET);

        assertThat(text(all)).isEqualTo("{\"rooms\":[],\"except\":[],\"flags\":{}}");
        assertThat(text(some))
                .isEqualTo("{\"rooms\":[\"a\"],\"except\":[\"b\"],\"flags\":{\"volatile\":true,\"compress\":false}}");
        assertThat(text(asking)).isEqualTo("{\"rooms\":[],\"except\":[],\"flags\":{\"timeout\":500}}");
        assertThat(text(bare)).isEqualTo("{\"rooms\":[\"a\"],\"except\":[\"b\"]}");
        assertThat(text(emitted))
                .isEqualTo("{\"rooms\":[\"a\"],\"flags\":{\"volatile\":true,\"compress\":false},\"except\":[\"b\"]}");
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatItHasWritten(Wire wire) {
        WireOutput out = wire.output();
        TargetForm.write(out, TARGET, Duration.ofSeconds(70));

        WireValue read = wire.read(out.toByteArray());

        assertThat(TargetForm.read(read)).isEqualTo(TARGET);
        assertThat(TargetForm.timeout(read)).isEqualTo(Duration.ofSeconds(70));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {}
            null
            7
            {"rooms":null,"except":null,"flags":null}
            {"rooms":[],"except":[],"flags":[]}
            {"flags":{"json":true,"broadcast":true,"binary":true,"volatile":0,"timeout":"soon"}}
            {"flags":{"volatile":"","compress":null,"timeout":-1}}
            """)
    void takesWhatIsNotThereForNothing(String json) {
        assertThat(TargetForm.read(json(json))).isEqualTo(BroadcastTarget.ALL);
        assertThat(TargetForm.timeout(json(json))).isZero();
    }

    @Test
    void makesNamesOfNumbers() {
        BroadcastTarget target = TargetForm.read(json("{\"rooms\":[5,5.0,\"5\",-1.5,1e3,null,{},[1],\"a\"]}"));

        assertThat(target.rooms()).containsExactlyInAnyOrder("5", "-1.5", "1000", "a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rooms\":[null]}",
                "{\"rooms\":[{},true]}",
                "{\"rooms\":{}}",
                "{\"rooms\":\"a\"}",
                "{\"except\":5}"
            })
    void reachesNobodyInPlaceOfRoomsThatAreNoNames(String json) {
        assertThatThrownBy(() -> TargetForm.read(json(json))).isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void readsFlagsAsJavaScriptDoes() {
        assertThat(TargetForm.read(json("{\"flags\":{\"volatile\":1,\"compress\":false}}"))
                        .flags())
                .isEqualTo(new BroadcastFlags(true, false, false));
    }
}

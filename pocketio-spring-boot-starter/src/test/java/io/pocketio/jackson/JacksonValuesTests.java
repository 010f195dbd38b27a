package io.pocketio.jackson;

import io.pocketio.json.JavaValuesContractTests;
import io.pocketio.json.JsonCodec;
import tools.jackson.databind.json.JsonMapper;

class JacksonValuesTests extends JavaValuesContractTests {

    @Override
    protected JsonCodec codec() {
        return new JacksonJsonCodec(JsonMapper.builder().build());
    }

    @Override
    protected String column() {
        return "Jackson 3";
    }
}

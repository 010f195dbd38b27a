package io.pocketio.json;

class Jackson2ValuesTests extends JavaValuesContractTests {

    @Override
    protected JsonCodec codec() {
        return new Jackson2JsonCodec();
    }

    @Override
    protected String column() {
        return "Jackson 2";
    }
}

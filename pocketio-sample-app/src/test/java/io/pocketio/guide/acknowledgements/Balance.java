package io.pocketio.guide.acknowledgements;

record Balance(String account, long cents) {}

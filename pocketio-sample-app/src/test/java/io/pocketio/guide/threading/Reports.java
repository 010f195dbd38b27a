package io.pocketio.guide.threading;

interface Reports {
    String load(int year);
}

package io.pocketio.guide.errors;

record Ticket(int seat) {}

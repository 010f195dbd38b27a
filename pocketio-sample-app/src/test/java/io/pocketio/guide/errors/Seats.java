package io.pocketio.guide.errors;

interface Seats {

    /** @throws SeatTakenException when somebody was faster */
    Ticket book(int seat);
}

package io.pocketio.guide.errors;

class SeatTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int seat;

    SeatTakenException(int seat) {
        this.seat = seat;
    }

    int seat() {
        return seat;
    }
}

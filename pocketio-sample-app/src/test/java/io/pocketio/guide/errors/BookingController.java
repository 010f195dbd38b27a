package io.pocketio.guide.errors;

import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.annotation.SocketExceptionHandler;
import jakarta.validation.Valid;

@SocketController
class BookingController {

    private final Seats seats;

    BookingController(Seats seats) {
        this.seats = seats;
    }

    @SocketEvent("book")
    Ticket book(@Valid Booking booking) {
        return seats.book(booking.seat());
    }

    @SocketExceptionHandler
    Problem taken(SeatTakenException failure) {
        return new Problem("Seat " + failure.seat() + " is taken");
    }
}

record Problem(String message) {}

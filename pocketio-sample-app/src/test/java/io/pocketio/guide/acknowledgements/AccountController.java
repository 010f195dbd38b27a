package io.pocketio.guide.acknowledgements;

import io.pocketio.Ack;
import io.pocketio.SocketIoSocket;
import io.pocketio.annotation.SocketController;
import io.pocketio.annotation.SocketEvent;
import io.pocketio.protocol.Arguments;
import java.time.Duration;
import reactor.core.publisher.Mono;

@SocketController
class AccountController {

    private final Accounts accounts;

    AccountController(Accounts accounts) {
        this.accounts = accounts;
    }

    @SocketEvent("balance")
    Mono<Balance> balance(String account) {
        return accounts.balance(account);
    }

    @SocketEvent("range")
    Arguments range() {
        return Arguments.of(1, 100);
    }

    @SocketEvent("later")
    void later(String account, Ack ack) {
        if (ack.isRequested()) {
            ack.send("accepted", account);
        }
    }

    @SocketEvent("transfer")
    Mono<String> transfer(SocketIoSocket socket, Transfer transfer) {
        return socket.timeout(Duration.ofSeconds(30))
                .emitWithAck("confirm", transfer)
                .map(answer -> answer.get(0, Boolean.class) ? "done" : "cancelled");
    }
}

record Transfer(String to, long cents) {}

package io.pocketio.guide.migration;

import io.pocketio.Broadcast;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrderController {

    private final Broadcast broadcast;

    OrderController(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    @GetMapping("/api/orders/{id}")
    Order order(@PathVariable int id) {
        return new Order(id, "open");
    }

    @PostMapping("/api/orders")
    Order create(@RequestBody Order order) {
        broadcast.to("orders").emit("order", order);
        return order;
    }
}

record Order(int id, String state) {}

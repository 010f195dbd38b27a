package io.pocketio.annotation.invocation

import io.pocketio.Ack
import io.pocketio.SocketIoSocket
import io.pocketio.annotation.OnConnect
import io.pocketio.annotation.SocketController
import io.pocketio.annotation.SocketEvent
import io.pocketio.annotation.SocketExceptionHandler
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.reactor.ReactorContext
import kotlin.coroutines.coroutineContext

/** Handlers as a Kotlin application has them. */
open class KotlinHandlers {

    val later = CompletableDeferred<String>()

    @SocketEvent("value")
    fun value(text: String, times: Int) = text.repeat(times)

    @SocketEvent("unit")
    fun unit() {
    }

    @SocketEvent("nullable")
    fun nullable(first: String?, second: List<String?>?) = "$first/$second"

    @SocketEvent("suspend")
    suspend fun suspended(text: String, socket: SocketIoSocket) =
        text + later.await() + socket.namespace().name()

    @SocketEvent("suspendUnit")
    suspend fun suspendedUnit() {
        later.await()
    }

    @SocketEvent("suspendNull")
    suspend fun suspendedNull(text: String?): String? = text

    @SocketEvent("suspendAck")
    suspend fun suspendedAck(ack: Ack) {
        ack.send(later.await(), 2)
    }

    @SocketEvent("suspendFailure")
    suspend fun suspendedFailure(): String {
        later.await()
        throw IllegalStateException("failed")
    }

    @SocketEvent("suspendContext")
    suspend fun suspendedContext(): String =
        coroutineContext[ReactorContext]!!.context.get("user")

    @SocketExceptionHandler
    suspend fun failed(failure: IllegalStateException): String = "answer: ${failure.message} ${later.await()}"
}

/** What a suspend function may do where nothing is answered. */
@SocketController("/connect")
class KotlinConnect {

    @OnConnect
    suspend fun joined(socket: SocketIoSocket, auth: Map<String, String>?) {
        socket.emit("joined", auth == null)
    }
}

/** Gives many values. */
class KotlinFlow {

    @SocketEvent("x")
    suspend fun x(): Flow<String> = flowOf("a")
}

/** Gives many values, at once. */
class KotlinPlainFlow {

    @SocketEvent("x")
    fun x(): Flow<String> = flowOf("a")
}

/** Would answer twice. */
class KotlinAckAndValue {

    @SocketEvent("x")
    suspend fun x(ack: Ack): String = "a"
}

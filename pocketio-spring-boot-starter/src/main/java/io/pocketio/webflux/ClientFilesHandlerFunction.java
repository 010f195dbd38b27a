package io.pocketio.webflux;

import io.pocketio.engine.EngineResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Serves the files of the browser client that this jar carries, as the reference server does. Route to it, below the engine's
 * path, what its {@link #predicate()} lets pass; the engine answers what is no file:
 *
 * <pre>{@code
 * RouterFunctions.route(path("/socket.io/*").and(files.predicate()), files)
 * }</pre>
 *
 * <p>Each file is read once and kept. Thread-safe.
 *
 * @since 0.1
 */
public final class ClientFilesHandlerFunction implements HandlerFunction<ServerResponse> {

    private static final String FOLDER = "/io/pocketio/client/";
    private static final Set<String> SCRIPTS =
            Set.of("socket.io.js", "socket.io.min.js", "socket.io.msgpack.min.js", "socket.io.esm.min.js");
    private static final String MAP_SUFFIX = ".map";
    private static final String SCRIPT_TYPE = "application/javascript; charset=utf-8";
    private static final String MAP_TYPE = "application/json; charset=utf-8";

    private static final byte[] NOTHING = {};

    private final String tag = '"' + version() + '"';
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

    /** Lets pass a GET or HEAD for one of the files, in whatever folder. */
    public RequestPredicate predicate() {
        return request ->
                (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD) && isFile(name(request));
    }

    private static boolean isFile(String name) {
        return SCRIPTS.contains(
                name.endsWith(MAP_SUFFIX) ? name.substring(0, name.length() - MAP_SUFFIX.length()) : name);
    }

    private static String name(ServerRequest request) {
        String path = request.path();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public Mono<ServerResponse> handle(ServerRequest request) {
        String name = name(request);
        if (!isFile(name)) {
            return ServerResponse.notFound().build();
        }
        if (isCurrent(request.headers().firstHeader(HttpHeaders.IF_NONE_MATCH))) {
            return Mono.just(new RawServerResponse(EngineResponse.of(304, headers(name), NOTHING)));
        }
        return content(name).map(bytes -> new RawServerResponse(EngineResponse.of(200, headers(name), bytes)));
    }

    private boolean isCurrent(@Nullable String tagOfClient) {
        return tag.equals(tagOfClient) || ("W/" + tag).equals(tagOfClient);
    }

    private Map<String, String> headers(String name) {
        return Map.of(
                HttpHeaders.CACHE_CONTROL,
                "public, max-age=0",
                HttpHeaders.CONTENT_TYPE,
                name.endsWith(MAP_SUFFIX) ? MAP_TYPE : SCRIPT_TYPE,
                HttpHeaders.ETAG,
                tag);
    }

    private Mono<byte[]> content(String name) {
        byte[] known = contents.get(name);
        return known != null
                ? Mono.just(known)
                // from the disk, for once: not in an event loop
                : Mono.fromCallable(() -> contents.computeIfAbsent(name, ClientFilesHandlerFunction::read))
                        .subscribeOn(Schedulers.boundedElastic());
    }

    private static byte[] read(String name) {
        try (InputStream file = open(name)) {
            return file.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read the client's file " + name, failure);
        }
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream file = open("client.properties")) {
            properties.load(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read the client's version", failure);
        }
        return properties.getProperty("version");
    }

    private static InputStream open(String name) {
        InputStream file = ClientFilesHandlerFunction.class.getResourceAsStream(FOLDER + name);
        return Objects.requireNonNull(file, () -> "The jar lacks " + FOLDER + name);
    }
}

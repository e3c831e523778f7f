package io.github.bitbucketoidc.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One workspace's issuer on loopback, with one key, for tests that need real tokens. */
public final class LoopbackIssuer implements AutoCloseable {

    public static final String WORKSPACE = "922e118c-f34f-4226-a897-0e0afbec553d";
    public static final String REPOSITORY = "1de489be-ce6a-42a0-a8c8-eadbf1174ac7";
    public static final String STEP = "759de0c6-eaee-4eaa-b7a6-c507eec759a7";

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final KeyPair KEYS = generate();

    private final HttpServer server;
    private final AtomicReference<KeyFault> fault = new AtomicReference<>(KeyFault.NONE);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile CountDownLatch answering = new CountDownLatch(0);

    /** What the server of the keys may do wrong. */
    public enum KeyFault {
        NONE,
        STATUS_500,
        STATUS_429,
        REDIRECT,
        HTML,
        EMPTY_BODY,
        NO_KEYS,
        HALF,
        PRIVATE_KEY,
        HUGE,
        DEEP,
        DISCONNECT
    }

    public LoopbackIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        serve(
                "/.well-known/openid-configuration",
                () -> "{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + issuer() + "/keys.json\"}");
        serve("/keys.json", LoopbackIssuer::keySet);
        server.start();
    }

    private void serve(String path, java.util.function.Supplier<String> document) {
        server.createContext("/2.0/workspaces/acme/pipelines-config/identity/oidc" + path, exchange -> {
            asked.incrementAndGet();
            wait(answering);
            answer(exchange, document.get(), fault.get());
        });
    }

    private static void wait(CountDownLatch answering) {
        try {
            answering.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, String document, KeyFault fault) throws IOException {
        String text = switch (fault) {
            case HTML -> "<!DOCTYPE html><title>Sorry</title>";
            case EMPTY_BODY -> "";
            case NO_KEYS -> "{\"keys\":[]}";
            case HALF -> document.substring(0, document.length() / 2);
            case PRIVATE_KEY -> document.replace("\"kty\"", "\"d\":\"AQAB\",\"kty\"");
            case HUGE -> " ".repeat(1 << 20) + document;
            case DEEP -> "[".repeat(10_000);
            default -> document;
        };
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        switch (fault) {
            case DISCONNECT -> {
                exchange.close();
                return;
            }
            case REDIRECT -> {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:9/elsewhere");
                exchange.sendResponseHeaders(307, -1);
            }
            case STATUS_500 -> exchange.sendResponseHeaders(500, body.length);
            case STATUS_429 -> exchange.sendResponseHeaders(429, body.length);
            default -> exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        }
        if (body.length > 0 && fault != KeyFault.REDIRECT) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort()
                + "/2.0/workspaces/acme/pipelines-config/identity/oidc";
    }

    /** From now on it has no keys to show. */
    public void goDown() {
        goWrong(KeyFault.STATUS_500);
    }

    /** From now on it takes what it is asked, and answers nothing. */
    public void hang() {
        answering = new CountDownLatch(1);
    }

    /** From now on it does this. */
    public void goWrong(KeyFault newFault) {
        fault.set(newFault);
    }

    /** How often it was asked for anything. */
    int asked() {
        return asked.get();
    }

    /** A valid token of the sample step on {@code main}. */
    public String token() {
        return token(claims -> {});
    }

    /** A token whose claims were changed before it was signed. */
    public String token(Consumer<Map<String, Object>> change) {
        long now = System.currentTimeMillis() / 1000;
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer());
        claims.put("aud", "ari:cloud:bitbucket::workspace/" + WORKSPACE);
        claims.put("sub", "{" + REPOSITORY + "}:{" + STEP + "}");
        claims.put("workspaceUuid", "{" + WORKSPACE + "}");
        claims.put("repositoryUuid", "{" + REPOSITORY + "}");
        claims.put("stepUuid", "{" + STEP + "}");
        claims.put("branchName", "main");
        claims.put("iat", now - 10);
        claims.put("exp", now + 3600);
        change.accept(claims);
        return sign(claims.entrySet().stream()
                .map(claim -> "\"" + claim.getKey() + "\":"
                        + (claim.getValue() instanceof String ? "\"" + claim.getValue() + "\"" : claim.getValue()))
                .collect(Collectors.joining(",", "{", "}")));
    }

    private static String sign(String payload) {
        String input = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}") + "." + encode(payload);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEYS.getPrivate());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private static String keySet() {
        RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
        byte[] modulus = key.getModulus().toByteArray();
        byte[] unsigned = java.util.Arrays.copyOfRange(modulus, modulus[0] == 0 ? 1 : 0, modulus.length);
        return "{\"keys\":[{\"kty\":\"RSA\",\"alg\":\"RS256\",\"use\":\"sig\",\"kid\":\"k1\",\"n\":\""
                + URL.encodeToString(unsigned) + "\",\"e\":\"AQAB\"}]}";
    }

    private static String encode(String text) {
        return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException cause) {
            throw new IllegalStateException(cause);
        }
    }

    @Override
    public void close() {
        answering.countDown();
        server.stop(0);
    }
}
